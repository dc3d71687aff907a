package dev.darkroom.asset.change;

import dev.darkroom.asset.store.Asset;
import dev.darkroom.asset.store.AssetParts;
import dev.darkroom.asset.store.SelectionStore;
import dev.darkroom.protocol.AssetName;
import dev.darkroom.protocol.DescribeAsset;
import dev.darkroom.protocol.ErrorCode;
import dev.darkroom.protocol.PageRequest;
import dev.darkroom.protocol.Refusal;
import io.vertx.core.json.JsonObject;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Finds one asset by its key or its id, and describes it after a change. For virtual threads. */
record AssetFinder(AssetParts parts) {
  private static final int MOST_DERIVED = 500;

  /** The asset, its row held. */
  Optional<Asset> lock(Change change, AssetName name) {
    long environmentId = change.environment().id();
    if (name.key() != null) {
      return parts.assets().findAndLock(change.connection(), environmentId, name.key());
    }
    return SelectionStore.uuid(name.shown())
        .flatMap(id ->
            parts.assets().findAndLock(change.connection(), environmentId, Set.of(id)).stream()
                .findFirst());
  }

  /** The asset, its row held, or the refusal that there is none. */
  Asset require(Change change, AssetName name) {
    return lock(change, name)
        .orElseThrow(() -> new Refusal(ErrorCode.RESOURCE_NOT_FOUND, name.shown()));
  }

  /** The asset as it is. */
  Optional<Asset> find(long environmentId, AssetName name) {
    return name.key() != null
        ? parts.assets().find(environmentId, name.key())
        : SelectionStore.uuid(name.shown()).flatMap(id -> parts.assets().find(environmentId, id));
  }

  /** The asset as it is, or the refusal that there is none. */
  Asset read(long environmentId, AssetName name) {
    return find(environmentId, name)
        .orElseThrow(() -> new Refusal(ErrorCode.RESOURCE_NOT_FOUND, name.shown()));
  }

  /** What the Admin API tells of it. */
  JsonObject details(Asset asset) {
    DescribeAsset message =
        new DescribeAsset(
            asset.environmentId(),
            asset.key(),
            null,
            List.of(),
            new PageRequest(MOST_DERIVED, null),
            null);
    return new JsonObject(parts.bus().request(DescribeAsset.ADDRESS, message).await().body());
  }
}
