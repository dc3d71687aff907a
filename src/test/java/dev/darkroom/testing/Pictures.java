package dev.darkroom.testing;

import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.Transparency;
import java.awt.color.ColorSpace;
import java.awt.image.BufferedImage;
import java.awt.image.ComponentColorModel;
import java.awt.image.DataBuffer;
import java.awt.image.Raster;
import java.awt.image.WritableRaster;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Random;
import javax.imageio.IIOImage;
import javax.imageio.ImageIO;
import javax.imageio.ImageTypeSpecifier;
import javax.imageio.ImageWriter;
import javax.imageio.metadata.IIOMetadata;
import javax.imageio.metadata.IIOMetadataNode;
import javax.imageio.stream.ImageOutputStream;

/** Generated pictures, so that no file of anybody's is needed. */
public final class Pictures {
  private Pictures() {}

  /**
   * Red, green, blue and yellow quarters, clockwise from the top left: red, green, yellow, blue.
   */
  public static BufferedImage quarters(int width, int height, int type) {
    BufferedImage image = new BufferedImage(width, height, type);
    paintQuarters(image);
    return image;
  }

  private static void paintQuarters(BufferedImage image) {
    int middle = image.getWidth() / 2;
    int half = image.getHeight() / 2;
    Graphics2D graphics = image.createGraphics();
    fill(graphics, Color.RED, 0, 0, image);
    fill(graphics, Color.GREEN, middle, 0, image);
    fill(graphics, Color.BLUE, 0, half, image);
    graphics.setClip(middle, half, image.getWidth(), image.getHeight());
    fill(graphics, Color.YELLOW, middle, half, image);
    graphics.dispose();
  }

  private static void fill(Graphics2D graphics, Color color, int x, int y, BufferedImage image) {
    graphics.setColor(color);
    graphics.fillRect(x, y, image.getWidth(), image.getHeight());
  }

  /** Something like a photograph: gradients, shapes and grain. */
  public static byte[] photo(int width, int height, long seed) {
    BufferedImage image = new BufferedImage(width, height, BufferedImage.TYPE_INT_RGB);
    Random random = new Random(seed);
    for (int y = 0; y < height; y++) {
      for (int x = 0; x < width; x++) {
        int grain = random.nextInt(24);
        int red = Math.min(255, 200 * x / width + grain);
        int green = Math.min(255, 200 * y / height + grain);
        int blue = Math.min(255, (x / 64 + y / 64) % 2 * 90 + 60 + grain);
        image.setRGB(x, y, red << 16 | green << 8 | blue);
      }
    }
    return encoded(image, "jpg");
  }

  /** A file of one of ImageIO's formats: jpg, png, gif, bmp, tiff. */
  public static byte[] encoded(BufferedImage image, String format) {
    try {
      ByteArrayOutputStream bytes = new ByteArrayOutputStream();
      if (!ImageIO.write(image, format, bytes)) {
        throw new IllegalArgumentException("ImageIO writes no such " + format);
      }
      return bytes.toByteArray();
    } catch (IOException impossible) {
      throw new UncheckedIOException(impossible);
    }
  }

  /** The picture in a file that ImageIO reads. */
  public static BufferedImage decoded(byte[] file) {
    try {
      BufferedImage image = ImageIO.read(new ByteArrayInputStream(file));
      if (image == null) {
        throw new IllegalArgumentException("no picture");
      }
      return image;
    } catch (IOException broken) {
      throw new UncheckedIOException(broken);
    }
  }

  /** A JPEG of four inks, stored inverted as Adobe does; a cyan and a magenta half. */
  public static byte[] cmykJpeg(int width, int height) {
    int[] cyan = {0, 255, 255, 255};
    int[] magenta = {255, 0, 255, 255};
    WritableRaster raster =
        Raster.createInterleavedRaster(DataBuffer.TYPE_BYTE, width, height, 4, null);
    for (int y = 0; y < height; y++) {
      for (int x = 0; x < width; x++) {
        raster.setPixel(x, y, x < width / 2 ? cyan : magenta);
      }
    }
    ImageWriter writer = ImageIO.getImageWritersByFormatName("jpeg").next();
    return written(writer, output -> writer.write(null, new IIOImage(raster, null, null), null));
  }

