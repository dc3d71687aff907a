package dev.darkroom.protocol;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
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
    MessageDigest digest = digest(algorithm);
    digest.update(body);
    digest.update(Long.toString(timestamp).getBytes(StandardCharsets.US_ASCII));
    digest.update(secret.getBytes(StandardCharsets.UTF_8));
    return HexFormat.of().formatHex(digest.digest());
  }

  private static MessageDigest digest(SignatureAlgorithm algorithm) {
    try {
      return MessageDigest.getInstance(algorithm.digest());
    } catch (NoSuchAlgorithmException impossible) {
      throw new IllegalStateException("every Java platform has " + algorithm.digest(), impossible);
    }
  }
}
