package dev.darkroom.transform.video;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.util.Arrays;

/** Bytes that are read here and there. What is not there is not returned: lengths may be lies. */
interface ByteSource {
  long size();

  /** At most that many bytes from there; fewer at the end, none outside. */
  byte[] read(long offset, int length);

  /** Bytes in memory. */
  static ByteSource of(byte[] bytes) {
    return new ByteSource() {
      @Override
      public long size() {
        return bytes.length;
      }

      @Override
      public byte[] read(long offset, int length) {
        boolean inside = offset >= 0 && offset < bytes.length;
        return inside
            ? Arrays.copyOfRange(bytes, (int) offset, (int) Math.min(bytes.length, offset + length))
            : new byte[0];
      }
    };
  }

  /** A file that is open. */
  static ByteSource of(FileChannel file) {
    return new ByteSource() {
      @Override
      public long size() {
        try {
          return file.size();
        } catch (IOException failure) {
          throw new UncheckedIOException(failure);
        }
      }

      @Override
      public byte[] read(long offset, int length) {
        if (offset < 0 || offset >= size()) {
          return new byte[0];
        }
        ByteBuffer buffer = ByteBuffer.allocate((int) Math.min(length, size() - offset));
        try {
          long at = offset;
          while (buffer.hasRemaining()) {
            int count = file.read(buffer, at);
            if (count < 0) {
              break;
            }
            at += count;
          }
        } catch (IOException failure) {
          throw new UncheckedIOException(failure);
        }
        return Arrays.copyOf(buffer.array(), buffer.position());
      }
    };
  }

  /** A big-endian number; 0 where the bytes end too early. */
  static long unsigned(byte[] bytes, int at, int length) {
    if (at < 0 || at + length > bytes.length) {
      return 0;
    }
    long value = 0;
    for (int i = at; i < at + length; i++) {
      value = (value << 8) | (bytes[i] & 0xff);
    }
    return value;
  }

  /** A little-endian number; 0 where the bytes end too early. */
  static long reversed(byte[] bytes, int at, int length) {
    if (at < 0 || at + length > bytes.length) {
      return 0;
    }
    long value = 0;
    for (int i = at + length - 1; i >= at; i--) {
      value = (value << 8) | (bytes[i] & 0xff);
    }
    return value;
  }
}
