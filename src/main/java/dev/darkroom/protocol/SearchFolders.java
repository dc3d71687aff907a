package dev.darkroom.protocol;

import java.util.List;

/**
 * Asks for the folders that an expression over {@code path}, {@code name} and {@code created_at}
 * describes (reference/admin-api.md 7).
 *
 * @param sortBy each {@code field:asc} or {@code field:desc}; empty for the newest first
 */
public record SearchFolders(
    long environmentId, String expression, List<String> sortBy, PageRequest page)
    implements BusMessage {
  public static final Address<SearchFolders, Answer> ADDRESS =
      Address.of("asset.search-folders", SearchFolders.class, Answer.class).onThisNode().atLength();
}
