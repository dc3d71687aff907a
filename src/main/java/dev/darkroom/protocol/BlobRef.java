package dev.darkroom.protocol;

import java.util.regex.Pattern;

/**
 * Bytes at rest, named by their content.
 *
 * @param sha256 64 lower-case hexadecimal characters
 * @param size bytes
 */
public record BlobRef(String sha256, long size) implements BusMessage {
  private static final Pattern HEXADECIMAL = Pattern.compile("[0-9a-f]{64}");

  public BlobRef {
    if (!HEXADECIMAL.matcher(sha256).matches() || size < 0) {
      throw new IllegalArgumentException("not a blob: " + sha256 + " of " + size + " bytes");
    }
  }
}
