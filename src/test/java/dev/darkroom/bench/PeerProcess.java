package dev.darkroom.bench;

import dev.darkroom.testing.Await;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** A process that is told what to do on its standard input and answers in a file. */
final class PeerProcess implements AutoCloseable {
  private static final Duration LONGEST = Duration.ofMinutes(3);

  /** Where npm installs and the processes run. */
  static final Path FOLDER = Path.of("target", "peers");

  private final Process process;
  private final Path output;

  private PeerProcess(Process process, Path output) {
    this.process = process;
    this.output = output;
  }

  /** Starts it and waits until it says so. */
  static PeerProcess start(String name, String ready, List<String> command) throws IOException {
    Path output = Files.createDirectories(FOLDER).resolve(name + ".log");
    Process process =
        new ProcessBuilder(command)
            .directory(FOLDER.toFile())
            .redirectErrorStream(true)
            .redirectOutput(output.toFile())
            .start();
    PeerProcess started = new PeerProcess(process, output);
    Await.until(LONGEST, () -> name + " starts", () -> started.said(ready) || !process.isAlive());
    if (!process.isAlive()) {
      throw new IOException(name + " does not start: " + output);
    }
    return started;
  }

  /** Starts a script of ours that needs these packages. */
  static PeerProcess node(String script, List<String> packages, String... arguments)
      throws IOException {
    Files.createDirectories(FOLDER);
    List<String> npm = new ArrayList<>(List.of("npm", "i", "--no-audit", "--prefix", "."));
    npm.addAll(packages);
    finish("npm", npm);
    for (String file : List.of(script, "post.mjs")) {
      Files.copy(
          Path.of("src", "test", "node", "peers", file),
          FOLDER.resolve(file),
          StandardCopyOption.REPLACE_EXISTING);
    }
    List<String> command = new ArrayList<>(List.of("node", script));
    command.addAll(List.of(arguments));
    return start(script, "ready", command);
  }

  private static void finish(String name, List<String> command) throws IOException {
    Process process =
        new ProcessBuilder(command)
            .directory(FOLDER.toFile())
            .redirectErrorStream(true)
            .redirectOutput(FOLDER.resolve(name + ".log").toFile())
            .start();
    try {
      if (process.waitFor() != 0) {
        throw new IOException(String.join(" ", command) + " fails");
      }
    } catch (InterruptedException stopped) {
      throw new IllegalStateException(stopped);
    }
  }

  ProcessHandle handle() {
    return process.toHandle();
  }

  void tell(String line) throws IOException {
    process.getOutputStream().write((line + "\n").getBytes(StandardCharsets.UTF_8));
    process.getOutputStream().flush();
  }

  /** Whether the text is in what it said so far. */
  boolean said(String text) {
    return times(text) > 0;
  }

  /** How often it said so. */
  long times(String text) {
    try {
      return Files.readString(output).lines().filter(line -> line.contains(text)).count();
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    }
  }

  @Override
  public void close() {
    process.destroy();
    try {
      process.waitFor(10, TimeUnit.SECONDS);
    } catch (InterruptedException stopped) {
      Thread.currentThread().interrupt();
    }
    process.destroyForcibly();
  }
}
