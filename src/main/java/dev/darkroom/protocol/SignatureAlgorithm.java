package dev.darkroom.protocol;

import java.util.Locale;

/**
 * The hash of an environment's signatures (reference/notifications.md 2.1). SHA-1 is the default:
 * some SDKs verify nothing else.
 */
public enum SignatureAlgorithm {
  SHA1("SHA-1"),
  SHA256("SHA-256");

  private final String digest;

  SignatureAlgorithm(String digest) {
    this.digest = digest;
  }

  /** The name that Java knows it by. */
  public String digest() {
    return digest;
  }

  /** The word of the SDKs: {@code sha1} or {@code sha256}. */
  public String word() {
    return name().toLowerCase(Locale.ROOT);
  }
}
