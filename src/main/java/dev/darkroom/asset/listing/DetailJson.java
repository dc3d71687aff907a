package dev.darkroom.asset.listing;

import dev.darkroom.asset.store.Asset;
import dev.darkroom.asset.store.AssetJson;
import dev.darkroom.asset.store.Derived;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;

/** The details of one asset, in the contract's words (reference/admin-api.md 4). */
record DetailJson(ItemJson items) {
  /** Everything but derived versions and what flags add. */
  JsonObject details(Asset asset) {
    JsonObject json = items.item(asset);
    json.put("version_id", AssetJson.hex(asset.content().versionId()))
        .put("placeholder", asset.isPlaceholder())
        .put("etag", asset.content().etag())
        .put("tags", new JsonArray(asset.labels().tags()));
    if (!asset.labels().context().isEmpty()) {
      json.put("context", ItemJson.context(asset));
    }
    if (!asset.labels().metadata().isEmpty()) {
      json.put("metadata", asset.labels().metadata());
    }
    ItemJson.putModerations(json, asset);
    if (!asset.access().control().isEmpty()) {
      json.put("access_control", asset.access().control());
    }
    JsonObject media = asset.content().media();
    if (media != null) {
      json.mergeIn(media);
    }
    JsonObject key = new JsonObject().put("access_key", asset.origin().uploadedBy());
    return json.put("original_filename", asset.origin().filename())
        .put("created_by", key)
        .put("uploaded_by", key)
        .put("last_updated", ItemJson.lastUpdated(asset));
  }

  static JsonObject derived(ItemJson items, Asset asset, Derived made) {
    JsonObject json =
        new JsonObject()
            .put("transformation", made.transformation())
            .put("format", made.format())
            .put("bytes", made.blob().size())
            .put("id", made.id(asset))
            .put("file_extension", made.extension());
    return items.putUrls(json, asset, made.transformation(), made.extension());
  }

  /** A version; the current one has nothing to be restored from. */
  static JsonObject version(Asset.Content content, boolean restorable) {
    return new JsonObject()
        .put("version_id", AssetJson.hex(content.versionId()))
        .put("version", Long.toString(content.version()))
        .put("format", content.format())
        .put("size", content.bytes())
        .put("time", ItemJson.time(content.uploadedAt()))
        .put("restorable", restorable);
  }
}
