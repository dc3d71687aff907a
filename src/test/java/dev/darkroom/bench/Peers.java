package dev.darkroom.bench;

import dev.darkroom.db.PostgresAddress;
import dev.darkroom.testing.Await;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** What others deliver to the same receiver in the same run. */
final class Peers {
  private static final Duration LONGEST = Duration.ofMinutes(4);
  private static final int WARM_UP = 10_000;
  private static final int DRAINED = 60_000;
  private static final double RATE_BAR = 3;
  private static final double COST_BAR = 0.5;

  /** How a peer is started. */
  private interface Start {
    Peer peer() throws IOException;
  }

  private final PostgresAddress address;
  private final ManyUrls urls;

  Peers(PostgresAddress address, ManyUrls urls) {
    this.address = address;
    this.urls = urls;
  }

  /** Runs each, then says how we compare with the fastest. */
  void run(Drained ours) {
    List<Drained> all = new ArrayList<>();
    run("graphile-worker", () -> new GraphileWorker(address, urls.base()), all);
    run("BullMQ", () -> new BullMq(urls.base(), "always"), all);
    run("BullMQ", () -> new BullMq(urls.base(), "everysec"), all);
    run("db-scheduler", () -> new DbScheduler(address, urls.base()), all);
    all.stream()
        .max(Comparator.comparingDouble(Drained::perSecond))
        .ifPresent(best -> compare(ours, best));
  }

  private static void compare(Drained ours, Drained best) {
    double rate = ours.perSecond() / best.perSecond();
    double cost = ours.each() / best.each();
    System.out.printf("  the fastest of them: %s%n", best.name());
    Drained.verdict(rate >= RATE_BAR, "%.2f times its rate (bar: %.0f)".formatted(rate, RATE_BAR));
    Drained.verdict(
        cost <= COST_BAR,
        "%.2f of its processor time per delivery, databases included (bar: %.1f)"
            .formatted(cost, COST_BAR));
  }

  private void run(String name, Start start, List<Drained> all) {
    try (Peer peer = start.peer()) {
      drain(peer, WARM_UP);
      all.add(drain(peer, DRAINED).print());
    } catch (IOException | AssertionError failure) {
      System.out.printf("%-60s NOT RUN: %s%n", name, failure.getMessage());
    }
  }

  private Drained drain(Peer peer, int count) throws IOException {
    long before = urls.arrived(0);
    urls.begin();
    peer.ready(count);
    Used used = peer.used();
    Await.until(
        LONGEST,
        () -> urls.arrived(0) - before + " of " + count,
        () -> urls.arrived(0) - before >= count);
    Await.until(LONGEST, () -> "all written down", peer::isDone);
    return new Drained(peer.name(), count, urls.seconds(), peer.used().since(used));
  }
}
