package dev.darkroom.transform.engine;

import dev.darkroom.transform.plan.Size;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;
import org.apache.commons.imaging.ImageInfo;
import org.apache.commons.imaging.Imaging;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What commons-imaging knows of a file, facet by facet, and the pixels of formats that libvips
 * lacks. It throws whatever it likes on broken files (engine.md 6), so every facet is caught.
 */
final class Metadata {
  private static final Logger LOG = LoggerFactory.getLogger(Metadata.class);

  /** Larger pictures would need too much of the Java heap: four bytes per pixel, twice. */
  private static final long MOST_PIXELS = 16_000_000;

  private static final int OPAQUE = 0xff;

  private Metadata() {}

  /** A facet: one question to commons-imaging. */
  interface Facet<T> {
    T read() throws IOException;
  }

  /** The header of a picture that is decoded in Java. */
  static Optional<Header> header(Path file, SourceFormat format) {
    return facet("info", file, () -> Imaging.getImageInfo(file.toFile()))
        .filter(info -> isSane(info.getWidth(), info.getHeight()))
        .map(info -> header(info, format));
  }

  /** The pixels of a picture, four bytes each: red, green, blue, alpha. */
  static Optional<byte[]> pixels(Path file, Size size) {
    return facet("pixels", file, () -> Imaging.getBufferedImage(file.toFile()))
        .filter(image -> image.getWidth() == size.width() && image.getHeight() == size.height())
        .map(Metadata::bytes);
  }

  private static Header header(ImageInfo info, SourceFormat format) {
    Size size = new Size(info.getWidth(), info.getHeight());
    return new Header(format, size, 1, 1, 1, info.isTransparent());
  }

  private static boolean isSane(int width, int height) {
    return width > 0 && height > 0 && (long) width * height <= MOST_PIXELS;
  }

  private static byte[] bytes(BufferedImage image) {
    int width = image.getWidth();
    boolean alpha = image.getColorModel().hasAlpha();
    byte[] bytes = new byte[4 * width * image.getHeight()];
    int[] row = new int[width];
    int at = 0;
    for (int y = 0; y < image.getHeight(); y++) {
      image.getRGB(0, y, width, 1, row, 0, width);
      for (int pixel : row) {
        bytes[at++] = (byte) (pixel >> 16);
        bytes[at++] = (byte) (pixel >> 8);
        bytes[at++] = (byte) pixel;
        bytes[at++] = (byte) (alpha ? pixel >>> 24 : OPAQUE);
      }
    }
    return bytes;
  }

  static <T> Optional<T> facet(String name, Path file, Facet<T> facet) {
    try {
      return Optional.ofNullable(facet.read());
    } catch (IOException | RuntimeException | OutOfMemoryError | StackOverflowError broken) {
      LOG.debug("no {} of {}", name, file.getFileName(), broken.toString());
      return Optional.empty();
    }
  }
}
