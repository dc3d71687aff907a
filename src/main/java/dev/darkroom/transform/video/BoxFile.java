package dev.darkroom.transform.video;

import java.nio.charset.StandardCharsets;
import java.util.Optional;

/**
 * MP4 and QuickTime (ISO 14496-12): {@code moov/mvhd} has the length, {@code moov/trak/tkhd} the
 * size of each picture. Boxes may lie: their number is bounded, and what is outside is not read.
 */
final class BoxFile {
  private static final int MOST_BOXES = 10_000;
  private static final int HEADER = 8;
  private static final int LONG_HEADER = 16;

  private final ByteSource source;
  private int boxes;
  private int width;
  private int height;
  private double seconds;
  private boolean moving;
  private boolean cut;

  private BoxFile(ByteSource source) {
    this.source = source;
  }

  /** What the file says; nothing when its boxes cannot be read or end after the file does. */
  static Optional<ContainerFacts> read(ByteSource source) {
    BoxFile file = new BoxFile(source);
    boolean hasMovie = file.walk(0, source.size(), "");
    return hasMovie && !file.cut
        ? Optional.of(new ContainerFacts(file.moving, file.width, file.height, file.seconds, 0, 0))
        : Optional.empty();
  }

  private boolean walk(long from, long until, String path) {
    boolean hasMovie = false;
    long at = from;
    while (at + HEADER <= until && boxes++ < MOST_BOXES) {
      byte[] head = source.read(at, LONG_HEADER);
      long size = ByteSource.unsigned(head, 0, 4);
      int header = size == 1 ? LONG_HEADER : HEADER;
      long length = size == 0 ? until - at : size == 1 ? ByteSource.unsigned(head, 8, 8) : size;
      if (head.length < HEADER || length < header) {
        return hasMovie;
      }
      long end = at + length;
      cut |= path.isEmpty() && (end > until || end < at);
      if (end > until || end < at) {
        return hasMovie;
      }
      String type = new String(head, 4, 4, StandardCharsets.ISO_8859_1);
      hasMovie |= type.equals("moov");
      box(path + "/" + type, at + header, end);
      at = end;
    }
    return hasMovie;
  }

  private void box(String path, long from, long until) {
    switch (path) {
      case "/moov", "/moov/trak", "/moov/trak/mdia" -> walk(from, until, path);
      case "/moov/mvhd" -> length(source.read(from, 32));
      case "/moov/trak/tkhd" -> size(source.read(from, 96));
      case "/moov/trak/mdia/hdlr" ->
          moving |=
              new String(source.read(from + 8, 4), StandardCharsets.ISO_8859_1).equals("vide");
      default -> {}
    }
  }

  private void length(byte[] box) {
    boolean wide = box.length > 0 && box[0] == 1;
    long scale = ByteSource.unsigned(box, wide ? 20 : 12, 4);
    long length = ByteSource.unsigned(box, wide ? 24 : 16, wide ? 8 : 4);
    seconds = scale == 0 ? 0 : (double) length / scale;
  }

  /** Sizes are fixed-point numbers of 16 bits before the point. */
  private void size(byte[] box) {
    int at = box.length > 0 && box[0] == 1 ? 88 : 76;
    int trackWidth = (int) ByteSource.unsigned(box, at, 2);
    int trackHeight = (int) ByteSource.unsigned(box, at + 4, 2);
    if ((long) trackWidth * trackHeight > (long) width * height) {
      width = trackWidth;
      height = trackHeight;
    }
  }
}
