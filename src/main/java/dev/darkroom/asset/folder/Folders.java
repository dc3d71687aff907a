package dev.darkroom.asset.folder;

import dev.darkroom.asset.change.Change;
import dev.darkroom.asset.change.Removal;
import dev.darkroom.asset.change.Transactions;
import dev.darkroom.asset.store.AssetJson;
import dev.darkroom.asset.store.AssetParts;
import dev.darkroom.asset.store.FolderEvents;
import dev.darkroom.asset.store.FolderStore;
import dev.darkroom.asset.store.FolderStore.Folder;
import dev.darkroom.bus.Bus;
import dev.darkroom.protocol.Answer;
import dev.darkroom.protocol.CreateFolder;
import dev.darkroom.protocol.DeleteFolder;
import dev.darkroom.protocol.ErrorCode;
import dev.darkroom.protocol.EventType;
import dev.darkroom.protocol.FolderPath;
import dev.darkroom.protocol.ListFolders;
import dev.darkroom.protocol.MoveFolder;
import dev.darkroom.protocol.Refusal;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.nio.charset.StandardCharsets;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Folders (reference/admin-api.md 8). For virtual threads. */
public record Folders(AssetParts parts) {
  /** How many assets at most go with a folder. */
  private static final int MOST_ASSETS = 1_000;

  /** Binds the addresses; for the start of a virtual-thread verticle. */
  public void serve() {
    Bus bus = parts.bus();
    bus.serve(ListFolders.ADDRESS, Bus.awaiting(this::list));
    bus.serve(CreateFolder.ADDRESS, Bus.awaiting(this::create));
    bus.serve(MoveFolder.ADDRESS, Bus.awaiting(new FolderMove(new Transactions(parts))::move));
    bus.serve(DeleteFolder.ADDRESS, Bus.awaiting(this::delete));
  }

  private Answer list(ListFolders asked) {
    long environmentId = asked.environmentId();
    FolderPath parent = asked.parent();
    if (!parent.isRoot() && FolderStore.find(parts.database(), environmentId, parent).isEmpty()) {
      throw new Refusal(ErrorCode.FOLDER_NOT_FOUND, parent);
    }
    List<Folder> found =
        FolderStore.list(
            parts.database(),
            environmentId,
            parent,
            position(asked.cursor()),
            asked.maxResults() + 1);
    boolean more = found.size() > asked.maxResults();
    JsonArray folders = new JsonArray();
    found.stream().limit(asked.maxResults()).forEach(folder -> folders.add(json(folder)));
    return new Answer(
        new JsonObject()
            .put("folders", folders)
            .put("next_cursor", more ? cursor(found.get(asked.maxResults() - 1)) : null)
            .put("total_count", FolderStore.count(parts.database(), environmentId, parent))
            .encode());
  }

  private Answer create(CreateFolder asked) {
    FolderPath path = required(asked.path());
    Folder folder =
        new Transactions(parts)
            .commit(asked.by(), Set.of(EventType.CREATE_FOLDER), change -> create(change, path));
    return new Answer(new JsonObject().put("success", true).mergeIn(json(folder)).encode());
  }

  private static Folder create(Change change, FolderPath path) {
    long environmentId = change.environment().id();
    FolderStore.lock(change.connection(), environmentId);
    FolderEvents.of(
            EventType.CREATE_FOLDER,
            FolderStore.ensure(change.connection(), environmentId, path.value()))
        .forEach(change::raise);
    return FolderStore.find(change.connection(), environmentId, path).orElseThrow();
  }

  private Answer delete(DeleteFolder asked) {
    FolderPath path = required(asked.path());
    Set<EventType> events =
        asked.withAssets()
            ? Set.of(EventType.DELETE_FOLDER, EventType.DELETE)
            : Set.of(EventType.DELETE_FOLDER);
    JsonArray deleted =
        new Transactions(parts)
            .commit(asked.by(), events, change -> delete(change, path, asked.withAssets()));
    return new Answer(JsonObject.of("deleted", deleted).encode());
  }

  private static JsonArray delete(Change change, FolderPath path, boolean withAssets) {
    long environmentId = change.environment().id();
    FolderStore.lock(change.connection(), environmentId);
    if (FolderStore.find(change.connection(), environmentId, path).isEmpty()) {
      throw new Refusal(ErrorCode.FOLDER_NOT_FOUND, path);
    }
    if (withAssets) {
      deleteAssets(change, path);
    } else if (FolderStore.holdsAssets(change.connection(), environmentId, path)) {
      throw new Refusal(ErrorCode.FOLDER_NOT_EMPTY);
    }
    List<Folder> gone =
        FolderStore.delete(change.connection(), environmentId, path).stream()
            .sorted(Comparator.comparing(Folder::path))
            .toList();
    FolderEvents.of(EventType.DELETE_FOLDER, gone).forEach(change::raise);
    JsonArray deleted = new JsonArray();
    gone.forEach(folder -> deleted.add(folder.path()));
    return deleted;
  }

  /** All of them in one notification; the folders are told after it. */
  private static void deleteAssets(Change change, FolderPath path) {
    long environmentId = change.environment().id();
    List<UUID> ids = FolderStore.assets(change.connection(), environmentId, path, MOST_ASSETS + 1);
    if (ids.size() > MOST_ASSETS) {
      throw new Refusal(ErrorCode.TOO_MANY_VALUES, "folder", MOST_ASSETS + " assets in it");
    }
    Removal removal = new Removal(change);
    change.raise(
        change.parts().assets().findAndLock(change.connection(), environmentId, ids).stream()
            .filter(asset -> !Removal.isGone(asset))
            .map(asset -> removal.remove(asset, EventType.DELETE).told())
            .toList());
  }

  static FolderPath required(FolderPath path) {
    if (path.isRoot()) {
      throw new Refusal(ErrorCode.MISSING_PARAMETER, "folder");
    }
    return path;
  }

  private static JsonObject json(Folder folder) {
    return new JsonObject()
        .put("name", folder.name())
        .put("path", folder.path())
        .put("external_id", AssetJson.hex(folder.externalId()));
  }

  private static String cursor(Folder last) {
    return HexFormat.of().formatHex(last.name().getBytes(StandardCharsets.UTF_8));
  }

  private static String position(@Nullable String cursor) {
    try {
      byte[] name = HexFormat.of().parseHex(cursor == null ? "" : cursor);
      return new String(name, StandardCharsets.UTF_8).replace("\0", "");
    } catch (IllegalArgumentException broken) {
      throw new Refusal(ErrorCode.INVALID_PARAMETER, "next_cursor", "it is not one of ours");
    }
  }
}
