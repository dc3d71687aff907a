package dev.darkroom.transform.video;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.List;

/**
 * A shared library of Linux (ELF, 64 bits) without any function. The packed ffmpeg was linked
 * against the libraries of a desktop's sound and screen, which servers lack and which reading and
 * writing files never calls: an empty library of the same name lets it start.
 */
final class EmptyLibrary {
  private static final int HEADER = 64;
  private static final int SEGMENT = 56;
  private static final int SYMBOL = 24;
  private static final int HASH = 16;
  private static final int ENTRY = 16;
  private static final int SEGMENTS = 3;
  private static final int PAGE = 4_096;
  private static final short X86_64 = 62;
  private static final short AARCH64 = 183;

  private static final int LOAD = 1;
  private static final int DYNAMIC = 2;
  private static final int STACK = 0x6474e551;
  private static final int READ_WRITE = 6;

  /** Without its own functions, whatever calls one of them ends the program. */
  static final List<String> REPLACEABLE =
      List.of("libpulse.so.0", "libasound.so.2", "libxcb.so.1", "libxcb-shm.so.0");

  private EmptyLibrary() {}

  /** The bytes of the file; {@code machine} as in {@code os.arch}. */
  static byte[] named(String name, String machine) {
    byte[] names = ("\0" + name + "\0").getBytes(StandardCharsets.ISO_8859_1);
    int symbols = HEADER + SEGMENTS * SEGMENT;
    int hash = symbols + SYMBOL;
    int dynamic = hash + HASH;
    int strings = dynamic + 7 * ENTRY;
    int size = strings + names.length;
    ByteBuffer file = ByteBuffer.allocate(size).order(ByteOrder.LITTLE_ENDIAN);
    header(file, machine.equals("aarch64") ? AARCH64 : X86_64);
    segment(file, LOAD, 0, size, PAGE);
    segment(file, DYNAMIC, dynamic, 7 * ENTRY, 8);
    segment(file, STACK, 0, 0, 16);
    file.position(hash);
    file.putInt(1).putInt(1).putInt(0).putInt(0);
    entry(file, 14, 1);
    entry(file, 4, hash);
    entry(file, 5, strings);
    entry(file, 6, symbols);
    entry(file, 10, names.length);
    entry(file, 11, SYMBOL);
    entry(file, 0, 0);
    return file.put(names).array();
  }

  private static void header(ByteBuffer file, short machine) {
    file.put(new byte[] {0x7f, 'E', 'L', 'F', 2, 1, 1}).position(16);
    file.putShort((short) 3).putShort(machine).putInt(1);
    file.putLong(0).putLong(HEADER).putLong(0).putInt(0);
    file.putShort((short) HEADER).putShort((short) SEGMENT).putShort((short) SEGMENTS);
    file.putShort((short) 0).putShort((short) 0).putShort((short) 0);
  }

  private static void segment(ByteBuffer file, int type, long at, long size, long alignment) {
    file.putInt(type).putInt(READ_WRITE).putLong(at).putLong(at).putLong(at);
    file.putLong(size).putLong(size).putLong(alignment);
  }

  private static void entry(ByteBuffer file, long tag, long value) {
    file.putLong(tag).putLong(value);
  }
}
