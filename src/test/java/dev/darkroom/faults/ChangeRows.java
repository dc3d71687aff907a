package dev.darkroom.faults;

import dev.darkroom.outbox.Resends;
import dev.darkroom.testing.Await;
import dev.darkroom.testing.ServerProcess;
import dev.darkroom.testing.ServerSetup;
import io.vertx.core.Future;
import io.vertx.core.json.JsonObject;
import io.vertx.sqlclient.Tuple;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;

/** Rows 23, 24 and 26: upgrades, new secrets, and what somebody sends again. */
final class ChangeRows {
  private static final int URLS = 10;
  private static final int EVENTS_PER_SECOND = 20;

  /** The classes or the jar of an older version; empty for none. */
  private static final String OLD = System.getProperty("faults.old", "");

  /** Nodes remember keys for a second. */
  private static final Duration OVERLAP = Duration.ofSeconds(2);

  private ChangeRows() {}

  static List<Row> all() {
    return List.of(
        new Row(
            23,
            OLD.isEmpty()
                ? "rolling restart (of one version)"
                : "rolling upgrade from an older version",
            ChangeRows::rolling),
        new Row(24, "secret rotated under load", ChangeRows::rotation),
        new Row(26, "resent while retried, when taken", ChangeRows::resends));
  }

  private static Findings rolling(Stage stage) {
    List<ServerSetup> setups = stage.cluster(2);
    List<ServerProcess> nodes = new ArrayList<>();
    setups.forEach(setup -> nodes.add(stage.start(OLD.isEmpty() ? setup : setup.of(Path.of(OLD)))));
    List<String> paths = stage.subscribe(nodes.getFirst(), URLS);
    Duration longest = Duration.ZERO;
    try (Traffic traffic = new Traffic(stage, EVENTS_PER_SECOND, nodes)) {
      for (int node = 0; node < nodes.size(); node++) {
        Stage.pass(Duration.ofSeconds(2));
        traffic.leaveOut(nodes.get(node));
        Duration took = nodes.get(node).terminate();
        longest = took.compareTo(longest) > 0 ? took : longest;
        nodes.set(node, stage.start(setups.get(node)));
        traffic.include(nodes.get(node));
      }
      Stage.pass(Duration.ofSeconds(2));
      traffic.end();
      stage.settle(traffic, paths);
      Tally tally = Tally.of(stage.judge(), traffic.acknowledged(), paths);
      return new Findings(
              "%d/s to %d URLs, 2 nodes in turn".formatted(URLS * EVENTS_PER_SECOND, URLS),
              "loss 0, dups 0; a stop takes <= 21 s (of 1k/s)")
          .tally(tally)
          .require(tally.duplicates() == 0, tally.duplicates() + " came twice")
          .require(longest.toSeconds() <= 21, "a stop took " + longest.toMillis() + " ms")
          .note(
              "the longest stop took %d ms; refused: %s"
                  .formatted(longest.toMillis(), traffic.refused()));
    }
  }

  /** As an administrator does: a new key, for webhooks; callers change over; the old one goes. */
  private static Findings rotation(Stage stage) {
    ServerProcess server = stage.start(Account.with(stage.setup()));
    Account account = new Account(server);
    List<String> paths = stage.subscribe(server, URLS);
    try (Traffic traffic = new Traffic(stage, EVENTS_PER_SECOND, List.of(server))) {
      Stage.pass(stage.lasting(5));
      JsonObject fresh = account.makeKey("rotated");
      String secret = fresh.getString("api_secret");
      stage.judge().trusts(secret);
      account.changeKey(fresh.getString("api_key"), JsonObject.of("dedicated_for", "webhooks"));
      traffic.calls(fresh.getString("api_key"), secret);
      Stage.pass(stage.lasting(5));
      account.changeKey(server.key(), JsonObject.of("enabled", false));
      long gone = System.nanoTime();
      Stage.pass(stage.lasting(5));
      traffic.end();
      stage.settle(traffic, paths);
      List<Arrival> after = stage.judge().arrivals(one -> one.nanos() > gone + OVERLAP.toNanos());
      long byOld = after.stream().filter(one -> !secret.equals(one.signedBy())).count();
      long byNew = stage.judge().arrivals(one -> secret.equals(one.signedBy())).size();
      return new Findings(
              "%d/s to %d URLs".formatted(URLS * EVENTS_PER_SECOND, URLS),
              "100 % verify by the old or the new secret; after the overlap only by the new (of 1k/s)")
          .tally(Tally.of(stage.judge(), traffic.acknowledged(), paths))
          .require(byNew > 0 && !after.isEmpty(), "nothing was signed with the new secret")
          .require(byOld == 0, byOld + " were signed with the old secret when it was disabled")
          .note(
              "%d signed by the new secret, %d of them after the old key was disabled; refused: %s"
                  .formatted(byNew, after.size(), traffic.refused()));
    }
  }

