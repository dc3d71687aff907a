package dev.darkroom.protocol;

import org.jspecify.annotations.Nullable;

/**
 * Asks which transformations derived versions were made with, each once, in a stable order.
 *
 * @param after the last one of the page before; null for the first page
 */
public record ListUsedTransformations(long environmentId, @Nullable String after, int limit)
    implements BusMessage {
  public static final Address<ListUsedTransformations, UsedTransformations> ADDRESS =
      Address.of(
              "asset.list-used-transformations",
              ListUsedTransformations.class,
              UsedTransformations.class)
          .onThisNode();
}
