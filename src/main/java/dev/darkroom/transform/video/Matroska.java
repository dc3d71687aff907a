package dev.darkroom.transform.video;

import java.util.Optional;

/**
 * WebM and Matroska (RFC 9559): {@code Segment/Info} has the length, {@code Segment/Tracks} the
 * size. Reading ends at the first cluster; the number of elements is bounded.
 */
final class Matroska {
  private static final long SEGMENT = 0x18538067L;
  private static final long INFO = 0x1549a966L;
  private static final long SCALE = 0x2ad7b1L;
  private static final long DURATION = 0x4489L;
  private static final long TRACKS = 0x1654ae6bL;
  private static final long TRACK = 0xaeL;
  private static final long VIDEO = 0xe0L;
  private static final long AUDIO = 0xe1L;
  private static final long WIDTH = 0xb0L;
  private static final long HEIGHT = 0xbaL;
  private static final long FREQUENCY = 0xb5L;
  private static final long CHANNELS = 0x9fL;
  private static final long CLUSTER = 0x1f43b675L;
  private static final int MOST_ELEMENTS = 5_000;

  private final ByteSource source;
  private int elements;
  private boolean known;
  private boolean moving;
  private long scale = 1_000_000;
  private double duration;
  private int width;
  private int height;
  private long channels = 1;
  private double frequency;

  private Matroska(ByteSource source) {
    this.source = source;
  }

  /** What the file says; nothing when it has no tracks. */
  static Optional<ContainerFacts> read(ByteSource source) {
    Matroska file = new Matroska(source);
    file.walk(0, source.size(), 0);
    if (!file.known) {
      return Optional.empty();
    }
    double seconds = file.duration * file.scale / 1e9;
    return Optional.of(
        new ContainerFacts(file.moving, file.width, file.height, seconds, 0, 0)
            .withAudio(file.channels, (long) file.frequency));
  }

  /** False when there is nothing more to look for. */
  private boolean walk(long from, long until, int depth) {
    long at = from;
    while (at < until && elements++ < MOST_ELEMENTS) {
      byte[] head = source.read(at, 12);
      int idLength = head.length == 0 ? 9 : Integer.numberOfLeadingZeros(head[0] & 0xff) - 23;
      if (idLength > 4 || idLength >= head.length) {
        return false;
      }
      long id = ByteSource.unsigned(head, 0, idLength);
      int sizeLength = Integer.numberOfLeadingZeros(head[idLength] & 0xff) - 23;
      if (sizeLength > 8 || idLength + sizeLength > head.length || id == CLUSTER) {
        return false;
      }
      long mask = (1L << (7 * sizeLength)) - 1;
      long size = ByteSource.unsigned(head, idLength, sizeLength) & mask;
      long body = at + idLength + sizeLength;
      long end = size == mask ? until : Math.min(until, body + size);
      if (end < body || (depth < 5 && !element(id, body, end, depth))) {
        return false;
      }
      at = end;
    }
    return true;
  }

  private boolean element(long id, long from, long until, int depth) {
    if (id == SEGMENT || id == INFO || id == TRACKS || id == TRACK || id == VIDEO || id == AUDIO) {
      known |= id == TRACK;
      moving |= id == VIDEO;
      return walk(from, until, depth + 1);
    }
    byte[] value = source.read(from, (int) Math.min(8, until - from));
    long number = ByteSource.unsigned(value, 0, value.length);
    if (id == SCALE) {
      scale = number;
    } else if (id == DURATION) {
      duration = real(value, number);
    } else if (id == WIDTH) {
      width = (int) Math.min(number, Integer.MAX_VALUE);
    } else if (id == HEIGHT) {
      height = (int) Math.min(number, Integer.MAX_VALUE);
    } else if (id == CHANNELS) {
      channels = number;
    } else if (id == FREQUENCY) {
      frequency = real(value, number);
    }
    return true;
  }

  private static double real(byte[] value, long bits) {
    return value.length == 4 ? Float.intBitsToFloat((int) bits) : Double.longBitsToDouble(bits);
  }
}
