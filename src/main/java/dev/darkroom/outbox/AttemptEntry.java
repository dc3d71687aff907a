package dev.darkroom.outbox;

import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * One attempt, as the log keeps it.
 *
 * @param number from 1
 * @param status the receiver's HTTP status, null when there was no response
 * @param error what went wrong in words, null when nothing did
 * @param response the beginning of the receiver's body, empty when there was none
 */
public record AttemptEntry(
    int number,
    Instant at,
    Duration took,
    @Nullable Integer status,
    @Nullable String error,
    String response) {

  String toJson() {
    JsonObject json =
        new JsonObject()
            .put("number", number)
            .put("at", at.toString())
            .put("millis", took.toMillis())
            .put("status", status)
            .put("error", withoutZeros(error));
    return (response.isEmpty() ? json : json.put("response", withoutZeros(response))).encode();
  }

  /** PostgreSQL's jsonb cannot hold the character zero, and a receiver may well send it. */
  private static @Nullable String withoutZeros(@Nullable String text) {
    return text == null ? null : text.replace('\0', '?');
  }
}
