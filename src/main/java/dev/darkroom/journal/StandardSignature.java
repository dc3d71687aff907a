package dev.darkroom.journal;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * {@code webhook-signature} as Standard Webhooks has it: HMAC-SHA-256 over id, timestamp and body,
 * one or more of them, each behind its version. Pure.
 */
final class StandardSignature {
  private static final String HEADER = "webhook-signature";
  private static final String VERSION = "v1,";
  private static final String PREFIX = "whsec_";

  private StandardSignature() {}

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
    byte[] signed = signed(id, timestamp, body);
    List<String> expected = secrets.stream().map(secret -> of(signed, secret)).toList();
    boolean valid = List.of(given.split(" ")).stream().anyMatch(expected::contains);
    long seconds = Long.parseLong(timestamp);
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

  private static byte[] signed(String id, String timestamp, byte[] body) {
    byte[] head = (id + "." + timestamp + ".").getBytes(StandardCharsets.UTF_8);
    byte[] all = new byte[head.length + body.length];
    System.arraycopy(head, 0, all, 0, head.length);
    System.arraycopy(body, 0, all, head.length, body.length);
    return all;
  }

  private static String of(byte[] signed, String secret) {
    String encoded = secret.startsWith(PREFIX) ? secret.substring(PREFIX.length()) : secret;
    try {
      Mac mac = Mac.getInstance("HmacSHA256");
      mac.init(new SecretKeySpec(Base64.getDecoder().decode(encoded), "HmacSHA256"));
      return VERSION + Base64.getEncoder().encodeToString(mac.doFinal(signed));
    } catch (GeneralSecurityException impossible) {
      throw new IllegalStateException("every Java platform has HmacSHA256", impossible);
    }
  }
}
