package dev.darkroom.asset.store;

import dev.darkroom.outbox.Notification;
import dev.darkroom.protocol.EventType;
import dev.darkroom.protocol.FolderMode;
import io.vertx.core.json.JsonObject;
import java.util.List;

/** What is told of folders that come and go (reference/notifications.md 5.15). It is pure. */
public final class FolderEvents {
  private FolderEvents() {}

  /** One notification per folder, in their order. */
  public static List<Notification> of(EventType type, List<FolderStore.Folder> folders) {
    return folders.stream()
        .map(folder ->
            new Notification(
                type,
                "",
                new JsonObject()
                    .put("folder_path", folder.path())
                    .put("folder_name", folder.name())))
        .toList();
  }

  /**
   * What is told of folders that came into being because an asset went there: they are the folders
   * of public ids in fixed folder mode, and nobody is told.
   */
  public static List<Notification> created(FolderMode mode, List<FolderStore.Folder> folders) {
    return mode == FolderMode.FIXED ? List.of() : of(EventType.CREATE_FOLDER, folders);
  }
}
