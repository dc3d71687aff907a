package dev.darkroom.faults;

import dev.darkroom.db.Database;
import dev.darkroom.db.PostgresAddress;
import dev.darkroom.testing.Api;
import dev.darkroom.testing.Await;
import dev.darkroom.testing.ClusterSetup;
import dev.darkroom.testing.ServerProcess;
import dev.darkroom.testing.ServerSetup;
import dev.darkroom.testing.TestDatabase;
import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import io.vertx.core.json.JsonObject;
import io.vertx.sqlclient.Tuple;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** What one row works with: a database, a judge, and servers that end with the row. */
final class Stage implements AutoCloseable {
  /** So that nothing dies of its retries while the database or a node is away. */
  static final String PATIENT = "1s,2s,3s,5s,5s,10s,10s,20s,20s,30s";

  private static final Duration LEAST = Duration.ofSeconds(2);
  private static final Duration LONGEST_QUIET = Duration.ofMinutes(5);

  private static final AtomicLong RAISED = new AtomicLong();

  private final Vertx vertx = Vertx.vertx(new VertxOptions().setEventLoopPoolSize(2));
  private final PostgresAddress address = TestDatabase.freshAddress();
  private final Database database = new Database(vertx, address.forPool(), 4);
  private final Judge judge = new Judge(vertx, "127.0.0.1");
  private final List<ServerProcess> servers = new CopyOnWriteArrayList<>();
  private final String name;
  private final double scale;

  /** A stage of that name. */
  Stage(String name, double scale) {
    this.name = name;
    this.scale = scale;
  }

  Vertx vertx() {
    return vertx;
  }

  Judge judge() {
    return judge;
  }

  Database database() {
    return database;
  }

  PostgresAddress address() {
    return address;
  }

  /** So long, scaled, but long enough to see something. */
  Duration lasting(int fullSeconds) {
    Duration scaled = Duration.ofMillis((long) (fullSeconds * 1_000 * scale));
    return scaled.compareTo(LEAST) < 0 ? LEAST : scaled;
  }

  /** So many, scaled, but one at least. */
  int count(int full) {
    return Math.max(1, (int) Math.round(full * scale));
  }

  /** A server on this stage's database, and a folder for its blobs that all of the stage share. */
  ServerSetup setup() {
    return ServerSetup.fresh(name)
        .withHeap("256m")
        .with("DARKROOM_DATABASE_URL", databaseUrl("127.0.0.1", address.port()))
        .with("DARKROOM_DATABASE_POOL", "8")
        .with("DARKROOM_ADMIN_RATE_LIMIT", "999999999")
        .with("DARKROOM_WEBHOOK_TRIGGERS", "200")
        .with("DARKROOM_WEBHOOK_RETRIES", PATIENT);
  }

  String databaseUrl(String host, int port) {
    return "postgresql://%s:%s@%s:%d/%s?sslmode=disable"
        .formatted(address.user(), address.password(), host, port, address.database());
  }

  /** Nodes of one cluster. */
  List<ServerSetup> cluster(int count) {
    List<Integer> ports = ClusterSetup.freePorts(count);
    String members =
        ports.stream().map(port -> "127.0.0.1:" + port).collect(Collectors.joining(","));
    ServerSetup common = setup().with("DARKROOM_CLUSTER_MEMBERS", members);
    return ports.stream()
        .map(port -> common.with("DARKROOM_CLUSTER_PORT", port.toString()))
        .toList();
  }

  /** Starts a server; the judge trusts its secret. */
  ServerProcess start(ServerSetup setup) {
    ServerProcess server = setup.start();
    servers.add(server);
    judge.trusts(server.secret());
    return server;
  }

  /** Sends every event to that many URLs of the judge from now on; returns their paths. */
  List<String> subscribe(ServerProcess server, int count) {
    List<String> paths = IntStream.range(0, count).mapToObj(each -> "/e" + each).toList();
    paths.forEach(path -> subscribe(server, judge.url(path)));
    return paths;
  }

  /** Sends every event to a URL from now on. */
  void subscribe(ServerProcess server, String url) {
    JsonObject trigger = JsonObject.of("uri", url, "event_type", "all");
    new Api(server).call("POST", "triggers", trigger).ok();
  }

  /** Raises so many events one after the other; returns what they tell of. */
  List<String> raise(ServerProcess server, int count) {
    List<String> subjects =
        IntStream.range(0, count).mapToObj(each -> "raised" + RAISED.incrementAndGet()).toList();
    Api api = new Api(server);
    subjects.forEach(each -> api.call("POST", "folders/" + each, new JsonObject()).ok());
    return subjects;
  }

  /** The first number that a query finds. */
  long number(String sql) {
    return Await.await(database.query("select (" + sql + ")::bigint", Tuple.tuple()))
        .iterator()
        .next()
        .getLong(0);
  }

  /** Transactions of this stage's database so far, as PostgreSQL counts them. */
  long statements() {
    return number(
        """
        select xact_commit + xact_rollback from pg_stat_database where datname = current_database()
        """);
  }

  /** Waits until everything has arrived and every delivery has ended, or no longer. */
  void settle(Traffic traffic, List<String> paths) {
    settle(traffic.acknowledged(), paths);
  }

  void settle(Collection<String> subjects, List<String> paths) {
    reached(LONGEST_QUIET, () -> Tally.missing(judge, subjects, paths) == 0);
    reached(Duration.ofSeconds(20), () -> number("select count(*) from delivery") == 0);
  }

  /** Waits until it is so; returns whether it became so in time. */
  static boolean reached(Duration longest, BooleanSupplier isSo) {
    long deadline = System.nanoTime() + longest.toNanos();
    while (!isSo.getAsBoolean()) {
      if (System.nanoTime() > deadline) {
        return false;
      }
      LockSupport.parkNanos(20_000_000);
    }
    return true;
  }

  /** Lets time pass. */
  static void pass(Duration time) {
    reached(time, () -> false);
  }

  @Override
  public void close() {
    servers.forEach(server -> Signals.proceed(List.of(server.handle())));
    servers.forEach(ServerProcess::kill);
    judge.close();
    Await.await(vertx.close());
  }
}
