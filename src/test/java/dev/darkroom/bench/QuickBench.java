package dev.darkroom.bench;

import dev.darkroom.db.PostgresAddress;
import dev.darkroom.testing.Await;
import dev.darkroom.testing.ServerProcess;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.locks.LockSupport;

/**
 * {@code -Dbench.lines=quick}: on an idle server, one event at a time. It carries the time at which
 * its transaction began, so the time from its commit to its arrival is less than what is measured
 * from there, and more than from the answer of its call.
 */
final class QuickBench {
  private static final int WARM_UP = 500;
  private static final int EVENTS = 500;
  private static final long PAUSE_NANOS = 5_000_000;
  private static final long LOOK_AGAIN_NANOS = 200_000;
  private static final double MEDIAN_BAR = 5;
  private static final double WORST_BAR = 25;

  private final Client client;
  private final Sink sink;
  private final PostgresAddress address;
  private final List<Instant> arrivals = new ArrayList<>();
  private final List<Double> sinceSent = new ArrayList<>();
  private final List<Double> sinceAnswered = new ArrayList<>();

  QuickBench(Vertx vertx, ServerProcess server, PostgresAddress address) {
    this.client = new Client(vertx, server);
    this.address = address;
    this.sink = new Sink(vertx);
  }

  void run() {
    String id = Await.await(client.upload("raw", Buffer.buffer("quick"))).getString("public_id");
    Await.await(client.trigger(sink.url()));
    for (int event = 0; event < WARM_UP + EVENTS; event++) {
      one(id, event);
    }
    print("after its call was answered", sinceAnswered);
    print("after its call was sent", sinceSent);
    double[] begun = print("after its transaction began", sinceBegun());
    Drained.verdict(
        begun[0] <= MEDIAN_BAR && begun[1] <= WORST_BAR,
        "from commit to arrival at most %.1f ms (p50) and %.1f ms (p99) (bars: %.0f and %.0f)"
            .formatted(begun[0], begun[1], MEDIAN_BAR, WORST_BAR));
  }

  /** The clocks of PostgreSQL and of this process are the same machine's. */
  private List<Double> sinceBegun() {
    List<Double> millis = new ArrayList<>();
    try (Connection connection =
            DriverManager.getConnection(address.jdbcUrl(), address.user(), address.password());
        Statement statement = connection.createStatement();
        ResultSet events =
            statement.executeQuery(
                "select created_at from event order by id desc limit " + arrivals.size())) {
      for (int last = arrivals.size() - 1; events.next(); last--) {
        Instant begun = events.getObject(1, OffsetDateTime.class).toInstant();
        millis.add(Duration.between(begun, arrivals.get(last)).toNanos() / 1e6);
      }
    } catch (SQLException failure) {
      throw new IllegalStateException(failure);
    }
    return millis;
  }

  private void one(String id, int event) {
    long before = sink.arrived();
    long sent = System.nanoTime();
    long answered = Await.await(client.tag(id, "t" + event).map(done -> System.nanoTime()));
    while (sink.arrived() == before) {
      LockSupport.parkNanos(LOOK_AGAIN_NANOS);
    }
    if (event >= WARM_UP) {
      arrivals.add(sink.lastInstant());
      sinceSent.add((sink.lastNanos() - sent) / 1e6);
      sinceAnswered.add(Math.max(0, sink.lastNanos() - answered) / 1e6);
    }
    LockSupport.parkNanos(PAUSE_NANOS);
  }

  private static double[] print(String since, List<Double> millis) {
    List<Double> sorted = millis.stream().sorted().toList();
    double median = sorted.get(sorted.size() / 2);
    double worst = sorted.get(sorted.size() * 99 / 100);
    System.out.printf(
        Locale.ROOT, "a webhook arrives %.2f ms (p50), %.2f ms (p99) %s%n", median, worst, since);
    return new double[] {median, worst};
  }
}
