package dev.darkroom.asset.change;

import dev.darkroom.asset.store.Asset;
import dev.darkroom.asset.store.AssetIdentity;
import dev.darkroom.protocol.Answer;
import dev.darkroom.protocol.AssetKey;
import dev.darkroom.protocol.ErrorCode;
import dev.darkroom.protocol.EventType;
import dev.darkroom.protocol.FolderMode;
import dev.darkroom.protocol.Refusal;
import dev.darkroom.protocol.RenameAsset;
import io.vertx.core.json.JsonObject;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Gives assets other names (reference/upload-api.md 5.2). Their bytes, versions and derived
 * versions belong to the row, and follow it. For virtual threads.
 */
record Renames(Transactions transactions, AssetFinder finder) {
  Answer rename(RenameAsset asked) {
    if (asked.from().equals(asked.to())) {
      throw new Refusal(ErrorCode.SAME_TARGET, asked.to().publicId());
    }
    Asset renamed =
        transactions.commit(asked.by(), Set.of(EventType.RENAME), change -> rename(change, asked));
    JsonObject answer = finder.details(renamed);
    answer.remove("derived");
    include(answer, "context", asked.withContext());
    include(answer, "metadata", asked.withMetadata());
    return new Answer(answer.encode());
  }

  /** Moves an asset whose row is held to another key; its folder follows in fixed mode. */
  static Asset move(Change change, Asset asset, AssetKey to) {
    Asset moved = asset.with(to);
    if (change.environment().folderMode() == FolderMode.FIXED) {
      String folder = to.publicId().folder();
      moved = moved.with(new Asset.Place(folder, moved.place().displayName()));
      change.ensureFolder(folder);
    }
    moved = moved.with(moved.updates().touched(change.now()));
    change.parts().assets().update(change.connection(), moved);
    return moved;
  }

  private static Asset rename(Change change, RenameAsset asked) {
    Map<AssetKey, Asset> held = lock(change, asked.from(), asked.to());
    Asset asset =
        Optional.ofNullable(held.get(asked.from()))
            .orElseThrow(() -> new Refusal(ErrorCode.RESOURCE_NOT_FOUND, asked.from().publicId()));
    Asset target = held.get(asked.to());
    if (target != null) {
      if (!asked.overwrite()) {
        throw new Refusal(ErrorCode.TARGET_EXISTS, asked.to().publicId());
      }
      new Removal(change).erase(target);
    }
    Asset renamed = move(change, asset, asked.to());
    change.raise(List.of(told(change, asked, renamed)));
    return renamed;
  }

  /** Both keys are held, whether they are taken or not. */
  private static Map<AssetKey, Asset> lock(Change change, AssetKey from, AssetKey to) {
    Map<AssetKey, Asset> held = new HashMap<>();
    change
        .parts()
        .assets()
        .findAndLockKeys(change.connection(), change.environment().id(), List.of(from, to))
        .forEach(asset -> held.put(asset.key(), asset));
    return held;
  }

  private static Told told(Change change, RenameAsset asked, Asset renamed) {
    JsonObject members = AssetIdentity.unnamed(renamed);
    if (change.environment().folderMode() == FolderMode.FIXED) {
      members.put("folder", renamed.place().assetFolder());
    } else {
      members
          .put("asset_folder", renamed.place().assetFolder())
          .put("display_name", renamed.place().displayName());
    }
    members
        .put("from_public_id", asked.from().publicId().value())
        .put("to_public_id", asked.to().publicId().value());
    return new Told(EventType.RENAME, asked.to().publicId().value(), members);
  }

  private static void include(JsonObject answer, String member, boolean wanted) {
    if (!wanted) {
      answer.remove(member);
    } else if (!answer.containsKey(member)) {
      answer.put(member, new JsonObject());
    }
  }
}
