package dev.darkroom.protocol;

import java.util.Locale;
import java.util.Optional;

/** Which signatures a trigger's notifications carry (reference/notifications.md 2.4). */
public enum AuthScheme {
  /** The hash and Ed25519. */
  DEFAULT,
  /** The hash alone. */
  LEGACY_HMAC,
  /** Ed25519 alone. */
  EDDSA_V2;

  /** The contract's word. */
  public String word() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** The scheme of that word, if there is one. */
  public static Optional<AuthScheme> of(String word) {
    for (AuthScheme scheme : values()) {
      if (scheme.word().equals(word)) {
        return Optional.of(scheme);
      }
    }
    return Optional.empty();
  }
}
