package dev.darkroom.trigger;

import java.security.SecureRandom;
import java.util.Base64;

/** Secrets of Standard Webhooks: {@code whsec_} and the Base64 of 32 random bytes. */
final class WebhookSecret {
  private static final int BYTES = 32;
  private static final SecureRandom RANDOM = new SecureRandom();

  private WebhookSecret() {}

  /** A new one. */
  static String next() {
    byte[] bytes = new byte[BYTES];
    RANDOM.nextBytes(bytes);
    return "whsec_" + Base64.getEncoder().encodeToString(bytes);
  }
}
