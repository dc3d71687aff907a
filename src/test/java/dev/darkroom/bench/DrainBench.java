package dev.darkroom.bench;

import dev.darkroom.db.PostgresAddress;
import dev.darkroom.testing.Await;
import dev.darkroom.testing.ServerProcess;
import dev.darkroom.testing.ServerSetup;
import dev.darkroom.testing.TestDatabase;
import io.vertx.core.Vertx;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Set;

/**
 * {@code -Dbench.lines=drain} and its relatives: deliveries that are ready in PostgreSQL, sent by
 * one server process to 50 URLs. The load, the receiver and PostgreSQL share the processors, so
 * compare processor time, and rates only with those of the same run.
 */
final class DrainBench {
  /** How many notification URLs there are. */
  static final int URLS = 50;

  private static final int WARM_UP = 100_000;
  private static final int DRAINED = 200_000;
  private static final int BESIDE = 100_000;
  private static final double KEPT_BAR = 0.95;
  private static final double FLAT_BAR = 1.2;
  private static final Duration LONGEST = Duration.ofMinutes(5);

  private final ReadyDeliveries ready;
  private final ManyUrls urls;
  private final ServerProcess server;
  private long waiting;

  private DrainBench(ReadyDeliveries ready, ManyUrls urls, ServerProcess server) {
    this.ready = ready;
    this.urls = urls;
    this.server = server;
  }

  /**
   * Measures.
   *
   * @param wanted of: drain, peers (with the drain), hanging, pending, quick
   */
  static void run(Set<String> wanted) {
    Vertx vertx = Vertx.vertx();
    PostgresAddress address = TestDatabase.freshAddress();
    ManyUrls urls = new ManyUrls(vertx, URLS);
    ServerSetup setup =
        ServerSetup.fresh("drain")
            .withHeap("512m")
            .with("DARKROOM_DATABASE_URL", url(address))
            .with("DARKROOM_WEBHOOK_ALLOW", "127.0.0.0/8");
    System.out.println(Drained.heading());
    try (ServerProcess server = setup.start()) {
      if (wanted.contains("quick")) {
        new QuickBench(vertx, server, address).run();
      }
      ReadyDeliveries ready = new ReadyDeliveries(address, urls.base(), URLS);
      DrainBench bench = new DrainBench(ready, urls, server);
      Drained drained = wanted.equals(Set.of("quick")) ? null : bench.lines(wanted);
      server.terminate();
      if (wanted.contains("peers") && drained != null) {
        new Peers(address, urls).run(drained);
      }
    }
    Await.await(vertx.close());
  }

  private Drained lines(Set<String> wanted) {
    ready.sign();
    Drained drained = drain("warming up", WARM_UP).print();
    if (wanted.contains("drain") || wanted.contains("peers")) {
      drained = drain("Darkroom, PostgreSQL with fsync", DRAINED).print();
    }
    if (wanted.contains("hanging")) {
      hanging();
    }
    if (wanted.contains("pending")) {
      pending();
    }
    System.out.println("  heap 512 MB at most;" + memory());
    return drained;
  }

  private Drained drain(String name, int count) {
    return drain(name, count, 0);
  }

  /** Writes so many and waits for those of the URLs from that number on. */
  private Drained drain(String name, int count, int from) {
    long before = urls.arrived(from);
    long awaited = (long) count / URLS * (URLS - from);
    urls.begin();
    ready.write(count);
    Used used = Used.of(server.handle());
    Await.until(
        LONGEST,
        () -> urls.arrived(from) - before + " of " + awaited,
        () -> urls.arrived(from) - before >= awaited);
    double seconds = urls.seconds();
    if (from == 0) {
      Await.until(LONGEST, () -> "all written down", () -> ready.pending() <= waiting);
    }
    return new Drained(name, awaited, seconds, Used.of(server.handle()).since(used));
  }

  /** One in ten of the URLs hangs: what becomes of the others, before, meanwhile and after. */
  private void hanging() {
    int hanging = URLS / 10;
    drain("45 of 50 URLs, to warm up", BESIDE, hanging);
    Drained before = drain("45 of 50 URLs, none hangs", BESIDE, hanging).print();
    Await.until(LONGEST, () -> "all written down", () -> ready.pending() == 0);
    urls.hang(hanging);
    Drained meanwhile = drain("45 of 50 URLs, the other 5 hang", BESIDE, hanging).print();
    urls.hang(0);
    ready.clear();
    Drained after = drain("45 of 50 URLs, none hangs", BESIDE, hanging).print();
    double usual = (before.perSecond() + after.perSecond()) / 2;
    double kept = meanwhile.perSecond() / usual;
    Drained.verdict(
        kept >= KEPT_BAR,
        "the others keep %.0f %% of their rate (bar: %.0f)".formatted(100 * kept, 100 * KEPT_BAR));
    ready.clear();
  }

  /** The same cost whatever waits besides. */
  private void pending() {
    double[] each = new double[2];
    int[] counts = {10_000, 1_000_000};
    for (int round = 0; round < 2; round++) {
      ready.clear();
      ready.writeForTomorrow(counts[round]);
      waiting = counts[round];
      drain("to warm up", BESIDE / 2);
      String name = "beside %,d that are due tomorrow".formatted(counts[round]);
      each[round] = drain(name, BESIDE).print().each();
      System.out.println("  heap 512 MB at most;" + memory());
    }
    double more = each[1] / each[0];
    Drained.verdict(
        more <= FLAT_BAR,
        "%.2f times the processor time per delivery beside 1,000,000 (bar for flat: %.1f)"
            .formatted(more, FLAT_BAR));
    waiting = 0;
    ready.clear();
  }

  private String memory() {
    try {
      Path status = Path.of("/proc", Long.toString(server.handle().pid()), "status");
      return Files.readAllLines(status).stream()
          .filter(line -> line.startsWith("VmRSS:") || line.startsWith("VmHWM:"))
          .map(line -> " " + line.replaceAll("\\s+", " "))
          .reduce("", String::concat);
    } catch (IOException failure) {
      return failure.toString();
    }
  }

  static String url(PostgresAddress address) {
    return "postgresql://%s:%s@%s:%d/%s"
        .formatted(
            address.user(), address.password(), address.host(), address.port(), address.database());
  }
}
