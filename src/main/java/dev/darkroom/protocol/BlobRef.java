package dev.darkroom.protocol;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.regex.Pattern;

/**
 * Bytes at rest, named by their content.
 *
 * @param sha256 64 lower-case hexadecimal characters
 * @param size bytes
 */
public record BlobRef(String sha256, long size) implements BusMessage {
  private static final Pattern HEXADECIMAL = Pattern.compile("[0-9a-f]{64}");

  /** Names bytes that are in memory. */
  public static BlobRef of(byte[] bytes) {
    try {
      byte[] digest = MessageDigest.getInstance("SHA-256").digest(bytes);
      return new BlobRef(HexFormat.of().formatHex(digest), bytes.length);
    } catch (NoSuchAlgorithmException missing) {
      throw new IllegalStateException("SHA-256 is missing in this JDK", missing);
    }
  }

  public BlobRef {
    if (!HEXADECIMAL.matcher(sha256).matches() || size < 0) {
      throw new IllegalArgumentException("not a blob: " + sha256 + " of " + size + " bytes");
    }
  }
}
