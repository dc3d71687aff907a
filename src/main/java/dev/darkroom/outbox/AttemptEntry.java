package dev.darkroom.outbox;

import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * One attempt, as the log keeps it: only what is not the same for every attempt.
 *
 * @param number from 1; 0 for a note that nothing was attempted
 * @param status the receiver's HTTP status, null when there was no response
 * @param trouble null when nothing went wrong
 * @param error what went wrong in words, null when nothing did
 * @param phases where the time went
 * @param sent request headers that differ from attempt to attempt, secrets masked
 * @param received response headers, the first few
 * @param response the beginning of the receiver's body, empty when there was none
 */
public record AttemptEntry(
    int number,
    Instant at,
    Duration took,
    @Nullable Integer status,
    @Nullable Trouble trouble,
    @Nullable String error,
    Phases phases,
    Map<String, String> sent,
    Map<String, String> received,
    String response) {

  /**
   * Where the time of an attempt went, in microseconds; -1 for what was not come to.
   *
   * @param dns until the name's addresses were known and vetted
   * @param connect for a connection, a secure one included; 0 when one was kept from before
   * @param firstByte from the request to the answer's status
   */
  public record Phases(long dns, long connect, long firstByte) {
    /** None was come to. */
    public static final Phases NONE = new Phases(-1, -1, -1);
  }

  /** A note that nothing was attempted. */
  public static AttemptEntry note(Instant at, Trouble trouble, String why) {
    return new AttemptEntry(
        0, at, Duration.ZERO, null, trouble, why, Phases.NONE, Map.of(), Map.of(), "");
  }

  /** As the log keeps it. */
  String toJson() {
    JsonObject json = new JsonObject();
    if (number > 0) {
      json.put("number", number);
    }
    json.put("at", at.toString()).put("millis", took.toMillis()).put("status", status);
    put(json, "trouble", trouble == null ? null : trouble.word());
    put(json, "error", error);
    put(json, "dns", phases.dns);
    put(json, "connect", phases.connect);
    put(json, "first", phases.firstByte);
    put(json, "sent", sent);
    put(json, "received", received);
    put(json, "response", response.isEmpty() ? null : response);
    return json.encode();
  }

  /** As it was written by {@link #toJson}, today or by an older version. */
  public static AttemptEntry of(JsonObject json) {
    String trouble = json.getString("trouble");
    return new AttemptEntry(
        json.getInteger("number", 0),
        Instant.parse(json.getString("at")),
        Duration.ofMillis(json.getLong("millis", 0L)),
        json.getInteger("status"),
        trouble == null ? null : Trouble.of(trouble).orElse(null),
        json.getString("error"),
        new Phases(
            json.getLong("dns", -1L), json.getLong("connect", -1L), json.getLong("first", -1L)),
        headers(json.getJsonObject("sent")),
        headers(json.getJsonObject("received")),
        json.getString("response", ""));
  }

  private static void put(JsonObject json, String name, @Nullable String text) {
    if (text != null) {
      json.put(name, withoutZeros(text));
    }
  }

  private static void put(JsonObject json, String name, long micros) {
    if (micros >= 0) {
      json.put(name, micros);
    }
  }

  private static void put(JsonObject json, String name, Map<String, String> headers) {
    if (!headers.isEmpty()) {
      JsonObject kept = new JsonObject();
      headers.forEach((header, value) -> kept.put(withoutZeros(header), withoutZeros(value)));
      json.put(name, kept);
    }
  }

  private static Map<String, String> headers(@Nullable JsonObject json) {
    Map<String, String> headers = new LinkedHashMap<>();
    if (json != null) {
      json.forEach(entry -> headers.put(entry.getKey(), String.valueOf(entry.getValue())));
    }
    return headers;
  }

  /** PostgreSQL's jsonb cannot hold the character zero, and a receiver may well send it. */
  private static String withoutZeros(String text) {
    return text.replace('\0', '?');
  }
}
