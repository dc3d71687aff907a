package dev.darkroom.testing;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/**
 * The programs of {@code src/test/node} with the packages that they use, in a folder of their own.
 */
public final class NodePrograms {
  /** Where they are run. */
  public static final Path WORK = Path.of("target", "node").toAbsolutePath();

  private static final Path SOURCES = Path.of("src", "test", "node");
  private static final long LONGEST_SECONDS = 120;

  private NodePrograms() {}

  /**
   * What a program came to.
   *
   * @param code -1 when it did not end in time
   */
  public record Ended(int code, String output) {}

  /** Whether Node and npm are on the PATH. */
  public static boolean areHere() {
    return Stream.of("npm", "node").allMatch(NodePrograms::isHere);
  }

  /** Whether a program is on the PATH. */
  public static boolean isHere(String program) {
    try {
      return new ProcessBuilder(program, "--version")
              .redirectErrorStream(true)
              .redirectOutput(ProcessBuilder.Redirect.DISCARD)
              .start()
              .waitFor()
          == 0;
    } catch (IOException missing) {
      return false;
    } catch (InterruptedException stopped) {
      throw new IllegalStateException(stopped);
    }
  }

  /** Once per lock file; npm's own settings decide where the packages come from. */
  public static void install() throws IOException {
    Files.createDirectories(WORK);
    try (Stream<Path> files = Files.list(SOURCES)) {
      for (Path file : files.filter(Files::isRegularFile).toList()) {
        Path copy = WORK.resolve(String.valueOf(file.getFileName()));
        Files.copy(file, copy, StandardCopyOption.REPLACE_EXISTING);
      }
    }
    Path lock = WORK.resolve("package-lock.json");
    Path done = WORK.resolve("done");
    if (Files.exists(done) && Files.mismatch(lock, done) == -1) {
      return;
    }
    Ended installed =
        run(
            List.of("npm", "ci", "--ignore-scripts", "--prefer-offline", "--no-audit", "--no-fund"),
            Map.of());
    if (installed.code != 0) {
      throw new IllegalStateException(installed.output);
    }
    Files.copy(lock, done, StandardCopyOption.REPLACE_EXISTING);
  }

  /** Runs a program there to its end. */
  public static Ended run(List<String> command, Map<String, String> environment)
      throws IOException {
    Path output = WORK.resolve("output.txt");
    ProcessBuilder builder = new ProcessBuilder(command).directory(WORK.toFile());
    builder.environment().putAll(environment);
    Process process = builder.redirectErrorStream(true).redirectOutput(output.toFile()).start();
    try {
      if (!process.waitFor(LONGEST_SECONDS, TimeUnit.SECONDS)) {
        process.destroyForcibly().waitFor();
        return new Ended(-1, Files.readString(output, StandardCharsets.UTF_8) + "\nnot in time");
      }
    } catch (InterruptedException stopped) {
      throw new IllegalStateException(stopped);
    }
    return new Ended(process.exitValue(), Files.readString(output, StandardCharsets.UTF_8));
  }
}
