package dev.darkroom.asset.store;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.time.temporal.ChronoUnit;

/** What is told of moderations (reference/notifications.md 5.18). It is pure. */
public final class ModerationJson {
  /** The status of what is not delivered. */
  public static final String REJECTED = "rejected";

  private ModerationJson() {}

  /**
   * The members of a {@code moderation} notification.
   *
   * @param entry the moderation that was decided: {@code kind}, {@code status}, {@code updated_at}
   */
  public static JsonObject decision(AssetJson json, Asset asset, JsonObject entry) {
    JsonObject members = new JsonObject();
    if (entry.containsKey("response")) {
      members.put("moderation_response", entry.getValue("response"));
    }
    String status = entry.getString("status", "");
    String cloud = json.environment().cloud();
    return members
        .put("moderation_status", status)
        .put("moderation_kind", entry.getString("kind"))
        .put("moderation_updated_at", entry.getString("updated_at"))
        .put("asset_id", AssetJson.hex(asset.assetId()))
        .put("public_id", asset.key().publicId().value())
        .put("uploaded_at", asset.content().uploadedAt().truncatedTo(ChronoUnit.SECONDS).toString())
        .put("version", asset.version())
        .put("url", json.urls().url(cloud, asset, "", asset.format()))
        .put("secure_url", json.urls().secureUrl(cloud, asset, "", asset.format()))
        .put("etag", status.equals(REJECTED) ? null : asset.content().etag());
  }

  /** The members of a {@code moderation_summary} notification. */
  public static JsonObject summary(Asset asset, boolean rejected, JsonArray entries) {
    return new JsonObject()
        .put("asset_id", AssetJson.hex(asset.assetId()))
        .put("public_id", asset.key().publicId().value())
        .put("moderation_status", rejected ? REJECTED : "approved")
        .put("moderation", entries);
  }
}
