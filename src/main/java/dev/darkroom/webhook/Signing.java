package dev.darkroom.webhook;

import dev.darkroom.outbox.Delivery;
import dev.darkroom.outbox.StandardSignature;
import dev.darkroom.outbox.Trouble;
import dev.darkroom.protocol.AuthScheme;
import dev.darkroom.protocol.Ed25519;
import dev.darkroom.protocol.EndpointOptions;
import dev.darkroom.protocol.Environment;
import dev.darkroom.protocol.LoadSending.SigningPair;
import dev.darkroom.protocol.NotificationSignature;
import dev.darkroom.protocol.WebhookId;
import io.vertx.core.MultiMap;
import java.time.Instant;

/**
 * Signs attempts: Cloudinary's hash and Ed25519 as the trigger's scheme says, and Standard Webhooks
 * where the URL asks for it (reference/notifications.md 2). For one thread.
 */
final class Signing {
  private final Ed25519 ed25519 = new Ed25519();

  /**
   * Adds the headers that identify and sign an attempt.
   *
   * @param body exactly the bytes that are sent
   * @param timestamp Unix time in seconds
   */
  void sign(MultiMap headers, Delivery delivery, byte[] body, Route route, long timestamp) {
    String seconds = Long.toString(timestamp);
    String id = WebhookId.of(delivery.eventId());
    headers.add("X-Cld-Timestamp", seconds).add("webhook-id", id).add("webhook-timestamp", seconds);
    AuthScheme scheme = route.scheme();
    SigningPair pair = route.sending().pair();
    if (scheme != AuthScheme.EDDSA_V2 || pair == null) {
      headers.add("X-Cld-Signature", hash(delivery, body, route.environment(), timestamp));
    }
    if (scheme != AuthScheme.LEGACY_HMAC && pair != null) {
      headers
          .add("X-Cld-Signature_v2", ed25519.sign(pair, timestamp, delivery.body(), body))
          .add("X-Darkroom-Key-Id", pair.id());
    }
    EndpointOptions options = route.options();
    if (options.standardWebhooks() && options.secret() != null) {
      headers.add("webhook-signature", standard(options, id, timestamp, body));
    }
  }

  private static String hash(
      Delivery delivery, byte[] body, Environment environment, long timestamp) {
    try {
      return NotificationSignature.of(body, timestamp, environment, delivery.signatureKey());
    } catch (IllegalStateException none) {
      throw new Unsent(Trouble.OURS, "no key to sign with: " + none.getMessage());
    }
  }

  /** Under the secret, and under the one before as long as both hold. */
  private static String standard(EndpointOptions options, String id, long timestamp, byte[] body) {
    String secret = options.secret();
    String previous = options.previousSecret();
    Instant until = options.previousUntil();
    String signature = secret == null ? "" : StandardSignature.of(secret, id, timestamp, body);
    boolean both =
        previous != null && until != null && until.isAfter(Instant.ofEpochSecond(timestamp));
    return previous == null || !both
        ? signature
        : signature + " " + StandardSignature.of(previous, id, timestamp, body);
  }
}
