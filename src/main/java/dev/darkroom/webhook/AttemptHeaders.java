package dev.darkroom.webhook;

import dev.darkroom.outbox.Delivery;
import dev.darkroom.outbox.Trouble;
import dev.darkroom.protocol.AccessKey;
import dev.darkroom.protocol.Environment;
import dev.darkroom.protocol.NotificationSignature;
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
          "X-Darkroom-Attempt");

  private static final String MASKED = "***";

  private AttemptHeaders() {}

  /**
   * The headers.
   *
   * @param timestamp Unix time in seconds
   */
  static MultiMap of(Delivery delivery, byte[] body, Route route, long timestamp) {
    Environment environment = route.environment();
    String signature =
        NotificationSignature.of(
            body, timestamp, key(delivery, environment).secret(), environment.signatureAlgorithm());
    MultiMap headers =
        MultiMap.caseInsensitiveMultiMap()
            .add("Content-Type", "application/json")
            .add("User-Agent", "Darkroom")
            .add("X-Cld-Timestamp", Long.toString(timestamp))
            .add("X-Cld-Signature", signature)
            .add("X-Darkroom-Event", Long.toString(delivery.eventId()))
            .add("X-Darkroom-Delivery", Long.toString(delivery.id()))
            .add("X-Darkroom-Attempt", Integer.toString(delivery.attempts() + 1));
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

  /** The key that the event names, unless it was disabled since. */
  private static AccessKey key(Delivery delivery, Environment environment) {
    try {
      return environment.key(delivery.signatureKey()).orElseGet(environment::signingKey);
    } catch (IllegalStateException none) {
      throw new Unsent(Trouble.OURS, "no key to sign with: " + none.getMessage());
    }
  }
}
