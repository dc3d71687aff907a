package dev.darkroom.webhook;

import dev.darkroom.outbox.Delivery;
import io.vertx.core.MultiMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;

/** The headers of one attempt, signed anew each time. Pure. */
final class AttemptHeaders {
  /** The same for every attempt, or known from the delivery: the log need not keep them. */
  private static final Set<String> KNOWN =
      Set.of(
          "Content-Type",
          "User-Agent",
          "X-Darkroom-Event",
          "X-Darkroom-Delivery",
          "X-Darkroom-Attempt",
          "webhook-id",
          "webhook-timestamp");

  private static final String MASKED = "***";

  private AttemptHeaders() {}

  /**
   * The headers.
   *
   * @param timestamp Unix time in seconds
   */
  static MultiMap of(Delivery delivery, byte[] body, Route route, long timestamp, Signing signing) {
    MultiMap headers =
        MultiMap.caseInsensitiveMultiMap()
            .add("Content-Type", "application/json")
            .add("User-Agent", "Darkroom")
            .add("X-Darkroom-Event", Long.toString(delivery.eventId()))
            .add("X-Darkroom-Delivery", Long.toString(delivery.id()))
            .add("X-Darkroom-Attempt", Integer.toString(delivery.attempts() + 1));
    signing.sign(headers, delivery, body, route, timestamp);
    route.options().headers().forEach(headers::set);
    return headers;
  }

  /** What of them the log keeps: what the URL's owner set up may be a secret. */
  static Map<String, String> shown(MultiMap headers, Route route) {
    Set<String> own = route.options().headers().keySet();
    Map<String, String> shown = new LinkedHashMap<>();
    for (Map.Entry<String, String> header : headers) {
      if (!KNOWN.contains(header.getKey())) {
        shown.put(header.getKey(), own.contains(header.getKey()) ? MASKED : header.getValue());
      }
    }
    return shown;
  }
}
