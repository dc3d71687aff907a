package dev.darkroom.testing;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.function.Consumer;

/** Small video and audio files, written byte by byte: enough for whoever reads containers. */
public final class Movies {
  private Movies() {}

  /** An MP4 of that size and length whose samples are missing. */
  public static byte[] mp4(int width, int height, int milliseconds) {
    byte[] mvhd = full(96, box -> box.putInt(8, 1_000).putInt(12, milliseconds));
    byte[] tkhd = full(80, box -> box.putInt(72, width << 16).putInt(76, height << 16));
    byte[] hdlr = full(20, box -> box.put(4, "vide".getBytes(StandardCharsets.ISO_8859_1)));
    byte[] trak = box("trak", box("tkhd", tkhd), box("mdia", box("hdlr", hdlr)));
    return join(
        box("ftyp", "isom\0\0\2\0isomiso2".getBytes(StandardCharsets.ISO_8859_1)),
        box("moov", box("mvhd", mvhd), trak),
        box("mdat", new byte[5_000]));
  }

  /** Silence of that length: 8,000 samples per second of one byte. */
  public static byte[] wav(int milliseconds) {
    int bytes = 8 * milliseconds;
    ByteBuffer file = ByteBuffer.allocate(44 + bytes).order(java.nio.ByteOrder.LITTLE_ENDIAN);
    file.put("RIFF".getBytes(StandardCharsets.ISO_8859_1)).putInt(36 + bytes);
    file.put("WAVEfmt ".getBytes(StandardCharsets.ISO_8859_1)).putInt(16);
    file.putShort((short) 1).putShort((short) 1).putInt(8_000).putInt(8_000);
    file.putShort((short) 1).putShort((short) 8);
    file.put("data".getBytes(StandardCharsets.ISO_8859_1)).putInt(bytes);
    return file.array();
  }

  /** What follows the version and the flags, which are nought. */
  private static byte[] full(int length, Consumer<ByteBuffer> fill) {
    ByteBuffer box = ByteBuffer.allocate(length);
    fill.accept(box);
    return join(new byte[4], box.array());
  }

  private static byte[] box(String type, byte[]... parts) {
    byte[] body = join(parts);
    ByteBuffer head = ByteBuffer.allocate(8).putInt(8 + body.length);
    head.put(type.getBytes(StandardCharsets.ISO_8859_1));
    return join(head.array(), body);
  }

  private static byte[] join(byte[]... parts) {
    ByteArrayOutputStream all = new ByteArrayOutputStream();
    for (byte[] part : parts) {
      all.writeBytes(part);
    }
    return all.toByteArray();
  }
}
