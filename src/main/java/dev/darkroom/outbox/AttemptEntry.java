package dev.darkroom.outbox;

import com.fasterxml.jackson.core.io.JsonStringEncoder;
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
  private static final int USUAL_LENGTH = 400;

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

  /** As the log keeps it; written by hand, once for every attempt there is. */
  String toJson() {
    StringBuilder json = new StringBuilder(USUAL_LENGTH);
    json.append("{\"at\":\"").append(at).append("\",\"millis\":").append(took.toMillis());
    json.append(",\"status\":").append(status);
    put(json, "number", number == 0 ? -1 : number);
    put(json, "trouble", trouble == null ? null : trouble.word());
    put(json, "error", error);
    put(json, "dns", phases.dns);
    put(json, "connect", phases.connect);
    put(json, "first", phases.firstByte);
    put(json, "sent", sent);
    put(json, "received", received);
    put(json, "response", response.isEmpty() ? null : response);
    return json.append('}').toString();
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

  private static void put(StringBuilder json, String name, @Nullable String text) {
    if (text != null) {
      json.append(",\"").append(name).append("\":");
      quote(json, text);
    }
  }

  private static void put(StringBuilder json, String name, long number) {
    if (number >= 0) {
      json.append(",\"").append(name).append("\":").append(number);
    }
  }

  private static void put(StringBuilder json, String name, Map<String, String> headers) {
    char before = '{';
    for (Map.Entry<String, String> header : headers.entrySet()) {
      if (before == '{') {
        json.append(",\"").append(name).append("\":");
      }
      json.append(before);
      quote(json, header.getKey());
      quote(json.append(':'), header.getValue());
      before = ',';
    }
    json.append(before == ',' ? "}" : "");
  }

  /** PostgreSQL's jsonb cannot hold the character zero, and a receiver may well send it. */
  private static void quote(StringBuilder json, String text) {
    json.append('"');
    JsonStringEncoder.getInstance().quoteAsString(text.replace('\0', '?'), json);
    json.append('"');
  }

  private static Map<String, String> headers(@Nullable JsonObject json) {
    Map<String, String> headers = new LinkedHashMap<>();
    if (json != null) {
      json.forEach(entry -> headers.put(entry.getKey(), String.valueOf(entry.getValue())));
    }
    return headers;
  }
}
