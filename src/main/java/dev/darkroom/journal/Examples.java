package dev.darkroom.journal;

import dev.darkroom.docs.Catalogue;
import dev.darkroom.docs.EventDocument;
import dev.darkroom.outbox.Notification;
import dev.darkroom.protocol.ErrorCode;
import dev.darkroom.protocol.EventType;
import dev.darkroom.protocol.Refusal;
import io.vertx.core.json.JsonObject;
import java.util.List;

/** The catalogue's example of each type, to be told as if it had just happened here. Pure. */
final class Examples {
  /** What a notification says of itself: the example's own would be of another time and place. */
  private static final List<String> COMMON =
      List.of(
          "notification_type",
          "timestamp",
          "request_id",
          "source",
          "api_key",
          "notification_context",
          "signature_key");

  private final Catalogue catalogue = new Catalogue();

  /** The example, or {@code INVALID_EVENT_TYPE} for a type that has none. */
  Notification of(EventType type) {
    JsonObject members =
        catalogue
            .document(type.word())
            .map(EventDocument::example)
            .map(JsonObject::copy)
            .orElseThrow(() -> new Refusal(ErrorCode.INVALID_EVENT_TYPE, type.word()));
    COMMON.forEach(members::remove);
    return new Notification(type, members.getString("public_id", ""), members);
  }
}
