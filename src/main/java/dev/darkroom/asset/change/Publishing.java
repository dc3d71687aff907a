package dev.darkroom.asset.change;

import dev.darkroom.asset.store.Asset;
import dev.darkroom.asset.store.AssetIdentity;
import dev.darkroom.asset.store.AssetJson;
import dev.darkroom.asset.store.SelectionStore;
import dev.darkroom.outbox.Notification;
import dev.darkroom.protocol.Answer;
import dev.darkroom.protocol.AssetKey;
import dev.darkroom.protocol.AssetSelection;
import dev.darkroom.protocol.DeliveryType;
import dev.darkroom.protocol.ErrorCode;
import dev.darkroom.protocol.EventType;
import dev.darkroom.protocol.PublishAssets;
import dev.darkroom.protocol.SetAccessMode;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Who may see many assets at once (reference/admin-api.md 4). For virtual threads. */
record Publishing(Transactions transactions) {
  Answer setAccessMode(SetAccessMode asked) {
    SelectionStore.Page page = select(asked.by().environmentId(), asked.selection());
    JsonObject answer =
        transactions.commit(
            asked.by(),
            Set.of(EventType.ACCESS_CONTROL_CHANGED),
            change -> {
              List<Asset> assets = lock(change, page);
              change.edit(assets, edit -> edit.accessMode(asked.mode()));
              JsonArray updated = new JsonArray();
              assets.forEach(asset -> updated.add(updated(change, asset)));
              return new JsonObject().put("updated", updated).put("failed", new JsonArray());
            });
    page.nextCursor().ifPresent(cursor -> answer.put("next_cursor", cursor));
    return new Answer(answer.encode());
  }

  Answer publish(PublishAssets asked) {
    SelectionStore.Page page = select(asked.by().environmentId(), asked.selection());
    JsonObject answer =
        transactions.commit(
            asked.by(), Set.of(EventType.PUBLISH), change -> publish(change, asked, page));
    page.nextCursor().ifPresent(cursor -> answer.put("next_cursor", cursor));
    return new Answer(answer.encode());
  }

  private static JsonObject publish(Change change, PublishAssets asked, SelectionStore.Page page) {
    JsonArray published = new JsonArray();
    List<Asset> moved = new ArrayList<>();
    List<Asset> assets = lock(change, page);
    JsonArray failed = missing(asked.selection(), assets);
    for (Asset asset : assets) {
      if (asset.key().type() == DeliveryType.UPLOAD) {
        continue;
      }
      publish(change, asset, asked.overwrite())
          .ifPresentOrElse(moved::add, () -> failed.add(taken(asset)));
    }
    for (Asset asset : moved) {
      published.add(change.json().uploaded(asset, List.of(), AssetJson.Earlier.NONE));
    }
    if (!moved.isEmpty()) {
      change.raise(told(moved));
    }
    return new JsonObject().put("published", published).put("failed", failed);
  }

  /** The asset under its new type; empty when that name is taken. */
  private static Optional<Asset> publish(Change change, Asset asset, boolean overwrite) {
    AssetKey to =
        new AssetKey(asset.key().resourceType(), DeliveryType.UPLOAD, asset.key().publicId());
    Optional<Asset> target =
        change.parts().assets().findAndLock(change.connection(), asset.environmentId(), to);
    if (target.isPresent() && !overwrite) {
      return Optional.empty();
    }
    target.ifPresent(new Removal(change)::erase);
    return Optional.of(Renames.move(change, asset, to));
  }

  private static Notification told(List<Asset> moved) {
    JsonArray publicIds = new JsonArray();
    JsonArray published = new JsonArray();
    for (Asset asset : moved) {
      publicIds.add(asset.key().publicId().value());
      published.add(AssetIdentity.of(asset));
    }
    String subject = moved.size() == 1 ? publicIds.getString(0) : "";
    return new Notification(
        EventType.PUBLISH,
        subject,
        new JsonObject().put("public_ids", publicIds).put("published", published));
  }

  /** The names that were asked for and that nothing has. */
  private static JsonArray missing(AssetSelection selection, List<Asset> found) {
    JsonArray missing = new JsonArray();
    if (selection.by() == AssetSelection.By.PUBLIC_IDS) {
      List<String> names = found.stream().map(asset -> asset.key().publicId().value()).toList();
      selection.values().stream()
          .filter(name -> !names.contains(name))
          .map(name -> failed(name, ErrorCode.RESOURCE_NOT_FOUND))
          .forEach(missing::add);
    }
    return missing;
  }

  private static JsonObject taken(Asset asset) {
    return failed(asset.key().publicId().value(), ErrorCode.TARGET_EXISTS);
  }

  private static JsonObject failed(String publicId, ErrorCode why) {
    return new JsonObject()
        .put("public_id", publicId)
        .put("error", JsonObject.of("message", why.text(publicId)));
  }

  private static JsonObject updated(Change change, Asset asset) {
    JsonObject json = AssetIdentity.of(asset);
    json.remove("asset_id");
    return json.put("updated_at", change.now().truncatedTo(ChronoUnit.SECONDS).toString());
  }

  private SelectionStore.Page select(long environmentId, AssetSelection selection) {
    return transactions.parts().selections().select(environmentId, selection);
  }

  private static List<Asset> lock(Change change, SelectionStore.Page page) {
    return change
        .parts()
        .assets()
        .findAndLock(change.connection(), change.environment().id(), page.ids());
  }
}
