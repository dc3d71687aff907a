package dev.darkroom.faults;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Collection;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** Signals to processes, and other programs of the system. */
final class Signals {
  private static final int LONGEST_SECONDS = 30;

  private Signals() {}

  /** Freezes them: they notice nothing until they go on. */
  static void stop(Collection<ProcessHandle> processes) {
    processes.forEach(process -> send("STOP", process));
  }

  /** Lets them go on. */
  static void proceed(Collection<ProcessHandle> processes) {
    processes.forEach(process -> send("CONT", process));
  }

  static void send(String signal, ProcessHandle process) {
    run("kill", "-" + signal, Long.toString(process.pid()));
  }

  /** Runs a program to its end; returns whether it succeeded. */
  static boolean run(String... command) {
    return output(List.of(command)) != null;
  }

  /** Runs a program that must succeed. */
  static void must(String... command) {
    if (!run(command)) {
      throw new IllegalStateException("failed: " + String.join(" ", command));
    }
  }

  private static @Nullable String output(List<String> command) {
    try {
      Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
      String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
      boolean ended = process.waitFor(LONGEST_SECONDS, TimeUnit.SECONDS);
      return ended && process.exitValue() == 0 ? said : null;
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    } catch (InterruptedException stopped) {
      throw new IllegalStateException(stopped);
    }
  }
}
