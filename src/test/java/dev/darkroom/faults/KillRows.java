package dev.darkroom.faults;

import dev.darkroom.testing.Api;
import dev.darkroom.testing.Await;
import dev.darkroom.testing.ServerProcess;
import dev.darkroom.testing.ServerSetup;
import io.vertx.sqlclient.Tuple;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/** Rows 1 to 3: {@code kill -9}. */
final class KillRows {
  private static final int URLS = 50;
  private static final int EVENTS_PER_SECOND = 4;

  /** Under way at once on a node, and what it has not written down yet. */
  private static final int MOST_TWICE = 768;

  /** Transactions that a kill meets there. */
  private static final int AT_THE_COMMIT = 40;

  private KillRows() {}

  static List<Row> all() {
    return List.of(
        new Row(1, "kill -9 one of 3 nodes, again and again", KillRows::oneOfThree),
        new Row(2, "kill -9 between commit and dispatch", KillRows::betweenCommitAndDispatch),
        new Row(3, "kill -9 of all nodes, backlog", KillRows::allNodes));
  }

  private static Findings oneOfThree(Stage stage) {
    int kills = stage.count(20);
    Findings findings =
        new Findings(
            "%d/s to %d URLs, %d kills".formatted(URLS * EVENTS_PER_SECOND, URLS, kills),
            "loss 0; dups <= 768 a kill; takeover <= 5 s (of 2k/s)");
    List<ServerSetup> setups = stage.cluster(3);
    List<ServerProcess> nodes = new ArrayList<>();
    setups.forEach(setup -> nodes.add(stage.start(setup)));
    List<String> paths = stage.subscribe(nodes.getFirst(), URLS);
    Random random = new Random(1);
    List<Long> killed = new ArrayList<>();
    try (Traffic traffic = new Traffic(stage, EVENTS_PER_SECOND, nodes)) {
      for (int kill = 0; kill < kills; kill++) {
        Stage.pass(Duration.ofMillis(1_000 + random.nextInt(1_000)));
        int victim = random.nextInt(nodes.size());
        killed.add(System.nanoTime());
        nodes.get(victim).kill();
        traffic.leaveOut(nodes.get(victim));
        Stage.pass(Duration.ofSeconds(3));
        nodes.set(victim, stage.start(setups.get(victim)));
        traffic.include(nodes.get(victim));
      }
      traffic.end();
      stage.settle(traffic, paths);
      Tally tally = Tally.of(stage.judge(), traffic.acknowledged(), paths);
      Duration latest = latest(stage.judge(), traffic, killed);
      return findings
          .tally(tally)
          .require(tally.duplicates() <= (long) MOST_TWICE * kills, "too many came twice")
          .recovery(latest, Duration.ofSeconds(5))
          .note("recovery: the latest first arrival of what was acknowledged before a kill");
    }
  }

  /** How long after a kill the last of what was acknowledged before it came for the first time. */
  private static Duration latest(Judge judge, Traffic traffic, List<Long> killed) {
    Map<Long, Long> first = new HashMap<>();
    for (Arrival one : judge.arrivals(Arrival::isTaken)) {
      first.merge(one.delivery(), one.nanos(), Math::min);
    }
    long latest = 0;
    for (Arrival one : judge.arrivals(Arrival::isTaken)) {
      long answered = traffic.answeredAt(one.subject());
      if (answered == 0 || first.getOrDefault(one.delivery(), 0L) != one.nanos()) {
        continue;
      }
      long kill = killed.stream().filter(at -> at >= answered).findFirst().orElse(Long.MAX_VALUE);
      latest = Math.max(latest, one.nanos() - kill);
    }
    return Duration.ofNanos(latest);
  }

