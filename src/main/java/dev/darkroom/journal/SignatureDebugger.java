package dev.darkroom.journal;

import dev.darkroom.outbox.DeliveryDetails;
import dev.darkroom.protocol.Answer;
import dev.darkroom.protocol.CheckSignature;
import dev.darkroom.protocol.Environment;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.Optional;

/**
 * Answers the question of every integrator, why a signature does not match: which of them hold, and
 * which byte of the body is another one than was sent. For virtual threads.
 */
final class SignatureDebugger {
  private static final String NONE =
      "there is no signature: X-Cld-Signature, X-Cld-Signature_v2 and webhook-signature are missing";

  private final JournalVerticle.Parts parts;
  private final Keys keys;

  SignatureDebugger(JournalVerticle.Parts parts, Keys keys) {
    this.parts = parts;
    this.keys = keys;
  }

  Answer check(CheckSignature asked) {
    byte[] body = Base64.getDecoder().decode(asked.body());
    Environment environment = keys.environment(asked.environmentId());
    Optional<DeliveryDetails> sent = sent(asked);
    String url = asked.url() == null ? sent.map(DeliveryDetails::url).orElse(null) : asked.url();
    List<SignatureFinding> findings =
        new SignatureCheck(environment, body, asked.headers(), parts.clock().instant())
            .findings(keys.published(asked.environmentId(), url));
    JsonArray signatures = new JsonArray();
    findings.forEach(finding -> signatures.add(finding.json()));
    JsonObject answer =
        new JsonObject()
            .put("valid", !findings.isEmpty() && findings.stream().allMatch(f -> f.valid()))
            .put("signatures", signatures)
            .put("body", compared(asked, sent, body));
    return new Answer((findings.isEmpty() ? answer.put("reason", NONE) : answer).encode());
  }

  /** By its own id, else the newest of the event's deliveries. */
  private Optional<DeliveryDetails> sent(CheckSignature asked) {
    long environmentId = asked.environmentId();
    if (asked.deliveryId() != null) {
      return DeliveryDetails.find(parts.database(), environmentId, asked.deliveryId()).await();
    }
    return asked.eventId() == null
        ? Optional.empty()
        : DeliveryDetails.ofEvent(parts.database(), environmentId, asked.eventId()).await();
  }

  private static JsonObject compared(
      CheckSignature asked, Optional<DeliveryDetails> sent, byte[] body) {
    JsonObject json = new JsonObject().put("bytes", body.length);
    if (asked.deliveryId() == null && asked.eventId() == null) {
      return json;
    }
    json.put("delivery_id", sent.map(DeliveryDetails::id).orElse(asked.deliveryId()))
        .put("known", sent.isPresent());
    sent.ifPresent(delivery -> {
      byte[] bytes = delivery.body().getBytes(StandardCharsets.UTF_8);
      Optional<BodyDifference> difference = BodyDifference.between(bytes, body);
      json.put("sent_bytes", bytes.length)
          .put("same", difference.isEmpty())
          .put("first_difference", difference.map(BodyDifference::json).orElse(null));
    });
    return json;
  }
}
