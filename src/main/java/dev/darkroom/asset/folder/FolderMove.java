package dev.darkroom.asset.folder;

import dev.darkroom.asset.change.Change;
import dev.darkroom.asset.change.Transactions;
import dev.darkroom.asset.store.AssetJson;
import dev.darkroom.asset.store.FolderStore;
import dev.darkroom.outbox.Notification;
import dev.darkroom.protocol.Answer;
import dev.darkroom.protocol.ErrorCode;
import dev.darkroom.protocol.EventType;
import dev.darkroom.protocol.FolderMode;
import dev.darkroom.protocol.FolderPath;
import dev.darkroom.protocol.MoveFolder;
import dev.darkroom.protocol.Refusal;
import io.vertx.core.json.JsonObject;
import io.vertx.pgclient.PgException;
import java.util.Set;

/**
 * Moves a folder with everything in it: a few statements, however many assets there are. In fixed
 * folder mode public ids follow. For virtual threads.
 */
record FolderMove(Transactions transactions) {
  private static final int LONGEST_NAME = 255;
  private static final String UNIQUE_VIOLATION = "23505";

  Answer move(MoveFolder asked) {
    FolderPath from = Folders.required(asked.from());
    FolderPath to = asked.to();
    if (to.isRoot() || to.isInside(from)) {
      throw new Refusal(ErrorCode.INVALID_PARAMETER, "to_folder", to);
    }
    try {
      return transactions.commit(
          asked.by(),
          Set.of(EventType.MOVE_OR_RENAME_ASSET_FOLDER, EventType.CREATE_FOLDER),
          change -> move(change, from, to));
    } catch (PgException failure) {
      if (UNIQUE_VIOLATION.equals(failure.getSqlState())) {
        throw new Refusal(ErrorCode.CONFLICT, "Folder " + to);
      }
      throw failure;
    }
  }

  private static Answer move(Change change, FolderPath from, FolderPath to) {
    long environmentId = change.environment().id();
    FolderStore.lock(change.connection(), environmentId);
    require(change, from, to);
    change.ensureFolder(to.parent());
    FolderStore.move(change.connection(), environmentId, from, to);
    boolean fixed = change.environment().folderMode() == FolderMode.FIXED;
    FolderStore.moveAssets(
        change.connection(), environmentId, from, to, new FolderStore.Moving(change.now(), fixed));
    change.raise(told(from, to));
    FolderStore.Folder moved =
        FolderStore.find(change.connection(), environmentId, to).orElseThrow();
    JsonObject answer =
        new JsonObject()
            .put("from", json(from))
            .put("to", json(to).put("external_id", AssetJson.hex(moved.externalId())));
    return new Answer(answer.encode());
  }

  private static void require(Change change, FolderPath from, FolderPath to) {
    long environmentId = change.environment().id();
    if (FolderStore.find(change.connection(), environmentId, from).isEmpty()) {
      throw new Refusal(ErrorCode.FOLDER_NOT_FOUND, from);
    }
    if (FolderStore.find(change.connection(), environmentId, to).isPresent()) {
      throw new Refusal(ErrorCode.CONFLICT, "Folder " + to);
    }
    int longest = FolderStore.longestPath(change.connection(), environmentId, from);
    if (change.environment().folderMode() == FolderMode.FIXED) {
      longest =
          Math.max(longest, FolderStore.longestPublicId(change.connection(), environmentId, from));
    }
    if (longest + to.value().length() - from.value().length() > LONGEST_NAME) {
      throw new Refusal(ErrorCode.INVALID_PARAMETER, "to_folder", "a path in it would be too long");
    }
  }

  private static Notification told(FolderPath from, FolderPath to) {
    return new Notification(
        EventType.MOVE_OR_RENAME_ASSET_FOLDER,
        "",
        new JsonObject()
            .put("from_path", from.value())
            .put("to_path", to.value())
            .put("status", "success"));
  }

  private static JsonObject json(FolderPath path) {
    return new JsonObject().put("name", path.name()).put("path", path.value());
  }
}
