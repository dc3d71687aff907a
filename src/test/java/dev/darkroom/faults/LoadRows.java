package dev.darkroom.faults;

import dev.darkroom.testing.Api;
import dev.darkroom.testing.ServerProcess;
import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.LongStream;

/** Rows 20 and 22: far too much at once, and nothing at all. */
final class LoadRows {
  private static final int URLS = 50;

  /** PostgreSQL's idle sessions tell what they did within ten seconds. */
  private static final Duration COUNTED = Duration.ofSeconds(12);

  private LoadRows() {}

  static List<Row> all() {
    return List.of(
        new Row(20, "a burst from nothing", LoadRows::burst),
        new Row(22, "idle, one event now and then", LoadRows::idle));
  }

  private static Findings burst(Stage stage) {
    ServerProcess server = stage.start(stage.setup().withHeap("512m"));
    List<String> paths = stage.subscribe(server, URLS);
    String inOrder = paths.getFirst();
    JsonObject oneAtATime = JsonObject.of("url", stage.judge().url(inOrder), "concurrency", 1);
    new Api(server).call("PUT", "notification_urls", oneAtATime).ok();
    long begun = System.nanoTime();
    try (Traffic traffic = new Traffic(stage, 100, List.of(server))) {
      Stage.pass(stage.lasting(5));
      traffic.end();
      stage.settle(traffic, paths);
      List<Arrival> arrivals = stage.judge().arrivals();
      long last = arrivals.stream().mapToLong(Arrival::nanos).max().orElse(begun);
      Tally tally = Tally.of(stage.judge(), traffic.acknowledged(), paths);
      List<Long> calls =
          traffic.acknowledged().stream()
              .map(each -> traffic.answeredAt(each) - traffic.sentAt(each))
              .sorted()
              .toList();
      long[] events =
          stage.judge().arrivals(one -> one.path().equals(inOrder)).stream()
              .mapToLong(Arrival::event)
              .toArray();
      long disorder =
          LongStream.range(1, events.length)
              .filter(at -> events[(int) at] < events[(int) at - 1])
              .count();
      return new Findings(
              "%d deliveries to %d URLs in 5 s".formatted(tally.sent(), URLS),
              "loss 0; heap <= 512 MiB (of 100k, drained at 20k/s)")
          .tally(tally)
          .require(server.handle().isAlive(), "the server died")
          .note(
              "no order is promised; one at a time, %d of %d came before an older event"
                  .formatted(disorder, events.length))
          .note(
              "drained at %.0f/s; calls p50 %d ms, p99 %d ms (bar of an idle machine: 50 ms)"
                  .formatted(
                      tally.sent() * 1e9 / Math.max(1, last - begun),
                      millis(calls, 0.5),
                      millis(calls, 0.99)));
    }
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
