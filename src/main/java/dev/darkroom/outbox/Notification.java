package dev.darkroom.outbox;

import dev.darkroom.protocol.Caller;
import dev.darkroom.protocol.Environment;
import dev.darkroom.protocol.EventType;
import io.vertx.core.json.JsonObject;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;

/**
 * The body of a notification: the members of its type between the common ones
 * (reference/notifications.md 5.1).
 *
 * @param subject the public id it is about; empty for none
 */
public record Notification(EventType type, String subject, JsonObject members) {
  private static final String BY_API = "api";
  private static final DateTimeFormatter TO_THE_SECOND =
      DateTimeFormatter.ofPattern("yyyy-MM-dd'T'HH:mm:ssxxx");
  private static final DateTimeFormatter TO_THE_MICROSECOND =
      DateTimeFormatter.ofPattern("yyyy-MM-dd'T'HH:mm:ss.SSSSSS'Z'");

  /** The event to commit; {@code now} is when the work ended. */
  public NewEvent event(Environment environment, Caller caller, Instant now) {
    String signatureKey = environment.signingKey().apiKey();
    JsonObject body = new JsonObject().put("notification_type", type.word());
    if (type.isDated()) {
      body.put("timestamp", TO_THE_SECOND.format(now.atOffset(ZoneOffset.UTC)))
          .put("request_id", caller.requestId());
    }
    if (type.isSourced()) {
      body.put("source", caller.source());
    }
    body.mergeIn(members);
    if (type.namesKey() && caller.source().equals(BY_API)) {
      body.put("api_key", caller.id());
    }
    body.put("notification_context", context(caller)).put("signature_key", signatureKey);
    return new NewEvent(environment.id(), type, body.encode(), signatureKey, subject);
  }

  private static JsonObject context(Caller caller) {
    Instant at = caller.at().truncatedTo(ChronoUnit.MICROS);
    return new JsonObject()
        .put("triggered_at", TO_THE_MICROSECOND.format(at.atOffset(ZoneOffset.UTC)))
        .put(
            "triggered_by", new JsonObject().put("source", caller.source()).put("id", caller.id()));
  }
}
