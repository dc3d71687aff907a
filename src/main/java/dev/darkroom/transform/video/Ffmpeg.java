package dev.darkroom.transform.video;

import dev.darkroom.protocol.ErrorCode;
import dev.darkroom.protocol.Refusal;
import io.vertx.core.json.DecodeException;
import io.vertx.core.json.JsonObject;
import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The programs ffmpeg and ffprobe in one folder. They read files only, and only as told. */
public final class Ffmpeg {
  private static final Logger LOG = LoggerFactory.getLogger(Ffmpeg.class);
  private static final Duration PROBE_TIME = Duration.ofSeconds(20);
  private static final Pattern MISSING_LIBRARY =
      Pattern.compile("error while loading shared libraries: (\\S+): cannot open");
  private static final String FILES_ONLY = "file,pipe";

  /** Of H.264, by how much we like them; any ffmpeg has the last one, of MPEG-4 part 2. */
  private static final List<String> ENCODERS = List.of("libx264", "libopenh264", "mpeg4");

  private final Path folder;
  private final String encoder;

  private Ffmpeg(Path folder, String encoder) {
    this.folder = folder;
    this.encoder = encoder;
  }

  /** What it calls its best encoder of MP4 videos. */
  String encoder() {
    return encoder;
  }

  /**
   * Finds them.
   *
   * @param chosen the setting: a folder, or {@code none}; without it the packed ones, else those on
   *     the {@code PATH}
   * @param natives where the packed ones are unpacked
   */
  public static Optional<Ffmpeg> find(Optional<String> chosen, Path natives) {
    if (chosen.isPresent() && chosen.get().equals("none")) {
      return Optional.empty();
    }
    Optional<Ffmpeg> found =
        chosen.isPresent() ? usable(Path.of(chosen.get())) : packed(natives).or(Ffmpeg::onThePath);
    found.ifPresentOrElse(
        ffmpeg -> LOG.info("ffmpeg is in {}", ffmpeg.folder),
        () -> LOG.info("there is no ffmpeg: of videos only the containers are read"));
    return found;
  }

  /** The file name of a program on this system. */
  static String program(String name) {
    return File.separatorChar == '\\' ? name + ".exe" : name;
  }

  /** What ffprobe says of a file. */
  JsonObject probe(Path file, MediaFormat format) {
    List<String> command =
        List.of(
            program(folder, "ffprobe"),
            "-v",
            "error",
            "-hide_banner",
            "-protocol_whitelist",
            FILES_ONLY,
            "-f",
            format.demuxer(),
            "-print_format",
            "json",
            "-show_format",
            "-show_streams",
            "-i",
            "file:" + file.toAbsolutePath());
    try {
      ChildProgram.Ended ended =
          new ChildProgram(command, environment(folder), PROBE_TIME).runForOutput();
      if (!ended.well()) {
        LOG.debug("ffprobe ended with {}", ended.code());
        throw MediaProbe.broken();
      }
      return new JsonObject(ended.output());
    } catch (DecodeException unreadable) {
      throw MediaProbe.broken();
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    }
  }

  /**
   * Runs ffmpeg.
   *
   * @param arguments without the program, its banner and its questions
   * @throws Refusal RENDER_TOO_SLOW, or UNSUPPORTED_VIDEO when it fails
   */
  void run(List<String> arguments, Duration time) {
    List<String> command = new ArrayList<>();
    command.addAll(List.of(program(folder, "ffmpeg"), "-v", "error", "-hide_banner", "-nostdin"));
    command.addAll(arguments);
    try {
      ChildProgram.Ended ended = new ChildProgram(command, environment(folder), time).run();
      if (ended.code() < 0) {
        throw new Refusal(ErrorCode.RENDER_TOO_SLOW, time.toSeconds());
      }
      if (!ended.well()) {
        LOG.warn("ffmpeg ended with {}: {}", ended.code(), ended.output().strip());
        throw MediaProbe.broken();
      }
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    }
  }

  private static Optional<Ffmpeg> packed(Path natives) {
    try {
      return PackedPrograms.unpack(natives).flatMap(Ffmpeg::usable);
    } catch (IOException failure) {
      LOG.warn("the packed ffmpeg cannot be unpacked: {}", failure.toString());
      return Optional.empty();
    }
  }

  private static Optional<Ffmpeg> onThePath() {
    String path = System.getenv().getOrDefault("PATH", "");
    return Stream.of(path.split(File.pathSeparator))
        .filter(part -> !part.isBlank())
        .map(Path::of)
        .filter(each -> Files.isExecutable(each.resolve(program("ffprobe"))))
        .findFirst()
        .flatMap(Ffmpeg::usable);
  }

  private static Optional<Ffmpeg> usable(Path folder) {
    try {
      ChildProgram.Ended probe = starts(folder, "ffprobe");
      for (String ignored : EmptyLibrary.REPLACEABLE) {
        Matcher missing = MISSING_LIBRARY.matcher(probe.output());
        if (probe.well() || !missing.find() || !replace(folder, missing.group(1))) {
          break;
        }
        probe = starts(folder, "ffprobe");
      }
      if (probe.well() && starts(folder, "ffmpeg").well()) {
        return Optional.of(new Ffmpeg(folder, encoder(folder)));
      }
      LOG.warn("ffprobe in {} does not start: {}", folder, probe.output().strip());
    } catch (IOException failure) {
      LOG.warn("ffmpeg in {} cannot be used: {}", folder, failure.toString());
    }
    return Optional.empty();
  }

  private static String encoder(Path folder) throws IOException {
    String known = says(folder, "ffmpeg", "-encoders").output();
    return ENCODERS.stream()
        .filter(each -> known.contains(" " + each + " "))
        .findFirst()
        .orElse("mpeg4");
  }

  private static ChildProgram.Ended starts(Path folder, String name) throws IOException {
    return says(folder, name, "-version");
  }

  private static ChildProgram.Ended says(Path folder, String name, String option)
      throws IOException {
    List<String> command = List.of(program(folder, name), "-hide_banner", option);
    return new ChildProgram(command, environment(folder), PROBE_TIME).run();
  }

  /** Only in our own folder, and only what no file needs. */
  private static boolean replace(Path folder, String library) throws IOException {
    boolean ours = folder.getFileName().toString().startsWith("ffmpeg-");
    if (!ours || !EmptyLibrary.REPLACEABLE.contains(library)) {
      return false;
    }
    byte[] empty = EmptyLibrary.named(library, System.getProperty("os.arch", ""));
    Files.write(folder.resolve(library), empty);
    return true;
  }

  private static String program(Path folder, String name) {
    return folder.toAbsolutePath().resolve(program(name)).toString();
  }

  private static Map<String, String> environment(Path folder) {
    return Map.of("LD_LIBRARY_PATH", folder.toAbsolutePath().toString());
  }
}
