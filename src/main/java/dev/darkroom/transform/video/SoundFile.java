package dev.darkroom.transform.video;

import java.nio.charset.StandardCharsets;
import java.util.Optional;

/** WAV, FLAC and Ogg: how long they are, from their headers and the last page. */
final class SoundFile {
  private static final int MOST_CHUNKS = 200;
  private static final int LAST_PAGES = 128 * 1024;
  private static final int OPUS_RATE = 48_000;

  private SoundFile() {}

  /** RIFF: the rate is in {@code fmt }, the length is that of {@code data}. */
  static Optional<ContainerFacts> wave(ByteSource source) {
    long perSecond = 0;
    long channels = 0;
    long frequency = 0;
    long at = 12;
    for (int chunk = 0; chunk < MOST_CHUNKS; chunk++) {
      byte[] head = source.read(at, 24);
      if (head.length < 8) {
        return Optional.empty();
      }
      String name = new String(head, 0, 4, StandardCharsets.ISO_8859_1);
      long size = ByteSource.reversed(head, 4, 4);
      if (name.equals("fmt ")) {
        channels = ByteSource.reversed(head, 10, 2);
        frequency = ByteSource.reversed(head, 12, 4);
        perSecond = ByteSource.reversed(head, 16, 4);
      } else if (name.equals("data")) {
        long bytes = Math.min(size, source.size() - at - 8);
        double seconds = perSecond == 0 ? 0 : (double) bytes / perSecond;
        return Optional.of(ContainerFacts.audio(seconds).withAudio(channels, frequency));
      }
      at += 8 + size + (size & 1);
    }
    return Optional.empty();
  }

  /** The stream info is always the first block (RFC 9639). */
  static Optional<ContainerFacts> flac(ByteSource source) {
    byte[] info = source.read(8, 34);
    if (info.length < 34) {
      return Optional.empty();
    }
    long packed = ByteSource.unsigned(info, 10, 8);
    long frequency = packed >>> 44;
    long channels = ((packed >>> 41) & 7) + 1;
    return Optional.of(sound(packed & 0xfffffffffL, frequency, channels));
  }

  /** The last page tells how many samples there were (RFC 3533). */
  static Optional<ContainerFacts> ogg(ByteSource source) {
    String head = new String(source.read(0, 512), StandardCharsets.ISO_8859_1);
    byte[] bytes = head.getBytes(StandardCharsets.ISO_8859_1);
    int vorbis = head.indexOf("\u0001vorbis");
    int opus = head.indexOf("OpusHead");
    int flac = head.indexOf("\u007fFLAC");
    if (head.contains("\u0080theora")) {
      return Optional.of(ContainerFacts.video(0, 0, 0));
    }
    if (flac > 0) {
      long packed = ByteSource.unsigned(bytes, flac + 27, 8);
      return Optional.of(sound(lastPosition(source), packed >>> 44, ((packed >>> 41) & 7) + 1));
    }
    if (vorbis < 0 && opus < 0) {
      return Optional.empty();
    }
    long channels = vorbis < 0 ? at(bytes, opus + 9, 1) : at(bytes, vorbis + 11, 1);
    long frequency = vorbis < 0 ? OPUS_RATE : at(bytes, vorbis + 12, 4);
    long skipped = vorbis < 0 ? at(bytes, opus + 10, 2) : 0;
    return Optional.of(sound(Math.max(0, lastPosition(source) - skipped), frequency, channels));
  }

  private static ContainerFacts sound(long samples, long frequency, long channels) {
    double seconds = frequency == 0 ? 0 : (double) samples / frequency;
    return ContainerFacts.audio(seconds).withAudio(channels, frequency);
  }

  private static long lastPosition(ByteSource source) {
    byte[] tail = source.read(Math.max(0, source.size() - LAST_PAGES), LAST_PAGES);
    int page = new String(tail, StandardCharsets.ISO_8859_1).lastIndexOf("OggS");
    return page < 0 ? 0 : at(tail, page + 6, 8);
  }

  private static long at(byte[] bytes, int at, int length) {
    return ByteSource.reversed(bytes, at, length);
  }
}
