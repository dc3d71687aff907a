package dev.darkroom.transform.engine;

import dev.darkroom.protocol.ErrorCode;
import dev.darkroom.protocol.Refusal;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;

/** A running {@link PdfProgram}. */
final class PdfProcess {
  private static final String MEMORY = "-Xmx192m";

  private final Process process;
  private final Writer questions;
  private final BufferedReader answers;
  private final AtomicBoolean killed = new AtomicBoolean();
  private boolean worked;

  private PdfProcess(Process process) {
    this.process = process;
    this.questions = process.outputWriter(StandardCharsets.UTF_8);
    this.answers = process.inputReader(StandardCharsets.UTF_8);
  }

  static PdfProcess start(String classPath, Path caches) {
    ProcessBuilder builder =
        new ProcessBuilder(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            MEMORY,
            "-XX:+UseSerialGC",
            "-XX:TieredStopAtLevel=1",
            "-XX:+ExitOnOutOfMemoryError",
            "-Xss4m",
            "-Djava.awt.headless=true",
            "-Dpdfbox.fontcache=" + caches.toAbsolutePath(),
            "-cp",
            classPath,
            PdfProgram.class.getName());
    builder.environment().remove("JAVA_TOOL_OPTIONS");
    builder.redirectError(ProcessBuilder.Redirect.DISCARD);
    try {
      return new PdfProcess(builder.start());
    } catch (IOException full) {
      throw new UncheckedIOException(full);
    }
  }

  boolean isAlive() {
    return process.isAlive();
  }

  /** Whether it took up its last question, so that its end is that question's fault. */
  boolean worked() {
    return worked;
  }

  /** The answer; nothing when it ended instead. Refuses when it takes longer than that. */
  Optional<String> ask(String question, Duration time) {
    CompletableFuture<Void> watch =
        CompletableFuture.runAsync(
            this::kill, CompletableFuture.delayedExecutor(time.toMillis(), TimeUnit.MILLISECONDS));
    worked = false;
    try {
      questions.write(question + "\n");
      questions.flush();
      worked = true;
      Optional<String> answer = Optional.ofNullable(answers.readLine());
      if (answer.isEmpty() && killed.get()) {
        throw new Refusal(ErrorCode.RENDER_TOO_SLOW, time.toSeconds());
      }
      return answer;
    } catch (IOException ended) {
      return Optional.empty();
    } finally {
      watch.cancel(false);
    }
  }

  void kill() {
    killed.set(true);
    process.destroyForcibly();
  }
}