  /** A PNG of sixteen bits per colour. */
  public static byte[] deepPng(int width, int height) {
    ComponentColorModel model =
        new ComponentColorModel(
            ColorSpace.getInstance(ColorSpace.CS_sRGB),
            false,
            false,
            Transparency.OPAQUE,
            DataBuffer.TYPE_USHORT);
    WritableRaster raster = model.createCompatibleWritableRaster(width, height);
    BufferedImage image = new BufferedImage(model, raster, false, null);
    paintQuarters(image);
    return encoded(image, "png");
  }

  /** A GIF that moves: frame after frame turns from red to green. */
  public static byte[] movingGif(int width, int height, int frames) {
    ImageWriter writer = ImageIO.getImageWritersByFormatName("gif").next();
    return written(
        writer,
        output -> {
          writer.prepareWriteSequence(null);
          for (int frame = 0; frame < frames; frame++) {
            BufferedImage image = new BufferedImage(width, height, BufferedImage.TYPE_INT_RGB);
            Graphics2D graphics = image.createGraphics();
            int green = 255 * frame / Math.max(1, frames - 1);
            fill(graphics, new Color(255 - green, green, 0), 0, 0, image);
            graphics.dispose();
            writer.writeToSequence(new IIOImage(image, null, delay(writer, image)), null);
          }
          writer.endWriteSequence();
        });
  }

  private static IIOMetadata delay(ImageWriter writer, BufferedImage image) throws IOException {
    IIOMetadata metadata =
        writer.getDefaultImageMetadata(ImageTypeSpecifier.createFromRenderedImage(image), null);
    String format = metadata.getNativeMetadataFormatName();
    IIOMetadataNode root = (IIOMetadataNode) metadata.getAsTree(format);
    for (int at = 0; at < root.getLength(); at++) {
      if (root.item(at) instanceof IIOMetadataNode node
          && node.getNodeName().equals("GraphicControlExtension")) {
        node.setAttribute("delayTime", "7");
      }
    }
    metadata.setFromTree(format, root);
    return metadata;
  }

  /** The same JPEG with an EXIF block that says how to turn it. */
  public static byte[] oriented(byte[] jpeg, int orientation) {
    byte[] exif = {
      (byte) 0xff,
      (byte) 0xe1,
      0,
      34,
      'E',
      'x',
      'i',
      'f',
      0,
      0,
      'M',
      'M',
      0,
      42,
      0,
      0,
      0,
      8,
      0,
      1,
      1,
      0x12,
      0,
      3,
      0,
      0,
      0,
      1,
      0,
      (byte) orientation,
      0,
      0,
      0,
      0,
      0,
      0
    };
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    bytes.write(jpeg, 0, 2);
    bytes.write(exif, 0, exif.length);
    bytes.write(jpeg, 2, jpeg.length - 2);
    return bytes.toByteArray();
  }

  /** A small vector picture, red on nothing. */
  public static byte[] svg(int width, int height) {
    return ("<?xml version='1.0'?><!-- a circle -->\n<svg xmlns='http://www.w3.org/2000/svg' width='"
            + width
            + "' height='"
            + height
            + "'><circle cx='50%' cy='50%' r='40%' fill='red'/></svg>")
        .getBytes(java.nio.charset.StandardCharsets.UTF_8);
  }

  /** Every kind of file these pictures come in. */
  public static List<byte[]> all() {
    BufferedImage opaque = quarters(120, 80, BufferedImage.TYPE_INT_RGB);
    return List.of(
        encoded(opaque, "jpg"),
        encoded(quarters(120, 80, BufferedImage.TYPE_BYTE_GRAY), "jpg"),
        oriented(encoded(opaque, "jpg"), 6),
        cmykJpeg(120, 80),
        encoded(quarters(120, 80, BufferedImage.TYPE_INT_ARGB), "png"),
        encoded(quarters(120, 80, BufferedImage.TYPE_BYTE_INDEXED), "png"),
        deepPng(120, 80),
        encoded(opaque, "gif"),
        movingGif(60, 40, 8),
        encoded(opaque, "tiff"),
        encoded(opaque, "bmp"),
        svg(120, 80));
  }

  private interface Writing {
    void to(ImageOutputStream output) throws IOException;
  }

  private static byte[] written(ImageWriter writer, Writing writing) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (ImageOutputStream output = ImageIO.createImageOutputStream(bytes)) {
      writer.setOutput(output);
      writing.to(output);
    } catch (IOException impossible) {
      throw new UncheckedIOException(impossible);
    } finally {
      writer.dispose();
    }
    return bytes.toByteArray();
  }
}
