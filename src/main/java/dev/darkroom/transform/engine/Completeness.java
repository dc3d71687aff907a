package dev.darkroom.transform.engine;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * Whether a picture's file has its end, told from its last bytes without decoding it: a file that
 * was cut off on its way is refused when it arrives, not when somebody looks at it.
 */
final class Completeness {
  /** Cameras append previews and padding after a JPEG's end. */
  private static final int TAIL = 64 * 1024;

  private static final int RIFF_HEADER = 8;

  private Completeness() {}

  /** False when the end is certainly missing; formats without a sure sign count as whole. */
  static boolean isWhole(Path file, SourceFormat format) throws IOException {
    return switch (format) {
      case JPG -> tailHolds(file, (byte) 0xff, (byte) 0xd9);
      case PNG -> tailHolds(file, (byte) 'I', (byte) 'E', (byte) 'N', (byte) 'D');
      case WEBP -> Files.size(file) >= RIFF_HEADER + riffSize(file);
      case GIF, AVIF, HEIC, TIFF, SVG, BMP, PSD, PNM, PDF -> true;
    };
  }

  /** A marker never occurs in a scan of compressed bytes: there 0xff is followed by 0. */
  private static boolean tailHolds(Path file, byte... marker) throws IOException {
    byte[] tail = tail(file);
    for (int end = tail.length; end >= marker.length; end--) {
      if (matches(tail, end - marker.length, marker)) {
        return true;
      }
    }
    return false;
  }

  private static boolean matches(byte[] bytes, int at, byte[] marker) {
    for (int i = 0; i < marker.length; i++) {
      if (bytes[at + i] != marker[i]) {
        return false;
      }
    }
    return true;
  }

  private static byte[] tail(Path file) throws IOException {
    try (RandomAccessFile open = new RandomAccessFile(file.toFile(), "r")) {
      long size = open.length();
      byte[] tail = new byte[(int) Math.min(size, TAIL)];
      open.seek(size - tail.length);
      open.readFully(tail);
      return tail;
    }
  }

  /** The second field of a RIFF file: how many bytes follow it. */
  private static long riffSize(Path file) throws IOException {
    try (RandomAccessFile open = new RandomAccessFile(file.toFile(), "r")) {
      byte[] head = new byte[RIFF_HEADER];
      open.readFully(head);
      return Integer.toUnsignedLong(
          ByteBuffer.wrap(head).order(ByteOrder.LITTLE_ENDIAN).getInt(Integer.BYTES));
    }
  }
}
