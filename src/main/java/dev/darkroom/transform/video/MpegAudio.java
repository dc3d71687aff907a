package dev.darkroom.transform.video;

import java.nio.charset.StandardCharsets;
import java.util.Optional;

/** The header of MPEG audio, layer III (ISO 11172-3 2.4.1.3), and the Xing header after it. */
final class MpegAudio {
  private static final int[] BIT_RATES_1 = {
    0, 32, 40, 48, 56, 64, 80, 96, 112, 128, 160, 192, 224, 256, 320, 0
  };
  private static final int[] BIT_RATES_2 = {
    0, 8, 16, 24, 32, 40, 48, 56, 64, 80, 96, 112, 128, 144, 160, 0
  };
  private static final int[] SAMPLE_RATES = {44_100, 48_000, 32_000, 0};
  private static final int VERSION_1 = 3;

  private MpegAudio() {}

  /**
   * One frame.
   *
   * @param bitRate bits per second
   * @param sampleRate per second
   * @param samples of this frame
   * @param length bytes, header included
   */
  record Frame(int at, int bitRate, int sampleRate, int channels, int samples, int length) {
    /** Whether another frame begins where this one ends. */
    boolean isFollowed(byte[] bytes) {
      return frameAt(bytes, at + length).isPresent();
    }
  }

  /** The frame that begins there. */
  static Optional<Frame> frameAt(byte[] bytes, int at) {
    if (at < 0 || at + 4 > bytes.length || (bytes[at] & 0xff) != 0xff) {
      return Optional.empty();
    }
    int version = (bytes[at + 1] >> 3) & 3;
    boolean layerThree = (bytes[at + 1] & 0xe6) == 0xe2;
    int bitRate =
        (version == VERSION_1 ? BIT_RATES_1 : BIT_RATES_2)[(bytes[at + 2] >> 4) & 15] * 1_000;
    int sampleRate =
        SAMPLE_RATES[(bytes[at + 2] >> 2) & 3] >> (version == VERSION_1 ? 0 : version == 2 ? 1 : 2);
    if (!layerThree || version == 1 || bitRate == 0 || sampleRate == 0) {
      return Optional.empty();
    }
    int samples = version == VERSION_1 ? 1_152 : 576;
    int padding = (bytes[at + 2] >> 1) & 1;
    int channels = (bytes[at + 3] & 0xc0) == 0xc0 ? 1 : 2;
    int length = samples / 8 * bitRate / sampleRate + padding;
    return Optional.of(new Frame(at, bitRate, sampleRate, channels, samples, length));
  }

  /** What a file says; the length of one without a Xing header is counted from its bit rate. */
  static Optional<ContainerFacts> read(ByteSource source) {
    long start = afterTag(source.read(0, 10));
    byte[] head = source.read(start, MediaFormat.HEAD);
    for (int at = 0; at < head.length - 4; at++) {
      Optional<Frame> frame = frameAt(head, at);
      if (frame.isPresent()) {
        return frame.map(found ->
            ContainerFacts.audio(seconds(source, start, head, found))
                .withAudio(found.channels(), found.sampleRate()));
      }
    }
    return Optional.empty();
  }

  private static double seconds(ByteSource source, long start, byte[] head, Frame frame) {
    String text =
        new String(
            head, frame.at(), Math.min(64, head.length - frame.at()), StandardCharsets.ISO_8859_1);
    int tag = Math.max(text.indexOf("Xing"), text.indexOf("Info"));
    int at = frame.at() + tag;
    if (tag > 0 && at + 12 <= head.length && (head[at + 7] & 1) == 1) {
      long frames = ByteSource.unsigned(head, at + 8, 4);
      return (double) frames * frame.samples() / frame.sampleRate();
    }
    return (source.size() - start - frame.at()) * 8.0 / frame.bitRate();
  }

  /** An ID3v2 tag has a length of four times seven bits. */
  private static long afterTag(byte[] head) {
    if (head.length < 10 || head[0] != 'I' || head[1] != 'D' || head[2] != '3') {
      return 0;
    }
    long length = 0;
    for (int i = 6; i < 10; i++) {
      length = (length << 7) | (head[i] & 0x7f);
    }
    return length + 10;
  }
}
