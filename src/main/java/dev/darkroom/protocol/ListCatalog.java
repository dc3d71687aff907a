package dev.darkroom.protocol;

import org.jspecify.annotations.Nullable;

/**
 * Asks for a page of what an environment has of that kind; the reply is the contract's list.
 *
 * @param named of transformations: only named ones, or only others; null for both
 * @param nextCursor from the page before; null for the first
 */
public record ListCatalog(
    long environmentId,
    CatalogKind kind,
    @Nullable Boolean named,
    @Nullable String nextCursor,
    int maxResults)
    implements BusMessage {
  public static final Address<ListCatalog, Answer> ADDRESS =
      Address.of("catalog.list", ListCatalog.class, Answer.class).onThisNode();
}
