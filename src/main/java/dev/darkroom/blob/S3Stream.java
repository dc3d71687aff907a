package dev.darkroom.blob;

import java.io.IOException;
import java.io.InputStream;
import org.jspecify.annotations.Nullable;

/**
 * A range of an object that is read to its end although the connection breaks: the rest is asked
 * for anew, a bounded number of times. For one thread.
 */
final class S3Stream extends InputStream {
  /** Asks for a range. */
  @FunctionalInterface
  interface Source {
    /** Opens the range, or fails. */
    Connection open(long offset, long length) throws IOException;
  }

  /**
   * A range that arrives.
   *
   * @param abort ends it at once; closing would read what is left
   */
  record Connection(InputStream body, Runnable abort) {}

  private final Source source;
  private final long end;
  private long position;
  private int attemptsLeft;
  private @Nullable Connection connection;

  S3Stream(Source source, long offset, long length, int attempts) throws IOException {
    this.source = source;
    this.position = offset;
    this.end = offset + length;
    this.attemptsLeft = attempts;
    if (length > 0) {
      this.connection = source.open(offset, length);
    }
  }

  @Override
  public int read() throws IOException {
    byte[] one = new byte[1];
    return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
  }

  @Override
  public int read(byte[] into, int offset, int length) throws IOException {
    while (position < end) {
      try {
        int count = opened().body().read(into, offset, (int) Math.min(length, end - position));
        if (count > 0) {
          position += count;
          return count;
        }
        throw new IOException("it ended " + (end - position) + " bytes too early");
      } catch (IOException broken) {
        close();
        if (--attemptsLeft < 1) {
          throw broken;
        }
      }
    }
    return -1;
  }

  private Connection opened() throws IOException {
    Connection open = connection;
    if (open == null) {
      open = source.open(position, end - position);
      connection = open;
    }
    return open;
  }

  @Override
  public void close() throws IOException {
    Connection open = connection;
    connection = null;
    if (open == null) {
      return;
    }
    if (position < end) {
      open.abort().run();
    } else {
      open.body().close();
    }
  }
}