  /** Killed while PostgreSQL commits: nobody in that node has heard that it has. */
  private static Findings betweenCommitAndDispatch(Stage stage) {
    int kills = stage.count(5);
    ServerSetup setup =
        stage.setup().with("DARKROOM_DATABASE_POOL", Integer.toString(AT_THE_COMMIT + 5));
    ServerProcess server = stage.start(setup);
    List<String> paths = stage.subscribe(server, 5);
    Duration latest = Duration.ZERO;
    long untold = 0;
    for (int kill = 0; kill < kills; kill++) {
      try (CommitGate gate = new CommitGate(stage.address());
          ExecutorService calls = Executors.newVirtualThreadPerTaskExecutor()) {
        upload(server, "kill" + kill, calls);
        Stage.reached(Duration.ofSeconds(10), () -> gate.waiting() >= AT_THE_COMMIT);
        server.kill();
      }
      untold += stage.number("select count(*) from delivery where attempts = 0");
      server = stage.start(setup);
      long ready = System.nanoTime();
      stage.settle(committed(stage), paths);
      Duration took = since(ready, stage);
      latest = took.compareTo(latest) > 0 ? took : latest;
    }
    List<String> subjects = committed(stage);
    return new Findings(
            "%d events to 5 URLs, %d kills".formatted(subjects.size(), kills),
            "loss 0; all there <= 5 s after the start (of 1k events)")
        .tally(Tally.of(stage.judge(), subjects, paths))
        .recovery(latest, Duration.ofSeconds(5))
        .require(untold == subjects.size() * 5L, untold + " deliveries nobody was told of")
        .note("%d deliveries were committed when their node was dead".formatted(untold));
  }

  /** Side by side: nobody is answered. */
  private static void upload(ServerProcess server, String name, ExecutorService calls) {
    for (int call = 0; call < AT_THE_COMMIT; call++) {
      Map<String, String> fields = Map.of("public_id", name + "-" + call);
      byte[] file = (name + call).getBytes(StandardCharsets.UTF_8);
      calls.execute(() -> {
        try {
          new Api(server).upload("raw", "a.txt", file, fields);
        } catch (UncheckedIOException killed) {
          // Which is what this is about.
        }
      });
    }
  }

  private static List<String> committed(Stage stage) {
    List<String> subjects = new ArrayList<>();
    Await.await(
            stage
                .database()
                .query(
                    """
                    select body::json ->> 'public_id' from event
                    """,
                    Tuple.tuple()))
        .forEach(row -> subjects.add(row.getString(0)));
    return subjects;
  }

  private static Findings allNodes(Stage stage) throws Exception {
    int events = stage.count(2_000);
    List<ServerSetup> setups = stage.cluster(3);
    List<ServerProcess> nodes = startAll(stage, setups);
    List<String> paths = stage.subscribe(nodes.getFirst(), 50);
    stage.judge().answers(arrival -> 503);
    List<String> subjects = new ArrayList<>();
    try (Traffic traffic = new Traffic(stage, 2, nodes)) {
      subjects.addAll(new Ghost(stage).commit(events, paths));
      Stage.pass(Duration.ofSeconds(1));
      nodes.forEach(node -> node.handle().destroyForcibly());
      nodes.forEach(ServerProcess::kill);
      traffic.end();
      subjects.addAll(traffic.acknowledged());
    }
    stage.judge().answers(arrival -> 200);
    startAll(stage, setups);
    long ready = System.nanoTime();
    boolean full = Stage.reached(Duration.ofSeconds(15), () -> stage.judge().takenCount() > 0);
    stage.settle(subjects, paths);
    Duration drained = since(ready, stage);
    Tally tally = Tally.of(stage.judge(), subjects, paths);
    return new Findings(
            "%d deliveries to 50 URLs".formatted(subjects.size() * 50),
            "loss 0; flows again <= 15 s after the start")
        .tally(tally)
        .require(full, "nothing arrived within 15 s")
        .note(
            "drained %d ms after the start: %.0f/s"
                .formatted(
                    drained.toMillis(), tally.sent() * 1_000.0 / Math.max(1, drained.toMillis())));
  }

  private static List<ServerProcess> startAll(Stage stage, List<ServerSetup> setups) {
    List<CompletableFuture<ServerProcess>> starting =
        setups.stream()
            .map(setup -> CompletableFuture.supplyAsync(() -> stage.start(setup)))
            .toList();
    return starting.stream().map(CompletableFuture::join).toList();
  }

  /** When the last notification came, counted from that moment. */
  private static Duration since(long from, Stage stage) {
    long last = stage.judge().arrivals().stream().mapToLong(Arrival::nanos).max().orElse(from);
    return Duration.ofNanos(Math.max(0, last - from));
  }
}
