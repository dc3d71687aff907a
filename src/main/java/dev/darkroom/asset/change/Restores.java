package dev.darkroom.asset.change;

import dev.darkroom.asset.store.Asset;
import dev.darkroom.asset.store.AssetIdentity;
import dev.darkroom.asset.store.AssetJson;
import dev.darkroom.asset.store.SelectionStore;
import dev.darkroom.protocol.Answer;
import dev.darkroom.protocol.AssetName;
import dev.darkroom.protocol.BlobRef;
import dev.darkroom.protocol.DeleteBackups;
import dev.darkroom.protocol.ErrorCode;
import dev.darkroom.protocol.EventType;
import dev.darkroom.protocol.Refusal;
import dev.darkroom.protocol.RestoreAssets;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Brings kept versions back, or deletes them for good (reference/admin-api.md 5). For virtual
 * threads.
 */
record Restores(Transactions transactions, AssetFinder finder) {
  private static final String NO_BACKUP = "no_backup";

  Answer restore(RestoreAssets asked) {
    JsonObject answer = new JsonObject();
    for (int at = 0; at < asked.assets().size(); at++) {
      AssetName name = asked.assets().get(at);
      String version = at < asked.versions().size() ? asked.versions().get(at) : null;
      Optional<Asset> restored =
          transactions.commit(
              asked.by(),
              Set.of(EventType.RESTORE_ASSET_VERSION, EventType.CREATE_FOLDER),
              change ->
                  finder.lock(change, name).flatMap(asset -> restore(change, asset, version)));
      answer.put(
          restored.map(asset -> asset.key().publicId().value()).orElseGet(name::shown),
          restored.map(finder::details).orElseGet(() -> JsonObject.of("error", NO_BACKUP)));
    }
    return new Answer(answer.encode());
  }

  /** The asset with that version, or with its newest; one that is not gone has that already. */
  private static Optional<Asset> restore(Change change, Asset asset, @Nullable String version) {
    if (version == null && !asset.isPlaceholder()) {
      return Optional.of(asset);
    }
    return kept(change, asset, version).map(content -> show(change, asset, content));
  }

  /** A kept version; null for the newest. */
  static Optional<Asset.Content> kept(Change change, Asset asset, @Nullable String version) {
    List<Asset.Content> all = change.parts().versions().list(change.connection(), asset);
    Optional<UUID> wanted = Optional.ofNullable(version).flatMap(SelectionStore::uuid);
    return all.stream()
        .filter(
            content -> version == null || wanted.filter(content.versionId()::equals).isPresent())
        .findFirst();
  }

  private static Asset show(Change change, Asset asset, Asset.Content kept) {
    if (!asset.isPlaceholder()) {
      change.parts().versions().insert(change.connection(), asset);
    }
    Asset.Content content = new Placeholders(change).show(asset, kept);
    Asset shown = new AssetEdit(asset, change.now(), change.json()).content(content).asset();
    change.parts().assets().update(change.connection(), shown);
    change.ensureFolder(shown.place().assetFolder());
    JsonObject members =
        AssetIdentity.of(shown)
            .put("version", shown.version())
            .put("version_id", AssetJson.hex(shown.content().versionId()));
    change.raise(
        List.of(
            new Told(EventType.RESTORE_ASSET_VERSION, shown.key().publicId().value(), members)));
    return shown;
  }

  Answer deleteBackups(DeleteBackups asked) {
    AssetName name = AssetName.of(asked.assetId());
    JsonObject answer =
        transactions.commit(
            asked.by(),
            Set.of(),
            change ->
                finder
                    .lock(change, name)
                    .map(asset -> deleteBackups(change, asset, asked.versionIds()))
                    .orElseThrow(() -> new Refusal(ErrorCode.RESOURCE_NOT_FOUND, asked.assetId())));
    return new Answer(answer.encode());
  }

  /** A placeholder whose last version goes has nothing left to be restored: it goes too. */
  private static JsonObject deleteBackups(Change change, Asset asset, List<String> versionIds) {
    List<UUID> ids =
        versionIds.stream().flatMap(text -> SelectionStore.uuid(text).stream()).toList();
    List<Asset.Content> gone =
        change
            .parts()
            .versions()
            .delete(change.connection(), asset.environmentId(), asset.assetId(), ids);
    JsonArray deleted = new JsonArray();
    List<BlobRef> blobs = new ArrayList<>();
    for (Asset.Content version : gone) {
      deleted.add(AssetJson.hex(version.versionId()));
      Optional.ofNullable(version.blob()).ifPresent(blobs::add);
    }
    change.release(blobs);
    if (asset.isPlaceholder() && change.parts().versions().count(change.connection(), asset) == 0) {
      new Removal(change).erase(asset);
    }
    return new JsonObject()
        .put("asset_id", AssetJson.hex(asset.assetId()))
        .put("public_id", asset.key().publicId().value())
        .put("deleted_version_ids", deleted);
  }
}
