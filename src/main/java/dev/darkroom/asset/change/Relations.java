package dev.darkroom.asset.change;

import dev.darkroom.asset.store.Asset;
import dev.darkroom.asset.store.AssetJson;
import dev.darkroom.asset.store.RelationStore;
import dev.darkroom.asset.store.SelectionStore;
import dev.darkroom.outbox.Notification;
import dev.darkroom.protocol.Answer;
import dev.darkroom.protocol.AssetKey;
import dev.darkroom.protocol.AssetName;
import dev.darkroom.protocol.DeliveryType;
import dev.darkroom.protocol.ErrorCode;
import dev.darkroom.protocol.EventType;
import dev.darkroom.protocol.PublicId;
import dev.darkroom.protocol.Refusal;
import dev.darkroom.protocol.RelateAssets;
import dev.darkroom.protocol.ResourceType;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;

/**
 * Relates assets to each other, both ways, and ends that, with a result for each of them
 * (reference/admin-api.md 6). For virtual threads.
 */
record Relations(Transactions transactions, AssetFinder finder) {
  /** What became of one of the others. */
  private enum Result {
    SUCCESS("success_ids", 200, "success"),
    INVALID("invalid_ids", 400, "invalid asset identifier"),
    SELF("invalid_relate_to_self_id", 400, "an asset cannot be related to itself"),
    MISSING("non_existing_ids", 404, "asset does not exist"),
    ALREADY("already_exists_ids", 409, "relation already exists"),
    UNRELATED("relation_does_not_exist_ids", 404, "relation does not exist");

    private final String code;
    private final int status;
    private final String message;

    Result(String code, int status, String message) {
      this.code = code;
      this.status = status;
      this.message = message;
    }

    JsonObject json(String asset) {
      return new JsonObject()
          .put("message", message)
          .put("code", code)
          .put("asset", asset)
          .put("status", status);
    }
  }

  /** The others as they were sent: an id, or empty for what is not there. */
  private record Others(Map<String, Optional<UUID>> named, List<String> invalid) {
    List<UUID> ids() {
      return named.values().stream().flatMap(Optional::stream).toList();
    }
  }

  Answer relate(RelateAssets asked) {
    Asset asset = finder.read(asked.by().environmentId(), asked.asset());
    Others others = others(asset, asked);
    JsonObject answer =
        transactions.commit(
            asked.by(),
            Set.of(EventType.RELATED_ASSETS),
            change -> relate(change, asset, asked, others));
    return new Answer(answer.encode());
  }

  private static JsonObject relate(Change change, Asset asset, RelateAssets asked, Others others) {
    Map<UUID, Asset> held = lock(change, asset, others);
    Set<UUID> related = RelationStore.related(change.connection(), asset, others.ids());
    JsonArray failed = new JsonArray();
    JsonArray success = new JsonArray();
    List<Asset> changed = new ArrayList<>();
    others.invalid().forEach(name -> failed.add(Result.INVALID.json(name)));
    others
        .named()
        .forEach((name, id) -> {
          Optional<Asset> other = id.map(held::get);
          Result result = result(asset, other, related, asked.relate());
          (result == Result.SUCCESS ? success : failed).add(result.json(name));
          if (result == Result.SUCCESS) {
            other.ifPresent(changed::add);
          }
        });
    if (!changed.isEmpty()) {
      write(change, Objects.requireNonNull(held.get(asset.assetId())), changed, asked.relate());
      change.raise(told(asset, asked, failed.size(), success.size()));
    }
    return new JsonObject().put("failed", failed).put("success", success);
  }

  private Others others(Asset asset, RelateAssets asked) {
    Map<String, Optional<UUID>> named = new LinkedHashMap<>();
    List<String> invalid = new ArrayList<>();
    for (String other : new LinkedHashSet<>(asked.others())) {
      name(asked.asset(), other)
          .ifPresentOrElse(
              name ->
                  named.put(other, finder.find(asset.environmentId(), name).map(Asset::assetId)),
              () -> invalid.add(other));
    }
    return new Others(named, invalid);
  }

  private static Map<UUID, Asset> lock(Change change, Asset asset, Others others) {
    Set<UUID> all = new LinkedHashSet<>(others.ids());
    all.add(asset.assetId());
    Map<UUID, Asset> held = new HashMap<>();
    change
        .parts()
        .assets()
        .findAndLock(change.connection(), asset.environmentId(), all)
        .forEach(one -> held.put(one.assetId(), one));
    if (!held.containsKey(asset.assetId())) {
      throw new Refusal(ErrorCode.RESOURCE_NOT_FOUND, asset.key().publicId());
    }
    return held;
  }

  private static Result result(
      Asset asset, Optional<Asset> other, Set<UUID> related, boolean relate) {
    if (other.isEmpty()) {
      return Result.MISSING;
    }
    UUID id = other.get().assetId();
    if (id.equals(asset.assetId())) {
      return Result.SELF;
    }
    if (relate) {
      return related.contains(id) ? Result.ALREADY : Result.SUCCESS;
    }
    return related.contains(id) ? Result.SUCCESS : Result.UNRELATED;
  }

  private static void write(Change change, Asset asset, List<Asset> others, boolean relate) {
    List<UUID> ids = others.stream().map(Asset::assetId).toList();
    if (relate) {
      RelationStore.insert(change.connection(), asset, ids);
    } else {
      RelationStore.delete(change.connection(), asset, ids);
    }
    List<Asset> touched = new ArrayList<>(others);
    touched.add(asset);
    change
        .parts()
        .assets()
        .update(
            change.connection(),
            touched.stream().map(one -> one.with(one.updates().touched(change.now()))).toList());
  }

  private static Notification told(Asset asset, RelateAssets asked, int failed, int succeeded) {
    JsonObject members =
        new JsonObject()
            .put("action_type", asked.relate() ? "add" : "delete")
            .put("asset_id", AssetJson.hex(asset.assetId()))
            .put("total_failed", failed)
            .put("total_success", succeeded);
    return new Notification(EventType.RELATED_ASSETS, asset.key().publicId().value(), members);
  }

  /** The other as the first is named: {@code rt/type/public_id}, or an asset id. */
  private static Optional<AssetName> name(AssetName first, String other) {
    if (first.key() == null) {
      return SelectionStore.uuid(other).map(id -> AssetName.of(other));
    }
    String[] parts = other.split("/", 3);
    if (parts.length < 3) {
      return Optional.empty();
    }
    try {
      return Optional.of(
          AssetName.of(
              new AssetKey(
                  ResourceType.of(parts[0]), DeliveryType.of(parts[1]), new PublicId(parts[2]))));
    } catch (Refusal invalid) {
      return Optional.empty();
    }
  }
}
