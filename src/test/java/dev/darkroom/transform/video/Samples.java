package dev.darkroom.transform.video;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Videos and sounds, made by the ffmpeg that the tests bring along. */
final class Samples {
  private static final Duration TIME = Duration.ofSeconds(60);

  private Samples() {}

  static Ffmpeg ffmpeg() {
    return Ffmpeg.find(Optional.empty(), Path.of("target", "natives")).orElseThrow();
  }

  /** A video of 320 x 240 with a tone, two seconds long; the extension says what. */
  static Path movie(Path folder, String extension, String... codecs) {
    List<String> picture = List.of("-f", "lavfi", "-i", "testsrc=size=320x240:rate=25:duration=2");
    return make(folder, extension, picture, List.of(codecs));
  }

  /** A tone of two seconds. */
  static Path sound(Path folder, String extension) {
    return make(folder, extension, List.of(), List.of());
  }

  private static Path make(
      Path folder, String extension, List<String> picture, List<String> codecs) {
    Path file = folder.resolve("sample." + extension);
    List<String> arguments = new ArrayList<>(picture);
    arguments.addAll(List.of("-f", "lavfi", "-i", "sine=frequency=440:duration=2"));
    arguments.addAll(codecs);
    arguments.addAll(List.of("-y", "file:" + file));
    ffmpeg().run(arguments, TIME);
    return file;
  }

  static byte[] bytes(Path file) {
    try {
      return Files.readAllBytes(file);
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    }
  }
}
