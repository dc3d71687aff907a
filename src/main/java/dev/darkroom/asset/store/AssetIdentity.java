package dev.darkroom.asset.store;

import io.vertx.core.json.JsonObject;

/** What names an asset in notifications and in answers about many assets. */
public final class AssetIdentity {
  private AssetIdentity() {}

  /** Its asset id and its key. */
  public static JsonObject of(Asset asset) {
    return new JsonObject()
        .put("asset_id", AssetJson.hex(asset.assetId()))
        .put("public_id", asset.key().publicId().value())
        .put("resource_type", asset.key().resourceType().word())
        .put("type", asset.key().type().word());
  }

  /** The same without the public id, for entries of a map that is keyed by it. */
  public static JsonObject unnamed(Asset asset) {
    JsonObject json = of(asset);
    json.remove("public_id");
    return json;
  }
}
