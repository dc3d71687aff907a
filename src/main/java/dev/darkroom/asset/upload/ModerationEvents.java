package dev.darkroom.asset.upload;

import dev.darkroom.asset.store.Asset;
import dev.darkroom.asset.store.AssetJson;
import dev.darkroom.asset.store.AssetJson.Earlier;
import dev.darkroom.asset.store.Notification;
import dev.darkroom.protocol.EventType;
import io.vertx.core.json.JsonObject;
import java.util.ArrayList;
import java.util.List;

/** What is told of moderations that were decided at upload (reference/notifications.md 5.18). */
final class ModerationEvents {
  private ModerationEvents() {}

  /** One notification per decision, and a summary when several have all ended. */
  static List<Notification> of(AssetJson json, Asset stored, Draft draft) {
    return of(json, stored, draft.verdict());
  }

  static List<Notification> of(AssetJson json, Asset stored, Moderations.Verdict verdict) {
    List<Notification> told = new ArrayList<>();
    String subject = stored.key().publicId().value();
    for (JsonObject entry : verdict.decided()) {
      told.add(new Notification(EventType.MODERATION, subject, decision(json, stored, entry)));
    }
    if (verdict.isSummary()) {
      JsonObject summary =
          new JsonObject()
              .put("asset_id", AssetJson.hex(stored.assetId()))
              .put("public_id", subject)
              .put("moderation_status", verdict.rejected() ? "rejected" : "approved")
              .put("moderation", verdict.entries());
      told.add(new Notification(EventType.MODERATION_SUMMARY, subject, summary));
    }
    return told;
  }

  private static JsonObject decision(AssetJson json, Asset stored, JsonObject entry) {
    JsonObject uploaded = json.uploaded(stored, List.of(), Earlier.NONE);
    JsonObject told = new JsonObject();
    if (entry.containsKey("response")) {
      told.put("moderation_response", entry.getValue("response"));
    }
    return told.put("moderation_status", entry.getString("status"))
        .put("moderation_kind", entry.getString("kind"))
        .put("moderation_updated_at", entry.getString("updated_at"))
        .put("asset_id", uploaded.getString("asset_id"))
        .put("public_id", stored.key().publicId().value())
        .put("uploaded_at", stored.content().uploadedAt().toString())
        .put("version", stored.version())
        .put("url", uploaded.getString("url"))
        .put("secure_url", uploaded.getString("secure_url"))
        .put("etag", stored.isPlaceholder() ? null : stored.content().etag());
  }
}
