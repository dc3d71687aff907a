package dev.darkroom.protocol;

import org.jspecify.annotations.Nullable;

/**
 * Creates a named transformation, or changes one or what is said of an unnamed one
 * (reference/admin-api.md 9).
 *
 * @param name a name, or a transformation's text
 * @param definition what a name stands for; null for no change
 * @param allowedForStrict null for no change
 */
public record SaveTransformation(
    long environmentId,
    String name,
    boolean create,
    @Nullable String definition,
    @Nullable Boolean allowedForStrict)
    implements BusMessage {
  public static final Address<SaveTransformation, Answer> ADDRESS =
      Address.of("catalog.save-transformation", SaveTransformation.class, Answer.class)
          .onThisNode();
}
