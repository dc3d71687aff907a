package dev.darkroom.bench;

import dev.darkroom.db.PostgresAddress;
import dev.darkroom.testing.Await;
import dev.darkroom.testing.ServerProcess;
import dev.darkroom.testing.ServerSetup;
import dev.darkroom.testing.TestDatabase;
import io.vertx.core.Vertx;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Locale;
import java.util.Set;

/**
 * {@code -Dbench.lines="drain …"}: deliveries that are ready in PostgreSQL, sent by one server
 * process to 50 URLs; the load, the receiver and PostgreSQL share the processors, so compare
 * processor time, and rates only with those of the same run.
 */
final class DrainBench {
  private static final int URLS = 50;
  private static final int WARM_UP = 60_000;
  private static final int DRAINED = 200_000;
  private static final Duration LONGEST = Duration.ofMinutes(5);

  private final ReadyDeliveries ready;
  private final ManyUrls urls;
  private final ServerProcess server;

  private DrainBench(ReadyDeliveries ready, ManyUrls urls, ServerProcess server) {
    this.ready = ready;
    this.urls = urls;
    this.server = server;
  }

  /**
   * Measures.
   *
   * @param wanted of: quick, hanging, pending, peers; the plain drain always comes first
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
    try (ServerProcess server = setup.start()) {
      ReadyDeliveries ready = new ReadyDeliveries(address, urls.base(), URLS);
      ready.sign();
      DrainBench bench = new DrainBench(ready, urls, server);
      System.out.printf(
          "%n%-58s %9s %8s %10s %10s %6s%n", "", "per s", "seconds", "sender us", "PG us", "load");
      int count = wanted.contains("quick") ? WARM_UP : DRAINED;
      bench.drain("warming up", WARM_UP);
      bench.drain("Darkroom: %,d ready deliveries".formatted(count), count);
      if (wanted.contains("hanging")) {
        bench.hanging();
      }
      if (wanted.contains("pending")) {
        bench.pending();
      }
      System.out.println(bench.memory());
      server.terminate();
    }
    if (wanted.contains("peers")) {
      new Peers(address, urls).run();
    }
    Await.await(vertx.close());
  }

  private double drain(String name, int count) {
    long before = urls.arrived(0);
    ready.write(count);
    long start = System.nanoTime();
    Used used = Used.of(server.handle());
    Await.until(
        LONGEST,
        () -> urls.arrived(0) - before + " of " + count,
        () -> urls.arrived(0) - before >= count);
    failures();
    Await.until(LONGEST, () -> "all written down", () -> ready.pending() <= waiting);
    Used since = Used.of(server.handle()).since(used);
    double seconds = (urls.lastNanos() - start) / 1e9;
    print(name, count, seconds, since);
    failures();
    return count / seconds;
  }

  /** Attempts that failed, of which there should be none. */
  private void failures() {
    long failed = server.output().lines().filter(line -> line.contains(" failed, next in")).count();
    if (failed > 0) {
      server
          .output()
          .lines()
          .filter(line -> line.contains(" failed, next in"))
          .limit(2)
          .forEach(System.out::println);
      System.out.println("   attempts that failed so far: " + failed);
    }
  }

  private long waiting;

  /** One in ten of the URLs hangs: what becomes of the others. */
  private void hanging() {
    int hanging = URLS / 10;
    double[] rates = new double[2];
    for (int round = 0; round < 2; round++) {
      urls.hang(round == 0 ? 0 : hanging);
      long before = urls.arrived(hanging);
      ready.write(DRAINED / 2);
      long start = System.nanoTime();
      Used used = Used.of(server.handle());
      long others = DRAINED / 2L / URLS * (URLS - hanging);
      Await.until(
          LONGEST,
          () -> urls.arrived(hanging) - before + " of " + others,
          () -> urls.arrived(hanging) - before >= others);
      double seconds = (System.nanoTime() - start) / 1e9;
      rates[round] = others / seconds;
      print(
          round == 0 ? "45 of 50 URLs, none hangs" : "45 of 50 URLs, the other 5 hang",
          others,
          seconds,
          Used.of(server.handle()).since(used));
      if (round == 0) {
        Await.until(LONGEST, () -> "all written down", () -> ready.pending() == 0);
      }
    }
    System.out.printf(
        Locale.ROOT, "   the others keep %.0f %% of their rate%n", 100 * rates[1] / rates[0]);
    urls.hang(0);
    ready.clear();
  }

  /** The same cost whatever waits besides. */
  private void pending() {
    for (int count : new int[] {10_000, 1_000_000}) {
      ready.clear();
      for (int written = 0; written < count; written += Math.min(count, 100_000)) {
        ready.writeForTomorrow(Math.min(count, 100_000));
      }
      waiting = count;
      drain("Darkroom: 50,000 beside %,d that are due tomorrow".formatted(count), 50_000);
      drain("  once more", 50_000);
      System.out.println("   " + memory());
    }
    waiting = 0;
    ready.clear();
  }

  static void print(String name, long count, double seconds, Used used) {
    System.out.printf(
        Locale.ROOT,
        "%-58s %9.0f %8.1f %10.1f %10.1f %6.1f%n",
        name,
        count / seconds,
        seconds,
        used.sender().toNanos() / 1e3 / count,
        used.postgres().toNanos() / 1e3 / count,
        ManagementFactory.getOperatingSystemMXBean().getSystemLoadAverage());
  }

  private String memory() {
    try {
      Path status = Path.of("/proc", Long.toString(server.handle().pid()), "status");
      return Files.readAllLines(status).stream()
          .filter(line -> line.startsWith("VmRSS:") || line.startsWith("VmHWM:"))
          .map(line -> line.replaceAll("\\s+", " "))
          .reduce("heap 512 MB at most;", (all, line) -> all + " " + line);
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
