package dev.darkroom.asset.upload;

import dev.darkroom.asset.store.Asset;
import dev.darkroom.asset.store.AssetJson;
import dev.darkroom.asset.store.ModerationJson;
import dev.darkroom.outbox.Notification;
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
      JsonObject decision = ModerationJson.decision(json, stored, entry);
      told.add(new Notification(EventType.MODERATION, subject, decision));
    }
    if (verdict.isSummary()) {
      JsonObject summary = ModerationJson.summary(stored, verdict.rejected(), verdict.entries());
      told.add(new Notification(EventType.MODERATION_SUMMARY, subject, summary));
    }
    return told;
  }
}
