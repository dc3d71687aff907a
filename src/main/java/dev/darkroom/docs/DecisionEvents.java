package dev.darkroom.docs;

import static dev.darkroom.docs.Member.always;
import static dev.darkroom.docs.Member.elsewhere;

import dev.darkroom.protocol.EventType;
import io.vertx.core.json.JsonArray;
import java.util.List;

/** Notifications of what was decided about assets (5.18, 5.20). */
final class DecisionEvents {
  private static final String FILE = "image/upload/v1767609062/clothing/blue_sweater.jpg";

  private DecisionEvents() {}

  static List<EventDocument> all() {
    return List.of(moderation(), summary(), publish(), restore(), related());
  }

  private static EventDocument moderation() {
    return EventDocument.of(
        EventType.MODERATION,
        "A moderation of an asset was decided.",
        List.of(
            "PUT or POST resources/… (update) with moderation_status",
            "upload and explicit with moderation=duplicate:…"),
        List.of(
            elsewhere("moderation_response", Value.anything(new JsonArray()))
                .meaning("What the moderation found; not of manual ones."),
            always("moderation_status", Value.word("approved", "rejected", "pending")),
            always("moderation_kind", Value.text("manual")),
            always("moderation_updated_at", Common.TIME),
            always("asset_id", Common.ASSET_ID),
            always("public_id", Value.text(Common.PUBLIC_ID)),
            always("uploaded_at", Common.TIME),
            always("version", Value.whole(1_767_609_062)),
            always("url", Common.url(FILE)),
            always("secure_url", Common.secureUrl(FILE)),
            always("etag", Value.text("0b40494da087cba7092d29c58aede2e2").orNull())
                .meaning("Null when it was rejected.")));
  }

  private static EventDocument summary() {
    return EventDocument.of(
        EventType.MODERATION_SUMMARY,
        "The last of several moderations of an asset has ended.",
        List.of("as moderation, when no other one is pending any more"),
        List.of(
            always("asset_id", Common.ASSET_ID),
            always("public_id", Value.text(Common.PUBLIC_ID)),
            always("moderation_status", Value.word("approved", "rejected")),
            always("moderation", Common.moderation())));
  }

  private static EventDocument publish() {
    return EventDocument.of(
        EventType.PUBLISH,
        "Private or authenticated assets have become uploaded ones.",
        List.of("POST resources/:resource_type/publish_resources"),
        List.of(
            always("public_ids", Value.list(Value.text(Common.PUBLIC_ID))),
            always("published", Value.list(Value.object(Common.identity()).named("asset")))));
  }

  private static EventDocument restore() {
    List<Member> version =
        List.of(
            always("version", Value.whole(1_767_609_062)), always("version_id", Common.ASSET_ID));
    return EventDocument.of(
        EventType.RESTORE_ASSET_VERSION,
        "An asset is as it was in an earlier version, or is back.",
        List.of("POST resources/:resource_type/:type/restore and resources/restore"),
        Common.both(Common.identity(), version));
  }

  private static EventDocument related() {
    return EventDocument.of(
        EventType.RELATED_ASSETS,
        "An asset was related to others, or is not any more.",
        List.of("POST and DELETE resources/related_assets/…"),
        List.of(
            always("action_type", Value.word("add", "delete")),
            always("asset_id", Common.ASSET_ID),
            always("total_failed", Value.whole(0)),
            always("total_success", Value.whole(2))));
  }
}
