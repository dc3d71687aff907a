package dev.darkroom.bench;

import dev.darkroom.testing.Pictures;
import io.vertx.core.buffer.Buffer;
import java.util.Random;

/** What is uploaded; no two files are alike, as two alike would be stored once. */
final class Content {
  private static final int JPEG_START = 2;
  private static final int COMMENT_MARKER = 0xfffe;
  private static final int COMMENT_LENGTH = 2 + Long.BYTES;

  private final byte[] small = Pictures.photo(960, 720, 1);
  private final byte[] large = Pictures.photo(4000, 3000, 2);
  private final byte[] noise = new byte[5_000_000];
  private final long salt = new Random().nextLong();

  Content() {
    new Random(3).nextBytes(noise);
  }

  /** A JPEG of about 100 kB. */
  Buffer small(long number) {
    return unlike(small, number);
  }

  /** A JPEG of 12 megapixels. */
  Buffer large(long number) {
    return unlike(large, number);
  }

  /** Bytes of no format. */
  Buffer raw(int length, long number) {
    return Buffer.buffer(length).appendLong(salt + number).appendBytes(noise, 0, length - 8);
  }

  /** The same picture with another comment in its file. */
  private Buffer unlike(byte[] jpeg, long number) {
    return Buffer.buffer(jpeg.length + COMMENT_LENGTH + 2)
        .appendBytes(jpeg, 0, JPEG_START)
        .appendUnsignedShort(COMMENT_MARKER)
        .appendUnsignedShort(COMMENT_LENGTH)
        .appendLong(salt + number)
        .appendBytes(jpeg, JPEG_START, jpeg.length - JPEG_START);
  }

  /** Sizes, for the table's head. */
  String described() {
    return "small JPEG %d kB, large JPEG %d kB".formatted(small.length / 1000, large.length / 1000);
  }
}
