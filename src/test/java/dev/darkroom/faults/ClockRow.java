package dev.darkroom.faults;

import dev.darkroom.testing.ServerProcess;
import dev.darkroom.testing.ServerSetup;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Row 8: the wall clock of one node jumps. A library that is loaded before libc's own lies to that
 * process alone; it is compiled here, so the row needs a C compiler.
 */
final class ClockRow {
  private static final int URLS = 5;
  private static final int EVENTS_PER_SECOND = 10;
  private static final List<Long> JUMPS = List.of(3_600L, -3_600L, 86_400L, -86_400L);
  private static final Duration WAIT = Duration.ofSeconds(2);
  private static final Duration PUNCTUAL = Duration.ofSeconds(5);

  /** Reads the seconds to lie by from a file, ten times a second at most. */
  private static final String LIBRARY =
      """
      #define _GNU_SOURCE
      #include <dlfcn.h>
      #include <stdio.h>
      #include <stdlib.h>
      #include <sys/time.h>
      #include <time.h>
      static int (*real)(clockid_t, struct timespec *);
      static long offset, read_at;
      static long lie(void) {
        struct timespec now;
        real(CLOCK_MONOTONIC, &now);
        long tenth = now.tv_sec * 10 + now.tv_nsec / 100000000;
        if (tenth != read_at) {
          read_at = tenth;
          FILE *file = fopen(getenv("CLOCK_OFFSET_FILE"), "r");
          if (file) {
            long value;
            if (fscanf(file, "%ld", &value) == 1) offset = value;
            fclose(file);
          }
        }
        return offset;
      }
      int clock_gettime(clockid_t id, struct timespec *at) {
        if (!real) real = dlsym(RTLD_NEXT, "clock_gettime");
        int result = real(id, at);
        if (id == CLOCK_REALTIME) at->tv_sec += lie();
        return result;
      }
      int gettimeofday(struct timeval *at, void *zone) {
        struct timespec now;
        clock_gettime(CLOCK_REALTIME, &now);
        at->tv_sec = now.tv_sec;
        at->tv_usec = now.tv_nsec / 1000;
        return 0;
      }
      time_t time(time_t *at) {
        struct timespec now;
        clock_gettime(CLOCK_REALTIME, &now);
        if (at) *at = now.tv_sec;
        return now.tv_sec;
      }
      """;

  private ClockRow() {}

  static List<Row> all() {
    return List.of(new Row(8, "the clock jumps by an hour, by a day", ClockRow::jumps));
  }

  private static Findings jumps(Stage stage) throws IOException {
    Path folder = Files.createDirectories(Path.of("target", "faults").toAbsolutePath());
    Path library = folder.resolve("clock.so");
    Path offset = folder.resolve("clock-offset");
    Files.writeString(folder.resolve("clock.c"), LIBRARY);
    Files.writeString(offset, "0");
    if (!compiles(folder.resolve("clock.c"), library)) {
      return Findings.notRun("no C compiler here to make a clock that lies to one process");
    }
    ServerSetup lying =
        stage
            .setup()
            .with("DARKROOM_WEBHOOK_RETRIES", "2s,2s,2s,2s,2s,2s")
            .with("LD_PRELOAD", library.toString())
            .with("CLOCK_OFFSET_FILE", offset.toString());
    ServerProcess server = stage.start(lying);
    List<String> paths = stage.subscribe(server, URLS);
    stage.judge().answers(arrival -> arrival.attempt() % 3 == 0 ? 200 : 500);
    try (Traffic traffic = new Traffic(stage, EVENTS_PER_SECOND, List.of(server))) {
      Stage.pass(Duration.ofSeconds(2));
      for (long jump : JUMPS) {
        Files.writeString(offset, Long.toString(jump));
        Stage.pass(stage.lasting(8));
      }
      traffic.end();
      stage.settle(traffic, paths);
      return judged(stage, traffic, paths);
    } finally {
      Files.writeString(offset, "0");
    }
  }

  private static boolean compiles(Path source, Path library) {
    try {
      return Signals.run(
          "cc", "-shared", "-fPIC", "-O1", "-o", library.toString(), source.toString(), "-ldl");
    } catch (UncheckedIOException noCompiler) {
      return false;
    }
  }

  private static Findings judged(Stage stage, Traffic traffic, List<String> paths) {
    Map<Long, Arrival> before = new HashMap<>();
    long early = 0;
    Duration latest = Duration.ZERO;
    long wrongest = 0;
    long wall = Instant.now().getEpochSecond() - System.nanoTime() / 1_000_000_000;
    for (Arrival one : stage.judge().arrivals()) {
      Arrival last = before.put(one.delivery(), one);
      wrongest = Math.max(wrongest, Math.abs(one.timestamp() - one.nanos() / 1_000_000_000 - wall));
      if (last != null && one.attempt() == last.attempt() + 1) {
        Duration late = Duration.ofNanos(one.nanos() - last.nanos()).minus(WAIT);
        early += late.isNegative() ? 1 : 0;
        latest = late.compareTo(latest) > 0 ? late : latest;
      }
    }
    return new Findings(
            "%d/s to %d URLs; %s s".formatted(URLS * EVENTS_PER_SECOND, URLS, JUMPS),
            "loss 0; no retry early or > 5 s late; signed within 2 s of the database's time")
        .tally(Tally.of(stage.judge(), traffic.acknowledged(), paths))
        .require(early == 0, early + " retries came early")
        .require(latest.compareTo(PUNCTUAL) <= 0, "a retry came " + latest.toMillis() + " ms late")
        .require(wrongest <= 3, "a signature's time was off by " + wrongest + " s")
        .note(
            "latest retry %d ms late, worst timestamp off by %d s"
                .formatted(latest.toMillis(), wrongest));
  }
}
