package dev.darkroom.faults;

import dev.darkroom.testing.ServerProcess;
import dev.darkroom.testing.ServerSetup;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/**
 * Row 6: one of three nodes is cut off from the others, not from PostgreSQL nor the receivers: the
 * worst case, as both sides go on to work. The node lives in a network namespace of its own with
 * two cables, one for the cluster and one for the rest. For root on Linux alone.
 */
final class PartitionRow {
  private static final String SPACE = "darkroom-faults";
  private static final String BUS = "drf-bus";
  private static final String REST = "drf-rest";
  private static final String BUS_HERE = "10.213.1.1";
  private static final String BUS_THERE = "10.213.1.2";
  private static final String REST_HERE = "10.213.2.1";
  private static final String REST_THERE = "10.213.2.2";
  private static final int URLS = 10;
  private static final int EVENTS_PER_SECOND = 15;

  private PartitionRow() {}

  static List<Row> all() {
    return List.of(new Row(6, "3 nodes split 2 + 1, healed", PartitionRow::split));
  }

  private static Findings split(Stage stage) {
    remove();
    if (!create()) {
      remove();
      return Findings.notRun("network namespaces need root on Linux, and ip(8)");
    }
    try (Bridge database = new Bridge(REST_HERE, stage.address().port());
        Judge judge = new Judge(stage.vertx(), REST_HERE)) {
      return split(stage, database, judge);
    } finally {
      remove();
    }
  }

  private static boolean create() {
    return Signals.run("ip", "netns", "add", SPACE)
        && cable(BUS, BUS_HERE, BUS_THERE)
        && cable(REST, REST_HERE, REST_THERE)
        && within("ip", "link", "set", "lo", "up");
  }

  private static boolean cable(String name, String here, String there) {
    return Signals.run("ip", "link", "add", name, "type", "veth", "peer", "name", name + "1")
        && Signals.run("ip", "link", "set", name + "1", "netns", SPACE)
        && Signals.run("ip", "addr", "add", here + "/24", "dev", name)
        && Signals.run("ip", "link", "set", name, "up")
        && within("ip", "addr", "add", there + "/24", "dev", name + "1")
        && within("ip", "link", "set", name + "1", "up");
  }

  private static boolean within(String... command) {
    String[] whole = new String[command.length + 4];
    System.arraycopy(new String[] {"ip", "netns", "exec", SPACE}, 0, whole, 0, 4);
    System.arraycopy(command, 0, whole, 4, command.length);
    return Signals.run(whole);
  }

  private static void remove() {
    Signals.run("ip", "netns", "del", SPACE);
    Signals.run("ip", "link", "del", BUS);
    Signals.run("ip", "link", "del", REST);
  }

  private static Findings split(Stage stage, Bridge database, Judge judge) {
    Duration cut = DatabaseRows.longEnough(stage.lasting(60));
    ServerProcess first = stage.start(setup(stage, BUS_HERE, 15_701));
    ServerProcess second = stage.start(setup(stage, BUS_HERE, 15_702));
    ServerProcess alone =
        stage.start(
            setup(stage, BUS_THERE, 15_703)
                .with("DARKROOM_HTTP_HOST", REST_THERE)
                .with("DARKROOM_DATABASE_URL", stage.databaseUrl(REST_HERE, database.port()))
                .inside("ip", "netns", "exec", SPACE));
    judge.trusts(first.secret());
    List<String> paths =
        List.of("/p0", "/p1", "/p2", "/p3", "/p4", "/p5", "/p6", "/p7", "/p8", "/p9");
    paths.forEach(path -> stage.subscribe(first, judge.url(path)));
    try (Traffic traffic = new Traffic(stage, EVENTS_PER_SECOND, List.of(first, second, alone))) {
      judge.delays(Duration.ofMillis(500));
      Stage.pass(Duration.ofSeconds(3));
      within("ip", "link", "set", BUS + "1", "down");
      Stage.pass(cut);
      boolean noticed = first.output().contains(" left; ") && alone.output().contains(" left; ");
      within("ip", "link", "set", BUS + "1", "up");
      Stage.pass(cut);
      traffic.end();
      Stage.reached(
          Duration.ofSeconds(60), () -> Tally.missing(judge, traffic.acknowledged(), paths) == 0);
      Stage.reached(
          Duration.ofSeconds(30), () -> stage.number("select count(*) from delivery") == 0);
      Tally tally = Tally.of(judge, traffic.acknowledged(), paths);
      return new Findings(
              "%d/s to %d URLs, cut for %d s"
                  .formatted(URLS * EVENTS_PER_SECOND, URLS, cut.toSeconds()),
              "loss 0; every delivery ends once; dups <= in flight (768) (of 1k/s)")
          .tally(tally)
          .require(
              stage.number("select count(*) - count(distinct id) from delivery_log") == 0,
              "a delivery ended twice")
          .require(tally.duplicates() <= 768, tally.duplicates() + " came twice")
          .require(noticed, "the nodes did not notice: the row says nothing")
          .note(
              "taken over by the other side: %d; refused calls: %s"
                  .formatted(
                      stage.number("select count(*) from delivery_log where fence > 1"),
                      traffic.refused()));
    }
  }

  private static ServerSetup setup(Stage stage, String host, int port) {
    String members = "%s:15701,%s:15702,%s:15703".formatted(BUS_HERE, BUS_HERE, BUS_THERE);
    return stage
        .setup()
        .with("DARKROOM_CLUSTER_HOST", host)
        .with("DARKROOM_CLUSTER_PORT", Integer.toString(port))
        .with("DARKROOM_CLUSTER_MEMBERS", members)
        .with("DARKROOM_CLUSTER_TRUSTED_NETWORK", "true")
        .with("DARKROOM_WEBHOOK_ALLOW", "10.213.2.0/24,127.0.0.0/8");
  }

  /** Carries connections to the database, which listens on loopback alone. */
  private static final class Bridge implements AutoCloseable {
    private final ServerSocket listening;
    private final int target;
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();

    Bridge(String host, int target) {
      this.target = target;
      try {
        this.listening = new ServerSocket(0, 64, InetAddress.getByName(host));
      } catch (IOException failure) {
        throw new UncheckedIOException(failure);
      }
      threads.execute(this::listen);
    }

    int port() {
      return listening.getLocalPort();
    }

    private void listen() {
      while (!listening.isClosed()) {
        try {
          Socket from = listening.accept();
          Socket to = new Socket(InetAddress.getLoopbackAddress(), target);
          threads.execute(() -> carry(from, to));
          threads.execute(() -> carry(to, from));
        } catch (IOException closed) {
          return;
        }
      }
    }

    private static void carry(Socket from, Socket to) {
      try (from;
          to) {
        from.getInputStream().transferTo(to.getOutputStream());
      } catch (IOException ended) {
        // One side hung up; both are closed.
      }
    }

    @Override
    public void close() {
      try {
        listening.close();
      } catch (IOException failure) {
        throw new UncheckedIOException(failure);
      }
      threads.shutdownNow();
    }
  }
}
