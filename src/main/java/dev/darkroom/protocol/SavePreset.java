package dev.darkroom.protocol;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Creates or changes an upload preset (reference/admin-api.md 10).
 *
 * @param name null for a generated one
 * @param unsigned null for no change
 * @param settings upload parameters as they are sent; empty text removes one
 */
public record SavePreset(
    long environmentId,
    @Nullable String name,
    boolean create,
    @Nullable Boolean unsigned,
    Map<String, String> settings)
    implements BusMessage {
  public static final Address<SavePreset, Answer> ADDRESS =
      Address.of("catalog.save-preset", SavePreset.class, Answer.class).onThisNode();
}
