package dev.darkroom.faults;

import dev.darkroom.testing.Api;
import dev.darkroom.testing.Await;
import dev.darkroom.testing.ServerProcess;
import io.vertx.core.json.JsonObject;
import io.vertx.sqlclient.Tuple;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/** Rows 20 and 22: far too much at once, and nothing at all. */
final class LoadRows {
  private static final int URLS = 50;
  private static final int ORDERED = 5;
  private static final int ASSETS = 16;

  /**
   * PostgreSQL's idle sessions tell what they did within ten seconds; the JIT compiles on for a
   * while.
   */
  private static final Duration COUNTED = Duration.ofSeconds(30);

  private LoadRows() {}

  static List<Row> all() {
    return List.of(
        new Row(20, "a burst from nothing", LoadRows::burst),
        new Row(22, "idle, one event now and then", LoadRows::idle));
  }

  private static Findings burst(Stage stage) {
    int events = stage.count(2_000);
    ServerProcess server = stage.start(stage.setup().withHeap("512m"));
    List<String> paths = stage.subscribe(server, URLS);
    List<String> ordered = paths.subList(0, ORDERED);
    for (String path : ordered) {
      JsonObject inOrder = JsonObject.of("url", stage.judge().url(path), "ordered", true);
      new Api(server).call("PUT", "notification_urls", inOrder).ok();
    }
    long begun = System.nanoTime();
    List<Long> calls = new CopyOnWriteArrayList<>();
    try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      for (int asset = 0; asset < ASSETS; asset++) {
        String name = "burst" + asset;
        threads.execute(() -> overwrite(stage, server, name, calls));
      }
      threads.execute(() -> new Ghost(stage, false).commit(events, paths));
    }
    Duration committing = Duration.ofNanos(System.nanoTime() - begun);
    Stage.reached(Duration.ofMinutes(5), () -> stage.number("select count(*) from delivery") == 0);
    Stage.pass(Duration.ofMillis(500));
    long last = stage.judge().arrivals().stream().mapToLong(Arrival::nanos).max().orElse(begun);
    Tally tally = Tally.ofEvents(stage.judge(), events(stage), paths);
    List<Long> sorted = calls.stream().sorted().toList();
    return new Findings(
            "%d deliveries to %d URLs in %d s"
                .formatted(tally.sent(), URLS, committing.toSeconds()),
            "loss 0; heap <= 512 MiB; URLs that ask for it in order 100 % (drained at 20k/s)")
        .tally(tally)
        .require(server.handle().isAlive(), "the server died")
        .require(!server.output().contains("OutOfMemoryError"), "the heap did not suffice")
        .require(
            disorder(stage.judge(), ordered) == 0, disorder(stage.judge(), ordered) + " came late")
        .note(
            "%d uploads of %d assets to %d ordered URLs: %d came after a younger one"
                .formatted(calls.size(), ASSETS, ORDERED, disorder(stage.judge(), ordered)))
        .note(
            "drained at %.0f/s on %d processors that all of this shares; uploads p50 %d ms, p99 %d ms"
                .formatted(
                    tally.sent() * 1e9 / Math.max(1, last - begun),
                    Runtime.getRuntime().availableProcessors(),
                    millis(sorted, 0.5),
                    millis(sorted, 0.99)));
  }

  /** Uploads an asset again and again for the time of the burst. */
  private static void overwrite(Stage stage, ServerProcess server, String name, List<Long> calls) {
    long end = System.nanoTime() + stage.lasting(5).toNanos();
    for (long begun = System.nanoTime(); begun < end; begun = System.nanoTime()) {
      byte[] file = (name + begun).getBytes(StandardCharsets.UTF_8);
      new Api(server).upload("raw", "a.txt", file, Map.of("public_id", name)).ok();
      calls.add(System.nanoTime() - begun);
    }
  }

  private static List<Long> events(Stage stage) {
    List<Long> events = new ArrayList<>();
    Await.await(stage.database().query("select id from event", Tuple.tuple()))
        .forEach(row -> events.add(row.getLong(0)));
    return events;
  }

  /** How many came for the first time after a younger event of the same asset. */
  private static long disorder(Judge judge, List<String> paths) {
    Map<String, Long> youngest = new HashMap<>();
    long late = 0;
    for (Arrival one : judge.arrivals(any -> any.isTaken() && paths.contains(any.path()))) {
      String asset = one.path() + ' ' + one.subject();
      late += one.event() < youngest.getOrDefault(asset, 0L) ? 1 : 0;
      youngest.merge(asset, one.event(), Math::max);
    }
    return late;
  }

  private static Findings idle(Stage stage) {
    ServerProcess server = stage.start(stage.setup());
    stage.subscribe(server, 1);
    List<Long> late = new ArrayList<>();
    int events = 100;
    for (int event = 0; event < events; event++) {
      String subject = stage.raise(server, 1).getFirst();
      long answered = System.nanoTime();
      Stage.reached(Duration.ofSeconds(5), () -> stage.judge().hasTaken("/e0", subject));
      long arrived =
          stage.judge().arrivals(one -> one.subject().equals(subject)).getFirst().nanos();
      late.add(Math.max(0, arrived - answered));
    }
    List<Long> sorted = late.stream().sorted().toList();
    Stage.pass(COUNTED);
    Duration idle = stage.lasting(60);
    long statements = stage.statements();
    Duration cpu = server.handle().info().totalCpuDuration().orElse(Duration.ZERO);
    Stage.pass(idle);
    double perSecond = (stage.statements() - statements) * 1_000.0 / idle.toMillis();
    Duration used = server.handle().info().totalCpuDuration().orElse(Duration.ZERO).minus(cpu);
    double part = 100.0 * used.toMillis() / idle.toMillis();
    return new Findings(
            "1 event at a time, then none",
            "answer to arrival p50 <= 5 ms, p99 <= 25 ms; CPU <= 1 %; SQL <= 2/s")
        .require(sorted.get(events / 2) <= 5_000_000, "p50 is too late")
        .require(sorted.get(events * 99 / 100 - 1) <= 25_000_000, "p99 is too late")
        .require(part <= 1, "it uses the processor")
        .require(perSecond <= 2, "it asks the database too often")
        .note(
            "p50 %.1f ms, p99 %.1f ms; CPU %.1f %%; %.1f transactions/s"
                .formatted(
                    sorted.get(events / 2) / 1e6,
                    sorted.get(events * 99 / 100 - 1) / 1e6,
                    part,
                    perSecond));
  }

  private static long millis(List<Long> sorted, double part) {
    return sorted.isEmpty() ? 0 : sorted.get((int) ((sorted.size() - 1) * part)) / 1_000_000;
  }
}
