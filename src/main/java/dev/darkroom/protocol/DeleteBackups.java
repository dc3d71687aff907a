package dev.darkroom.protocol;

import java.util.List;

/** Deletes kept versions of an asset (reference/admin-api.md 5). */
public record DeleteBackups(ChangeBy by, String assetId, List<String> versionIds)
    implements BusMessage {
  public static final Address<DeleteBackups, Answer> ADDRESS =
      Address.of("asset.delete-backups", DeleteBackups.class, Answer.class).onThisNode();
}
