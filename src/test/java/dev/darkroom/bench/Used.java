package dev.darkroom.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.stream.Stream;

/**
 * Processor time used so far by a sender and by its database; that of the PostgreSQL of this JVM,
 * whose processes may come and go, counts as a whole.
 */
record Used(Duration sender, Duration database) {
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

  /** Of a sender with a database of one process. */
  static Used of(ProcessHandle sender, ProcessHandle database) {
    return new Used(ticks(sender.pid(), true), ticks(database.pid(), true));
  }

  Used since(Used before) {
    return new Used(sender.minus(before.sender), database.minus(before.database));
  }

  /** Microseconds of both for each of so many. */
  double each(long count) {
    return sender.plus(database).toNanos() / 1e3 / count;
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
    } catch (IOException gone) {
      // It has ended; what it used, its postmaster tells.
      return Duration.ZERO;
    }
  }
}
