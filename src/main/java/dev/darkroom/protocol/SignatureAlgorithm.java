package dev.darkroom.protocol;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Locale;

/**
 * The hash of signatures, of requests as of notifications (reference/notifications.md 2.1). SHA-1
 * is the default: some SDKs verify nothing else.
 */
public enum SignatureAlgorithm {
  SHA1("SHA-1"),
  SHA256("SHA-256");

  private final String digest;

  SignatureAlgorithm(String digest) {
    this.digest = digest;
  }

  /** The hash of the parts, one after the other. */
  public byte[] hash(byte[]... parts) {
    try {
      MessageDigest hash = MessageDigest.getInstance(digest);
      for (byte[] part : parts) {
        hash.update(part);
      }
      return hash.digest();
    } catch (NoSuchAlgorithmException impossible) {
      throw new IllegalStateException("every Java platform has " + digest, impossible);
    }
  }

  /** The word of the SDKs: {@code sha1} or {@code sha256}. */
  public String word() {
    return name().toLowerCase(Locale.ROOT);
  }
}
