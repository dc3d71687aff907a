package dev.darkroom.blob;

import io.vertx.core.buffer.Buffer;
import java.io.IOException;
import java.io.OutputStream;

/**
 * An output stream that hands its bytes on in large pieces, and waits until each is taken. For one
 * thread, which may block.
 */
public final class ChunkOutput extends OutputStream {
  private static final int SIZE = 64 * 1024;

  /** Where the pieces go. */
  @FunctionalInterface
  public interface Taker {
    /** Takes a piece; returns when there is room for the next. */
    void take(Buffer piece) throws IOException;
  }

  private final Taker taker;
  private Buffer piece = Buffer.buffer(SIZE);

  /** A stream to that taker. */
  public ChunkOutput(Taker taker) {
    this.taker = taker;
  }

  @Override
  public void write(int octet) throws IOException {
    piece.appendByte((byte) octet);
    handOn(SIZE);
  }

  @Override
  public void write(byte[] bytes, int offset, int length) throws IOException {
    piece.appendBytes(bytes, offset, length);
    handOn(SIZE);
  }

  @Override
  public void close() throws IOException {
    handOn(1);
  }

  private void handOn(int least) throws IOException {
    if (piece.length() >= least) {
      Buffer full = piece;
      piece = Buffer.buffer(SIZE);
      taker.take(full);
    }
  }
}
