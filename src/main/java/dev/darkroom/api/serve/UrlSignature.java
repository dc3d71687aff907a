package dev.darkroom.api.serve;

import dev.darkroom.protocol.AccessKey;
import dev.darkroom.protocol.SignatureAlgorithm;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.Base64;
import java.util.List;

/**
 * The {@code s--…--} of a delivery URL: 8 characters of SHA-1 or SHA-256, or 32 of SHA-256
 * (reference/delivery-and-transformations.md 1.1).
 */
final class UrlSignature {
  private static final int SHORT = 8;
  private static final int LONG = 32;

  private UrlSignature() {}

  /** Whether any active key made the signature of any of the texts. */
  static boolean matches(String given, List<String> texts, List<AccessKey> keys) {
    boolean found = false;
    for (AccessKey key : keys) {
      for (String text : texts) {
        found |= key.enabled() && matches(given, text, key.secret());
      }
    }
    return found;
  }

  /** Whether the secret made the signature of the text. */
  static boolean matches(String given, String text, String secret) {
    boolean found = false;
    for (SignatureAlgorithm algorithm : SignatureAlgorithm.values()) {
      String whole =
          Base64.getUrlEncoder()
              .withoutPadding()
              .encodeToString(algorithm.hash((text + secret).getBytes(StandardCharsets.UTF_8)));
      found |= same(given, whole, SHORT);
      found |= algorithm == SignatureAlgorithm.SHA256 && same(given, whole, LONG);
    }
    return found;
  }

  private static boolean same(String given, String whole, int length) {
    return MessageDigest.isEqual(
        bytes(given), bytes(whole.substring(0, Math.min(length, whole.length()))));
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }
}
