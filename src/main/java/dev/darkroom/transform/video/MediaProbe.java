package dev.darkroom.transform.video;

import dev.darkroom.protocol.ErrorCode;
import dev.darkroom.protocol.MediaFacts;
import dev.darkroom.protocol.Refusal;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.util.Optional;

/** What a file is: by its first bytes, then by ffprobe, else by its container. */
final class MediaProbe {
  private final Optional<Ffmpeg> ffmpeg;

  MediaProbe(Optional<Ffmpeg> ffmpeg) {
    this.ffmpeg = ffmpeg;
  }

  /**
   * The facts; nothing when it is neither video nor audio.
   *
   * @throws Refusal UNSUPPORTED_VIDEO when it begins like one and cannot be read
   */
  Optional<MediaFacts> probe(Path file) {
    try (FileChannel channel = FileChannel.open(file)) {
      ByteSource source = ByteSource.of(channel);
      Optional<MediaFormat> format = MediaFormat.of(source.read(0, MediaFormat.HEAD));
      return format.flatMap(known -> probe(file, source, known));
    } catch (IOException unreadable) {
      throw new UncheckedIOException(unreadable);
    }
  }

  private Optional<MediaFacts> probe(Path file, ByteSource source, MediaFormat format) {
    Optional<ContainerFacts> container = container(source, format);
    if (container.isEmpty() && format.isBoxes()) {
      throw broken();
    }
    return ffmpeg.isPresent()
        ? new ProbeReport(ffmpeg.get().probe(file, format)).facts(format)
        : Optional.of(container.orElseGet(() -> ContainerFacts.unknown(format)).facts(format));
  }

  /** What a container says; nothing when there is no reader for it, or it cannot be read. */
  static Optional<ContainerFacts> container(ByteSource source, MediaFormat format) {
    return switch (format) {
      case MP4, MOV, M4A, M4V, THREE_GP -> BoxFile.read(source);
      case WEBM, MKV -> Matroska.read(source);
      case WAV -> SoundFile.wave(source);
      case FLAC -> SoundFile.flac(source);
      case OGG -> SoundFile.ogg(source);
      case MP3 -> MpegAudio.read(source);
      case AVI, AAC, AIFF, AMR, FLV, WMV, MPEG, TS -> Optional.empty();
    };
  }

  static Refusal broken() {
    return new Refusal(ErrorCode.UNSUPPORTED_VIDEO);
  }
}
