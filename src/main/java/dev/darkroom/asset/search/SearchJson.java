package dev.darkroom.asset.search;

import dev.darkroom.asset.listing.ItemJson;
import dev.darkroom.asset.store.Asset;
import dev.darkroom.protocol.ItemShape;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.List;

/** Items of search results, in the contract's words (reference/admin-api.md 7). */
record SearchJson(ItemJson items, ItemShape shape) {
  private static final int RATIO_DIGITS = 5;

  /** Members of {@code image_analysis} as the engine calls them. */
  private static final List<String> MEASURES = List.of("illustration_score", "grayscale");

  JsonObject found(Asset asset, long backupBytes) {
    JsonObject json = items.item(asset);
    json.remove("backup");
    Asset.Content content = asset.content();
    JsonObject key = new JsonObject().put("access_key", asset.origin().uploadedBy());
    json.put("filename", asset.key().publicId().name())
        .put("display_name", asset.place().displayName())
        .put("uploaded_at", ItemJson.time(content.uploadedAt()))
        .put("backup_bytes", backupBytes)
        .put("status", asset.isPlaceholder() ? "deleted" : "active")
        .put("access_control", asset.access().control().isEmpty() ? null : asset.access().control())
        .put("etag", content.etag())
        .put("created_by", key)
        .put("uploaded_by", key)
        .put("last_updated", ItemJson.lastUpdated(asset));
    putShape(json, content);
    ItemJson.wanted(shape).forEach(extra -> putExtra(json, asset, extra));
    return ItemJson.restricted(json, shape.fields());
  }

  private static void putShape(JsonObject json, Asset.Content content) {
    if (content.width() > 0 && content.height() > 0) {
      json.put("aspect_ratio", ratio(content.width(), content.height()))
          .put("pixels", (long) content.width() * content.height());
    }
    JsonObject media = content.media();
    if (media != null && media.containsKey("duration")) {
      json.put("duration", media.getValue("duration"));
    }
    if (content.pages() > 1) {
      json.put("pages", content.pages());
    }
  }

  static double ratio(int width, int height) {
    return BigDecimal.valueOf(width)
        .divide(BigDecimal.valueOf(height), RATIO_DIGITS, RoundingMode.HALF_UP)
        .doubleValue();
  }

  private static void putExtra(JsonObject json, Asset asset, String extra) {
    JsonObject analysis = asset.marks().analysis();
    switch (extra) {
      // Search has the context without "custom" around it.
      case "context" -> json.put("context", context(asset));
      case "image_analysis" -> json.put(extra, analysis(asset, analysis));
      case "image_metadata", "quality_analysis", "accessibility_analysis" -> {
        if (analysis.containsKey(extra)) {
          json.put(extra, analysis.getValue(extra));
        }
      }
      default -> ItemJson.putExtra(json, asset, extra);
    }
  }

  private static JsonObject context(Asset asset) {
    JsonObject context = new JsonObject();
    asset.labels().context().forEach(context::put);
    return context;
  }

  private static JsonObject analysis(Asset asset, JsonObject analysis) {
    JsonObject json = new JsonObject();
    JsonArray faces = analysis.getJsonArray("faces", new JsonArray());
    json.put("face_count", faces.size()).put("faces", faces);
    for (String measure : MEASURES) {
      if (analysis.containsKey(measure)) {
        json.put(measure, analysis.getValue(measure));
      }
    }
    if (analysis.containsKey("predominant")) {
      JsonObject colors = new JsonObject();
      JsonArray google =
          analysis.getJsonObject("predominant").getJsonArray("google", new JsonArray());
      google.forEach(each -> {
        if (each instanceof JsonArray pair && pair.size() == 2) {
          colors.put(pair.getString(0), pair.getValue(1));
        }
      });
      json.put("colors", colors);
    }
    return json.put("transparent", asset.content().alpha());
  }
}