  /** One receiver fails at first; everything is resent, again and again, meanwhile and after. */
  private static Findings resends(Stage stage) {
    int events = stage.count(20);
    Map<String, AtomicInteger> underWay = new ConcurrentHashMap<>();
    AtomicInteger twiceAtOnce = new AtomicInteger();
    AtomicInteger served = new AtomicInteger();
    try (Hostile receiver =
        Hostile.with(
            visit -> serve(visit, underWay, twiceAtOnce, served.incrementAndGet() <= events))) {
      ServerProcess server =
          stage.start(stage.setup().with("DARKROOM_WEBHOOK_RETRIES", "2s,2s,2s,2s"));
      stage.subscribe(server, receiver.url("/"));
      stage.raise(server, events);
      int refused = 0;
      for (int round = 0; round < 10; round++) {
        refused += resendAll(stage);
        Stage.pass(Duration.ofMillis(300));
      }
      boolean ended =
          Stage.reached(
              Duration.ofSeconds(30), () -> stage.number("select count(*) from delivery") == 0);
      long delivered = stage.number("select count(*) from delivery_log where state = 'delivered'");
      return new Findings(
              events + " deliveries, each resent 10 times",
              "never two attempts of one delivery at once; all delivered in the end")
          .require(twiceAtOnce.get() == 0, twiceAtOnce + " attempts side by side")
          .require(ended && delivered == events, delivered + " of " + events + " delivered")
          .note("%d resends were refused as being under way".formatted(refused))
          .note("resend on a paused or disabled URL: EndpointDeliveryTest and DeliveryLogTest");
    }
  }

  private static void serve(
      Hostile.Visit visit,
      Map<String, AtomicInteger> underWay,
      AtomicInteger twiceAtOnce,
      boolean fails)
      throws IOException {
    String head = visit.request();
    if (head == null) {
      return;
    }
    String delivery = Hostile.Visit.header(head, "x-darkroom-delivery", "");
    AtomicInteger now = underWay.computeIfAbsent(delivery, fresh -> new AtomicInteger());
    if (now.incrementAndGet() > 1) {
      twiceAtOnce.incrementAndGet();
    }
    Stage.pass(Duration.ofMillis(200));
    now.decrementAndGet();
    String status = fails ? "500 Not yet" : "200 OK";
    visit.write("HTTP/1.1 " + status + "\r\nConnection: close\r\nContent-Length: 0\r\n\r\n");
  }

  private static int resendAll(Stage stage) {
    Resends resends = new Resends(stage.database());
    List<Long> ids = new ArrayList<>();
    long environment = stage.number("select min(environment_id) from access_key");
    Await.await(
            stage
                .database()
                .query("select id from delivery union select id from delivery_log", Tuple.tuple()))
        .forEach(row -> ids.add(row.getLong(0)));
    int refused = 0;
    for (long id : ids) {
      boolean accepted =
          Await.await(
              resends
                  .resend(environment, id)
                  .transform(done -> Future.succeededFuture(done.succeeded())));
      refused += accepted ? 0 : 1;
    }
    return refused;
  }
}
