package dev.darkroom.protocol;

import java.nio.charset.StandardCharsets;
import java.util.HexFormat;

/**
 * The {@code X-Cld-Signature} of a notification: a plain hash of body, timestamp and secret, no
 * HMAC (reference/notifications.md 2.1). Pure.
 */
public final class NotificationSignature {
  private NotificationSignature() {}

  /**
   * The signature in lower-case hexadecimal.
   *
   * @param body exactly the bytes sent
   * @param timestamp Unix time in seconds, as sent in {@code X-Cld-Timestamp}
   */
  public static String of(
      byte[] body, long timestamp, String secret, SignatureAlgorithm algorithm) {
    return HexFormat.of()
        .formatHex(
            algorithm.hash(
                body,
                Long.toString(timestamp).getBytes(StandardCharsets.US_ASCII),
                secret.getBytes(StandardCharsets.UTF_8)));
  }

  /**
   * The same as an environment signs now: under the key that the notification names, or another one
   * if that was disabled since.
   *
   * @throws IllegalStateException when no key of it is active
   */
  public static String of(
      byte[] body, long timestamp, Environment environment, String signatureKey) {
    AccessKey key = environment.key(signatureKey).orElseGet(environment::signingKey);
    return of(body, timestamp, key.secret(), environment.signatureAlgorithm());
  }
}
