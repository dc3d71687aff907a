package dev.darkroom.protocol;

import org.jspecify.annotations.Nullable;

/**
 * Asks for the derived versions that a transformation was used for: {@code derived} and {@code
 * next_cursor} of reference/admin-api.md 9.
 *
 * @param nextCursor from the page before; null for the first
 */
public record ListDerived(
    long environmentId, String transformation, @Nullable String nextCursor, int maxResults)
    implements BusMessage {
  public static final Address<ListDerived, Answer> ADDRESS =
      Address.of("asset.list-derived", ListDerived.class, Answer.class).onThisNode();
}
