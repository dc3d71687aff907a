package dev.darkroom.transform.engine;

import dev.darkroom.transform.plan.Size;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/**
 * A sheet of pixels in a file, four bytes each: red, green, blue, alpha; transparent at first.
 * Pictures are placed on it one at a time, so that memory holds one of them and never the sheet.
 */
public final class Canvas implements AutoCloseable {
  private static final int PIXEL = 4;

  private final Size size;
  private final Path file;
  private final FileChannel channel;

  /** Opens a file for it, which vanishes with {@link #close}. */
  public Canvas(Size size) {
    this.size = size;
    try {
      file = Files.createTempFile("darkroom-canvas", ".raw");
      channel = FileChannel.open(file, StandardOpenOption.WRITE);
      channel.write(ByteBuffer.allocate(1), size.area() * PIXEL - 1);
    } catch (IOException full) {
      throw new UncheckedIOException(full);
    }
  }

  Size size() {
    return size;
  }

  Path file() {
    return file;
  }

  /** Places pixels; what lies outside is left out. */
  void place(ByteBuffer pixels, Size picture, int left, int top) {
    int width = Math.min(picture.width(), size.width() - left);
    int height = Math.min(picture.height(), size.height() - top);
    boolean whole = width == size.width() && width == picture.width();
    int rows = whole ? height : 1;
    for (int y = 0; y < height; y += rows) {
      int from = PIXEL * y * picture.width();
      write(
          pixels.slice(from, PIXEL * width * rows),
          PIXEL * ((long) (top + y) * size.width() + left));
    }
  }

  @Override
  public void close() {
    try {
      channel.close();
      Files.deleteIfExists(file);
    } catch (IOException gone) {
      throw new UncheckedIOException(gone);
    }
  }

  private void write(ByteBuffer bytes, long position) {
    try {
      long at = position;
      while (bytes.hasRemaining()) {
        at += channel.write(bytes, at);
      }
    } catch (IOException full) {
      throw new UncheckedIOException(full);
    }
  }
}
