package dev.darkroom.asset.change;

import dev.darkroom.asset.store.Asset;
import dev.darkroom.asset.store.AssetIdentity;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.Map;

/**
 * What a change of context did, as its notification tells it (reference/notifications.md 5.12): all
 * three are always there. It is pure.
 */
record ContextDifference(JsonArray added, JsonArray removed, JsonArray updated) {
  static ContextDifference of(Map<String, String> before, Map<String, String> after) {
    JsonArray added = new JsonArray();
    JsonArray removed = new JsonArray();
    JsonArray updated = new JsonArray();
    after.forEach((name, value) -> {
      String previous = before.get(name);
      if (previous == null) {
        added.add(pair(name, value));
      } else if (!previous.equals(value)) {
        updated.add(pair(name, value).put("previous_value", previous));
      }
    });
    before.forEach((name, value) -> {
      if (!after.containsKey(name)) {
        removed.add(pair(name, value));
      }
    });
    return new ContextDifference(added, removed, updated);
  }

  JsonObject json(Asset asset) {
    return new JsonObject()
        .put("added", added)
        .put("removed", removed)
        .put("updated", updated)
        .mergeIn(AssetIdentity.unnamed(asset));
  }

  private static JsonObject pair(String name, String value) {
    return new JsonObject().put("name", name).put("value", value);
  }
}
