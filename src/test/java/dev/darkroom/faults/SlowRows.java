package dev.darkroom.faults;

import dev.darkroom.testing.ServerProcess;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;

/** Rows 9 and 10: some receivers fail or hang, and the others must not notice. */
final class SlowRows {
  private static final int URLS = 50;
  private static final int EVENTS_PER_SECOND = 5;
  private static final List<Duration> WAITS =
      List.of(Duration.ofSeconds(2), Duration.ofSeconds(3), Duration.ofSeconds(4));

  /** What a loaded machine adds to any wait and any latency. */
  private static final Duration NOISE = Duration.ofMillis(500);

  private SlowRows() {}

  static List<Row> all() {
    return List.of(
        new Row(9, "1 of 50 URLs answers 500 for ever", SlowRows::failing),
        new Row(10, "10 % of the URLs hang to the timeout", SlowRows::hanging));
  }

  private static Findings failing(Stage stage) {
    ServerProcess server = stage.start(stage.setup().with("DARKROOM_WEBHOOK_RETRIES", "2s,3s,4s"));
    List<String> paths = stage.subscribe(server, URLS);
    String bad = paths.getLast();
    List<String> good = paths.subList(0, URLS - 1);
    try (Traffic traffic = new Traffic(stage, EVENTS_PER_SECOND, List.of(server))) {
      Phases phases = phases(stage, traffic, arrival -> arrival.path().equals(bad), 500);
      traffic.end();
      stage.settle(traffic, good);
      List<Duration> gaps = new ArrayList<>();
      int early = gaps(stage.judge(), bad, gaps);
      Duration latest = gaps.stream().max(Comparator.naturalOrder()).orElse(Duration.ZERO);
      return new Findings(
              "%d/s to %d URLs".formatted(URLS * EVENTS_PER_SECOND, URLS),
              "retries 2, 3, 4 s never early, late <= 20 % + 0.5 s; others' p99 +-10 % + 0.5 s")
          .tally(Tally.of(stage.judge(), traffic.acknowledged(), good))
          .require(!gaps.isEmpty(), "nothing was retried")
          .require(early == 0, early + " retries came early")
          .require(latest.compareTo(NOISE) <= 0, "a retry was late by " + latest.toMillis() + " ms")
          .require(phases.isLike(stage.judge(), good, 1.1), "the others noticed")
          .note(
              "%d retries, the latest %d ms beyond 120 %%"
                  .formatted(gaps.size(), latest.toMillis()))
          .note(phases.told(stage.judge(), good));
    }
  }

  /** Adds how much later than 120 % of its wait each retry came; returns how many were early. */
  private static int gaps(Judge judge, String path, List<Duration> late) {
    Map<Long, Arrival> before = new HashMap<>();
    int early = 0;
    for (Arrival one : judge.arrivals(any -> any.path().equals(path) && any.status() == 500)) {
      Arrival last = before.put(one.delivery(), one);
      if (last != null && one.attempt() == last.attempt() + 1) {
        Duration wait = WAITS.get(last.attempt() - 1);
        Duration gap = Duration.ofNanos(one.nanos() - last.nanos());
        early += gap.compareTo(wait) < 0 ? 1 : 0;
        late.add(gap.minus(wait.multipliedBy(12).dividedBy(10)));
      }
    }
    return early;
  }

  private static Findings hanging(Stage stage) {
    ServerProcess server = stage.start(stage.setup().with("DARKROOM_WEBHOOK_TIMEOUT", "5s"));
    List<String> paths = stage.subscribe(server, URLS);
    List<String> bad = paths.subList(0, URLS / 10);
    List<String> good = paths.subList(URLS / 10, URLS);
    try (Traffic traffic = new Traffic(stage, EVENTS_PER_SECOND, List.of(server))) {
      Phases phases = phases(stage, traffic, arrival -> bad.contains(arrival.path()), Judge.HANG);
      traffic.end();
      stage.settle(traffic, good);
      return new Findings(
              "%d/s to %d URLs, %d hang".formatted(URLS * EVENTS_PER_SECOND, URLS, bad.size()),
              "the others keep >= 95 % of their rate, p99 <= +20 % + 0.5 s (of 5k/s)")
          .tally(Tally.of(stage.judge(), traffic.acknowledged(), good))
          .require(phases.isLike(stage.judge(), good, 1.2), "the others were slower")
          .require(phases.kept(stage.judge(), good) >= 0.95, "the others lost rate")
          .note(phases.told(stage.judge(), good));
    }
  }

  /** A while in which all is well, and as long in which some are not. */
  private static Phases phases(Stage stage, Traffic traffic, Predicate<Arrival> isBad, int answer) {
    Stage.pass(Duration.ofSeconds(3));
    long from = System.nanoTime();
    Stage.pass(stage.lasting(10));
    long fault = System.nanoTime();
    stage.judge().answers(arrival -> isBad.test(arrival) ? answer : 200);
    Stage.pass(stage.lasting(10));
    return new Phases(traffic, from, fault, System.nanoTime());
  }

  private record Phases(Traffic traffic, long from, long fault, long end) {

    boolean isLike(Judge judge, List<String> paths, double factor) {
      double most = latency(judge, paths, from, fault, 0.99).toNanos() * factor;
      return latency(judge, paths, fault, end, 0.99).minus(NOISE).toNanos() <= most;
    }

    /** Arrivals per event that was sent, in the second phase, compared with the first. */
    double kept(Judge judge, List<String> paths) {
      double before = (double) latencies(judge, paths, from, fault).size() / (fault - from);
      double after = (double) latencies(judge, paths, fault, end).size() / (end - fault);
      return after / before;
    }

    String told(Judge judge, List<String> paths) {
      return "others, from call to arrival: p50 %d, p99 %d ms before; p50 %d, p99 %d ms then; rate %.0f %%"
          .formatted(
              latency(judge, paths, from, fault, 0.5).toMillis(),
              latency(judge, paths, from, fault, 0.99).toMillis(),
              latency(judge, paths, fault, end, 0.5).toMillis(),
              latency(judge, paths, fault, end, 0.99).toMillis(),
              kept(judge, paths) * 100);
    }

    private Duration latency(Judge judge, List<String> paths, long begin, long until, double part) {
      List<Long> sorted = latencies(judge, paths, begin, until);
      return sorted.isEmpty()
          ? Duration.ZERO
          : Duration.ofNanos(sorted.get((int) ((sorted.size() - 1) * part)));
    }

    private List<Long> latencies(Judge judge, List<String> paths, long begin, long until) {
      return judge.arrivals(one -> one.isTaken() && paths.contains(one.path())).stream()
          .filter(one -> traffic.sentAt(one.subject()) >= begin)
          .filter(one -> traffic.sentAt(one.subject()) < until)
          .map(one -> one.nanos() - traffic.sentAt(one.subject()))
          .sorted()
          .toList();
    }
  }
}
