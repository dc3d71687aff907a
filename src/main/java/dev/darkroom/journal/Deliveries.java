package dev.darkroom.journal;

import dev.darkroom.outbox.AttemptEntry;
import dev.darkroom.outbox.DeliveryDetails;
import dev.darkroom.protocol.Answer;
import dev.darkroom.protocol.ErrorCode;
import dev.darkroom.protocol.Refusal;
import dev.darkroom.protocol.ShowDelivery;
import dev.darkroom.protocol.WebhookId;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.time.Instant;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Single deliveries in words: their body and every attempt. For virtual threads. */
final class Deliveries {
  private final JournalVerticle.Parts parts;

  Deliveries(JournalVerticle.Parts parts) {
    this.parts = parts;
  }

  Answer show(ShowDelivery asked) {
    DeliveryDetails found =
        DeliveryDetails.find(parts.database(), asked.environmentId(), asked.id())
            .await()
            .orElseThrow(() -> new Refusal(ErrorCode.NOT_FOUND, "Notification", asked.id()));
    return new Answer(json(found).encode());
  }

  private static JsonObject json(DeliveryDetails delivery) {
    JsonArray history = new JsonArray();
    delivery.history().forEach(attempt -> history.add(json(delivery, attempt)));
    return new JsonObject()
        .put("id", delivery.id())
        .put("event_id", delivery.eventId())
        .put("notification_type", delivery.type())
        .put("public_id", delivery.subject())
        .put("url", delivery.url())
        .put("trigger_id", delivery.triggerId())
        .put("state", delivery.state())
        .put("attempts", delivery.attempts())
        .put("created_at", delivery.createdAt().toString())
        .put("due_at", text(delivery.dueAt()))
        .put("ended_at", text(delivery.endedAt()))
        .put("signature_key", delivery.signatureKey())
        .put("body", delivery.body())
        .put("history", history);
  }

  private static JsonObject json(DeliveryDetails delivery, AttemptEntry attempt) {
    JsonObject json =
        new JsonObject()
            .put("number", attempt.number())
            .put("at", attempt.at().toString())
            .put("duration_ms", attempt.took().toMillis())
            .put("status", attempt.status())
            .put("error_class", attempt.trouble() == null ? null : attempt.trouble().word())
            .put("error", attempt.error());
    if (attempt.number() == 0) {
      return json;
    }
    return json.put("phases", phases(attempt))
        .put("request", JsonObject.of("headers", sent(delivery, attempt)))
        .put(
            "response",
            attempt.status() == null
                ? null
                : new JsonObject()
                    .put("headers", headers(attempt.received()))
                    .put("body", attempt.response()));
  }

  /** In milliseconds; null for what was not come to. */
  private static JsonObject phases(AttemptEntry attempt) {
    AttemptEntry.Phases phases = attempt.phases();
    return new JsonObject()
        .put("dns_ms", millis(phases.dns()))
        .put("connect_ms", millis(phases.connect()))
        .put("first_byte_ms", millis(phases.firstByte()));
  }

  private static @Nullable Double millis(long micros) {
    return micros < 0 ? null : micros / 1_000.0;
  }

  /** With those that are the same for every attempt, which the log does not keep. */
  private static JsonObject sent(DeliveryDetails delivery, AttemptEntry attempt) {
    JsonObject headers =
        new JsonObject()
            .put("Content-Type", "application/json")
            .put("User-Agent", "Darkroom")
            .put("X-Darkroom-Event", Long.toString(delivery.eventId()))
            .put("X-Darkroom-Delivery", Long.toString(delivery.id()))
            .put("X-Darkroom-Attempt", Integer.toString(attempt.number()));
    attempt.sent().forEach(headers::put);
    if (attempt.sent().containsKey("X-Cld-Timestamp")) {
      headers
          .put("webhook-id", WebhookId.of(delivery.eventId()))
          .put("webhook-timestamp", attempt.sent().get("X-Cld-Timestamp"));
    }
    return headers;
  }

  private static JsonObject headers(Map<String, String> headers) {
    JsonObject json = new JsonObject();
    headers.forEach(json::put);
    return json;
  }

  private static @Nullable String text(@Nullable Instant time) {
    return time == null ? null : time.toString();
  }
}
