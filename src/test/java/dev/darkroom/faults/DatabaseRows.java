package dev.darkroom.faults;

import dev.darkroom.testing.ServerProcess;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** Rows 4, 5 and 7: PostgreSQL ends, PostgreSQL freezes, a node freezes. */
final class DatabaseRows {
  private static final int URLS = 10;
  private static final int EVENTS_PER_SECOND = 20;
  private static final int UNAVAILABLE = 503;
  private static final long FLAT_KB = 64 * 1024;
  private static final Duration NOTICED = Duration.ofSeconds(18);
  private static final Duration RESUMED = Duration.ofSeconds(5);

  private DatabaseRows() {}

  static List<Row> all() {
    return List.of(
        new Row(4, "PostgreSQL restarts, fast and immediate", DatabaseRows::restarts),
        new Row(5, "PostgreSQL freezes (SIGSTOP)", DatabaseRows::freezes),
        new Row(7, "a node freezes (SIGSTOP) and goes on", DatabaseRows::nodeFreezes));
  }

  private static Findings restarts(Stage stage) {
    int times = stage.count(5);
    ServerProcess server = stage.start(stage.setup());
    List<String> paths = stage.subscribe(server, URLS);
    Duration longest = Duration.ZERO;
    try (Traffic traffic = new Traffic(stage, EVENTS_PER_SECOND, List.of(server))) {
      for (int restart = 0; restart < times; restart++) {
        Stage.pass(Duration.ofSeconds(2));
        Duration back = restart(stage, traffic, restart % 2 == 0);
        longest = back.compareTo(longest) > 0 ? back : longest;
      }
      Stage.pass(Duration.ofSeconds(2));
      traffic.end();
      stage.settle(traffic, paths);
      Tally tally = Tally.of(stage.judge(), traffic.acknowledged(), paths);
      long others =
          traffic.refused().entrySet().stream()
              .filter(entry -> entry.getKey() != UNAVAILABLE && entry.getKey() != Traffic.NO_ANSWER)
              .mapToLong(entry -> entry.getValue().get())
              .sum();
      return new Findings(
              "%d/s to %d URLs, %d restarts".formatted(URLS * EVENTS_PER_SECOND, URLS, times),
              "loss 0; the API says 503; dups <= 0.5 %; resumes <= 5 s (of 2k/s)")
          .tally(tally)
          .recovery(longest, RESUMED)
          .require(tally.duplicates() <= tally.sent() / 200, "more than 0.5 % came twice")
          .require(traffic.refused(UNAVAILABLE) > 0, "the API never said 503")
          .require(others == 0, "the API answered something else: " + traffic.refused())
          .note("%d calls were answered 503".formatted(traffic.refused(UNAVAILABLE)));
    }
  }

  /** Returns how long after PostgreSQL takes connections again a call succeeded. */
  private static Duration restart(Stage stage, Traffic traffic, boolean fast) {
    List<ProcessHandle> before = Postgres.processes();
    if (fast) {
      Postgres.stopFast();
    } else {
      Postgres.stopImmediately();
    }
    Stage.reached(Duration.ofSeconds(20), () -> before.stream().noneMatch(ProcessHandle::isAlive));
    long gone = System.nanoTime();
    Stage.reached(Duration.ofSeconds(60), () -> Postgres.answers(stage.address()));
    long back = System.nanoTime();
    boolean resumed = Stage.reached(Duration.ofSeconds(30), () -> traffic.lastOk() > gone);
    Duration took = Duration.ofNanos(Math.max(0, System.nanoTime() - back));
    return resumed ? took : took.plus(Duration.ofMinutes(1));
  }

  private static Findings freezes(Stage stage) {
    Duration pause = stage.lasting(30);
    ServerProcess server = stage.start(stage.setup());
    List<String> paths = stage.subscribe(server, URLS);
    try (Traffic traffic = new Traffic(stage, EVENTS_PER_SECOND, List.of(server))) {
      Stage.pass(Duration.ofSeconds(3));
      long before = Measures.of(server).kilobytes();
      List<ProcessHandle> frozen = Postgres.processes();
      Signals.stop(frozen);
      try {
        Stage.pass(pause);
      } finally {
        Signals.proceed(frozen);
      }
      long awake = System.nanoTime();
      Stage.reached(Duration.ofSeconds(30), () -> traffic.lastOk() > awake);
      Duration back = Duration.ofNanos(Math.max(0, traffic.lastOk() - awake));
      Stage.pass(Duration.ofSeconds(2));
      traffic.end();
      stage.settle(traffic, paths);
      Tally tally = Tally.of(stage.judge(), traffic.acknowledged(), paths);
      long more = Measures.of(server).kilobytes() - before;
      return new Findings(
              "%d/s to %d URLs, %d s frozen"
                  .formatted(URLS * EVENTS_PER_SECOND, URLS, pause.toSeconds()),
              "loss 0; dups 0; memory +-64 MiB (of 2k/s)")
          .tally(tally)
          .recovery(back, RESUMED)
          .require(tally.duplicates() == 0, tally.duplicates() + " came twice")
          .require(more < FLAT_KB, "memory grew by " + more / 1024 + " MiB")
          .note("memory %+d MiB; refused: %s".formatted(more / 1024, traffic.refused()));
    }
  }

  /** The others must have time to notice: a member that is silent for 10 s is gone. */
  static Duration longEnough(Duration scaled) {
    return scaled.compareTo(NOTICED) < 0 ? NOTICED : scaled;
  }

  private static Findings nodeFreezes(Stage stage) {
    Duration pause = longEnough(stage.lasting(60));
    List<ServerProcess> nodes = new ArrayList<>();
    stage.cluster(2).forEach(setup -> nodes.add(stage.start(setup)));
    List<String> paths = stage.subscribe(nodes.getFirst(), URLS);
    ServerProcess frozen = nodes.get(1);
    try (Traffic traffic = new Traffic(stage, EVENTS_PER_SECOND, nodes)) {
      stage.judge().delays(Duration.ofMillis(500));
      Stage.pass(Duration.ofSeconds(3));
      Signals.stop(List.of(frozen.handle()));
      traffic.leaveOut(frozen);
      Stage.pass(pause);
      Signals.proceed(List.of(frozen.handle()));
      Stage.pass(Duration.ofSeconds(5));
      traffic.end();
      stage.settle(traffic, paths);
      Tally tally = Tally.of(stage.judge(), traffic.acknowledged(), paths);
      return new Findings(
              "%d/s to %d URLs, %d s frozen"
                  .formatted(URLS * EVENTS_PER_SECOND, URLS, pause.toSeconds()),
              "loss 0; what was taken over is written down once (of 1k/s)")
          .tally(tally)
          .require(
              stage.number("select count(*) - count(distinct (id)) from delivery_log") == 0,
              "a delivery ended twice")
          .require(stage.number("select count(*) from delivery") == 0, "deliveries are left")
          .require(
              stage.number("select count(*) from delivery_log where fence > 1") > 0,
              "nothing was taken over: the row says nothing")
          .note(
              "taken over from the frozen node: %d"
                  .formatted(stage.number("select count(*) from delivery_log where fence > 1")));
    }
  }
}
