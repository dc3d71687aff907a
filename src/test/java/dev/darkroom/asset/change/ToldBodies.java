package dev.darkroom.asset.change;

import static dev.darkroom.asset.change.ChangeScene.array;
import static dev.darkroom.asset.change.ChangeScene.named;
import static dev.darkroom.asset.change.ChangeScene.unnamed;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;

/** What notifications of changes must say, without what every one has. */
final class ToldBodies {
  private ToldBodies() {}

  static JsonObject sourced(String type) {
    return new JsonObject().put("notification_type", type).put("source", "api");
  }

  static JsonObject folder(String type, String path, String name) {
    return sourced(type).put("folder_path", path).put("folder_name", name);
  }

  static JsonObject tags(JsonObject asset, JsonArray added, JsonArray removed) {
    JsonObject resource =
        named(asset).put("added", added).put("removed", removed).put("updated", array());
    return sourced("resource_tags_changed").put("resources", array(resource));
  }

  static JsonObject context(
      JsonObject asset, JsonArray added, JsonArray removed, JsonArray updated) {
    JsonObject resource =
        unnamed(asset).put("added", added).put("removed", removed).put("updated", updated);
    return sourced("resource_context_changed")
        .put("resources", JsonObject.of(asset.getString("public_id"), resource));
  }

  static JsonObject pair(String name, String value) {
    return new JsonObject().put("name", name).put("value", value);
  }

  static JsonObject deleted(JsonObject asset) {
    JsonObject resource =
        named(asset)
            .put("version", asset.getLong("version"))
            .put("asset_folder", "kept")
            .put("display_name", "Me");
    return new JsonObject().put("notification_type", "delete").put("resources", array(resource));
  }
}
