package dev.darkroom.bench;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.stream.Stream;

/**
 * Processor time used so far by a sender and by the PostgreSQL of this JVM, whose processes may
 * come and go.
 */
record Used(Duration sender, Duration postgres) {
  private static final int TICKS_PER_SECOND = 100;

  static Used of(ProcessHandle sender) {
    Duration postgres =
        ProcessHandle.current()
            .descendants()
            .filter(any -> any.info().command().orElse("").endsWith("/postgres"))
            .map(any -> ticks(any.pid(), isPostmaster(any)))
            .reduce(Duration.ZERO, Duration::plus);
    return new Used(ticks(sender.pid(), true), postgres);
  }

  Used since(Used before) {
    return new Used(sender.minus(before.sender), postgres.minus(before.postgres));
  }

  /** A postmaster also counts for its processes that have ended. */
  private static boolean isPostmaster(ProcessHandle process) {
    return process
        .parent()
        .map(parent -> !parent.info().command().orElse("").endsWith("/postgres"))
        .orElse(true);
  }

  private static Duration ticks(long pid, boolean withEnded) {
    try {
      String line = Files.readString(Path.of("/proc", Long.toString(pid), "stat"));
      String[] fields = line.substring(line.lastIndexOf(')') + 2).split(" ");
      long ticks =
          Stream.of(fields).skip(11).limit(withEnded ? 4 : 2).mapToLong(Long::parseLong).sum();
      return Duration.ofMillis(ticks * 1_000 / TICKS_PER_SECOND);
    } catch (java.nio.file.NoSuchFileException gone) {
      return Duration.ZERO;
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    }
  }
}
