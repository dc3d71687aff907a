package dev.darkroom.journal;

import dev.darkroom.docs.Catalogue;
import dev.darkroom.docs.EventDocument;
import dev.darkroom.protocol.Caller;
import dev.darkroom.protocol.Environment;
import dev.darkroom.protocol.ErrorCode;
import dev.darkroom.protocol.EventType;
import dev.darkroom.protocol.Refusal;
import io.vertx.core.json.JsonObject;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;

/** The catalogue's example of each type, as if it had just happened here. Pure. */
final class Examples {
  private static final DateTimeFormatter TO_THE_SECOND =
      DateTimeFormatter.ofPattern("yyyy-MM-dd'T'HH:mm:ssxxx");

  private final Catalogue catalogue = new Catalogue();

  /** A whole notification. */
  JsonObject body(EventType type, Environment environment, Caller caller, Instant now) {
    JsonObject body =
        catalogue
            .document(type.word())
            .map(EventDocument::example)
            .orElseThrow(() -> new Refusal(ErrorCode.INVALID_EVENT_TYPE, type.word()));
    JsonObject by = new JsonObject().put("source", caller.source()).put("id", caller.id());
    JsonObject context =
        new JsonObject()
            .put("triggered_at", caller.at().truncatedTo(ChronoUnit.MICROS).toString())
            .put("triggered_by", by);
    String timestamp = TO_THE_SECOND.format(now.atOffset(ZoneOffset.UTC));
    replace(body, "timestamp", timestamp);
    replace(body, "request_id", caller.requestId());
    replace(body, "source", caller.source());
    replace(body, "api_key", caller.id());
    return body.put("notification_context", context)
        .put("signature_key", environment.signingKey().apiKey());
  }

  /** Only what the type has at all. */
  private static void replace(JsonObject body, String name, String value) {
    if (body.containsKey(name)) {
      body.put(name, value);
    }
  }
}
