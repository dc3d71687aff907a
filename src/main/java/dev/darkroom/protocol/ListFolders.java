package dev.darkroom.protocol;

import org.jspecify.annotations.Nullable;

/**
 * Asks for the folders right below one, by name (reference/admin-api.md 8).
 *
 * @param cursor where an earlier call stopped; null to begin
 */
public record ListFolders(
    long environmentId, FolderPath parent, int maxResults, @Nullable String cursor)
    implements BusMessage {
  public static final Address<ListFolders, Answer> ADDRESS =
      Address.of("folder.list", ListFolders.class, Answer.class).onThisNode();
}
