package dev.darkroom.docs;

import static dev.darkroom.docs.Member.always;
import static dev.darkroom.docs.Member.sometimes;

import dev.darkroom.protocol.EventType;
import io.vertx.core.json.JsonArray;
import java.util.List;

/**
 * Types that triggers may name and that nothing here raises: what causes them is not built (5.19,
 * 5.20). Where the contract knows their shape, it is described.
 */
final class SilentEvents {
  private SilentEvents() {}

  static List<EventDocument> all() {
    return List.of(
        info(),
        proof(),
        unknown(EventType.BULK_REFRESH_AUTO_FETCH, "Fetched assets were refreshed"),
        unknown(EventType.INVALIDATE_CUSTOM_CDN, "A content delivery network forgot files"),
        unknown(EventType.REPORT, "A report is ready"));
  }

  private static EventDocument info() {
    String file = "image/upload/v1767609062/clothing/blue_sweater.jpg";
    return EventDocument.of(
        EventType.INFO,
        "An add-on has looked at an asset. Never raised: there are no add-ons here.",
        List.of(),
        List.of(
            always("info_kind", Value.text("google_video_tagging")),
            always("info_status", Value.word("complete", "pending", "failed")),
            always("info_data", Value.anything(new JsonArray())),
            always("asset_id", Common.ASSET_ID),
            always("public_id", Value.text(Common.PUBLIC_ID)),
            always("uploaded_at", Common.TIME),
            always("version", Value.whole(1_767_609_062)),
            always("url", Common.url(file)),
            always("secure_url", Common.secureUrl(file)),
            sometimes("etag", Value.text("0b40494da087cba7092d29c58aede2e2"))));
  }

  private static EventDocument proof() {
    Value reviewer =
        Value.object(List.of(always("id", Value.text("42")), always("name", Value.text("Ada"))));
    Value assets = Value.list(Value.object(Common.identity()).named("asset"));
    return EventDocument.of(
        EventType.PROOF_STATUS_CHANGED,
        "A creative approval went on. Never raised: there are no approvals here.",
        List.of(),
        List.of(
            always("proof_id", Value.text("7")),
            always("proof_name", Value.text("Spring")),
            always("previous_status", Value.text("pending")),
            always("new_status", Value.text("approved")),
            always("stage_name", Value.text("Legal")),
            always("stage_number", Value.whole(1)),
            always("reviewer", reviewer),
            always("assets", assets)));
  }

  private static EventDocument unknown(EventType type, String what) {
    return EventDocument.of(
        type, what + ". Never raised: there is no such thing here.", List.of(), List.of());
  }
}
