package dev.darkroom.protocol;

import org.jspecify.annotations.Nullable;

/**
 * Asks for one thing by its name, a transformation also by its text; {@link ErrorCode#NOT_FOUND}
 * when there is none.
 *
 * @param nextCursor of a transformation's derived versions
 * @param maxResults of a transformation's derived versions
 */
public record ShowCatalog(
    long environmentId, CatalogKind kind, String name, @Nullable String nextCursor, int maxResults)
    implements BusMessage {
  public static final Address<ShowCatalog, Answer> ADDRESS =
      Address.of("catalog.show", ShowCatalog.class, Answer.class).onThisNode();
}
