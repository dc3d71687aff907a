package dev.darkroom.transform.engine;

import dev.darkroom.protocol.ErrorCode;
import dev.darkroom.protocol.Refusal;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.zip.CRC32;

/**
 * Joins PNG files of one size into an animated PNG (APNG 1.0), which libvips does not write. The
 * frames' compressed bytes are taken over as they are.
 */
final class MovingPng {
  private static final int MOST_BYTES = 40_000_000;
  private static final int SIGNATURE = 8;
  private static final int CHUNK_EXTRA = 12;
  private static final int FRAME_CONTROL = 26;
  private static final int MILLISECONDS = 1_000;

  private final ByteArrayOutputStream file = new ByteArrayOutputStream();
  private final int frames;
  private final int delay;
  private int sequence;
  private int added;

  /** A file of that many frames, that many milliseconds apart, which plays for ever. */
  MovingPng(int frames, int delay) {
    this.frames = frames;
    this.delay = delay;
  }

  /** Adds a frame; refuses it when the file becomes larger than memory should hold. */
  void add(byte[] png) {
    if (file.size() + png.length > MOST_BYTES) {
      throw new Refusal(
          ErrorCode.RESULT_TOO_LARGE,
          MOST_BYTES / 1_000_000 + " MB for an animated png",
          "more after " + added + " of " + frames + " frames");
    }
    ByteBuffer chunks = ByteBuffer.wrap(png);
    if (added == 0) {
      file.write(png, 0, SIGNATURE);
    }
    chunks.position(SIGNATURE);
    int width = chunks.getInt(SIGNATURE + 8);
    int height = chunks.getInt(SIGNATURE + 12);
    boolean controlled = false;
    while (chunks.remaining() >= CHUNK_EXTRA) {
      byte[] data = new byte[chunks.getInt()];
      byte[] type = new byte[4];
      chunks.get(type).get(data).getInt();
      String name = new String(type, StandardCharsets.US_ASCII);
      if (name.equals("IDAT") && !controlled) {
        control(width, height);
        controlled = true;
      }
      chunk(name, data);
    }
    added++;
  }

  byte[] bytes() {
    write("IEND", new byte[0]);
    return file.toByteArray();
  }

  private void chunk(String name, byte[] data) {
    if (name.equals("IDAT") && added > 0) {
      ByteBuffer later = ByteBuffer.allocate(4 + data.length);
      write("fdAT", later.putInt(sequence++).put(data).array());
    } else if (!name.equals("IEND") && added == 0) {
      write(name, data);
      if (name.equals("IHDR")) {
        write("acTL", ByteBuffer.allocate(8).putInt(frames).putInt(0).array());
      }
    }
  }

  private void control(int width, int height) {
    ByteBuffer control = ByteBuffer.allocate(FRAME_CONTROL);
    control.putInt(sequence++).putInt(width).putInt(height).putInt(0).putInt(0);
    control.putShort((short) Math.min(delay, Short.MAX_VALUE)).putShort((short) MILLISECONDS);
    write("fcTL", control.array());
  }

  private void write(String name, byte[] data) {
    byte[] type = name.getBytes(StandardCharsets.US_ASCII);
    CRC32 sum = new CRC32();
    sum.update(type);
    sum.update(data);
    try {
      file.write(number(data.length));
      file.write(type);
      file.write(data);
      file.write(number((int) sum.getValue()));
    } catch (IOException impossible) {
      throw new UncheckedIOException(impossible);
    }
  }

  private static byte[] number(int value) {
    return ByteBuffer.allocate(Integer.BYTES).putInt(value).array();
  }
}
