package dev.darkroom.transform.video;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.lang.ProcessBuilder.Redirect;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/**
 * A program in a process of its own: no shell, nothing of our environment, nothing on its input; it
 * is killed when its time is up or it says too much.
 *
 * @param environment all that it sees
 * @param time after which it is killed
 */
record ChildProgram(List<String> command, Map<String, String> environment, Duration time) {
  private static final int MOST_OUTPUT = 4 << 20;

  /** How it ended; {@code code} is -1 when it was killed. */
  record Ended(int code, String output) {
    boolean well() {
      return code == 0;
    }
  }

  /**
   * Runs it to its end; both its outputs, one after the other as they come. For virtual threads.
   */
  Ended run() throws IOException {
    return run(true);
  }

  /** The same; only what it writes to its standard output. */
  Ended runForOutput() throws IOException {
    return run(false);
  }

  private Ended run(boolean withErrors) throws IOException {
    ProcessBuilder builder = new ProcessBuilder(command);
    builder.environment().clear();
    builder.environment().putAll(environment);
    builder.redirectErrorStream(withErrors);
    if (!withErrors) {
      builder.redirectError(Redirect.DISCARD);
    }
    Process process = builder.start();
    ByteArrayOutputStream output = new ByteArrayOutputStream();
    try {
      process.getOutputStream().close();
      Thread reader = Thread.startVirtualThread(() -> read(process, output));
      boolean ended = process.waitFor(time.toMillis(), TimeUnit.MILLISECONDS);
      if (!ended) {
        process.destroyForcibly().waitFor();
      }
      reader.join(Duration.ofSeconds(5));
      return new Ended(ended ? process.exitValue() : -1, text(output));
    } catch (InterruptedException stopped) {
      Thread.currentThread().interrupt();
      throw new IOException("stopped while a program ran", stopped);
    } finally {
      process.destroyForcibly();
    }
  }

  private static String text(ByteArrayOutputStream output) {
    synchronized (output) {
      return output.toString(StandardCharsets.UTF_8);
    }
  }

  private static void read(Process process, ByteArrayOutputStream output) {
    byte[] buffer = new byte[8_192];
    try (InputStream stream = process.getInputStream()) {
      for (int count = stream.read(buffer); count >= 0; count = stream.read(buffer)) {
        synchronized (output) {
          output.write(buffer, 0, count);
          if (output.size() > MOST_OUTPUT) {
            process.destroyForcibly();
            return;
          }
        }
      }
    } catch (IOException gone) {
      // The process was killed: how it ended is told by its exit value.
      process.destroyForcibly();
    }
  }
}
