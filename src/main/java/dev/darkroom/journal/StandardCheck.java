package dev.darkroom.journal;

import dev.darkroom.outbox.StandardSignature;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Checks {@code webhook-signature} as Standard Webhooks has it: HMAC-SHA-256 over id, timestamp and
 * body, one or more of them, each behind its version. Pure.
 */
final class StandardCheck {
  private static final String HEADER = "webhook-signature";

  private StandardCheck() {}

  /**
   * The finding, if there is such a signature.
   *
   * @param secrets of the URL, the present one first
   */
  static Optional<SignatureFinding> finding(
      Map<String, String> headers, byte[] body, List<String> secrets, Instant now) {
    String given = headers.get(HEADER);
    if (given == null) {
      return Optional.empty();
    }
    String id = headers.getOrDefault("webhook-id", "");
    String timestamp = headers.getOrDefault("webhook-timestamp", "");
    if (id.isEmpty() || !timestamp.matches("\\d{1,15}")) {
      return Optional.of(
          SignatureFinding.unreadable(
              HEADER, given, "webhook-id or webhook-timestamp is missing or broken"));
    }
    if (secrets.isEmpty()) {
      return Optional.of(
          SignatureFinding.unreadable(
              HEADER, given, "no secret is known: name the URL or the delivery"));
    }
    long seconds = Long.parseLong(timestamp);
    List<String> expected =
        secrets.stream().map(secret -> StandardSignature.of(secret, id, seconds, body)).toList();
    boolean valid = List.of(given.split(" ")).stream().anyMatch(expected::contains);
    return Optional.of(
        new SignatureFinding(
            HEADER,
            valid,
            given,
            null,
            "hmac-sha256",
            expected.getFirst(),
            seconds,
            now.getEpochSecond() - seconds,
            valid ? null : "the URL's secret did not sign these bytes with this id and timestamp"));
  }
}
