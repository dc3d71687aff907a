package dev.darkroom.webhook;

import static dev.darkroom.testing.Await.await;

import dev.darkroom.bus.Bus;
import dev.darkroom.db.Database;
import dev.darkroom.net.AddressGuard;
import dev.darkroom.net.Cidr;
import dev.darkroom.net.SystemResolver;
import dev.darkroom.outbox.DeliveryHistory;
import dev.darkroom.outbox.DeliveryLog;
import dev.darkroom.outbox.EventLog;
import dev.darkroom.outbox.HeldDeliveries;
import dev.darkroom.outbox.LeaseOwner;
import dev.darkroom.outbox.NewEvent;
import dev.darkroom.outbox.Partitions;
import dev.darkroom.outbox.Receiver;
import dev.darkroom.outbox.Resends;
import dev.darkroom.protocol.AccessKey;
import dev.darkroom.protocol.AuthScheme;
import dev.darkroom.protocol.BusMessage;
import dev.darkroom.protocol.DeliveryPage;
import dev.darkroom.protocol.DisableEndpoint;
import dev.darkroom.protocol.Done;
import dev.darkroom.protocol.Environment;
import dev.darkroom.protocol.EventCommitted;
import dev.darkroom.protocol.EventType;
import dev.darkroom.protocol.FolderMode;
import dev.darkroom.protocol.ListDeliveries;
import dev.darkroom.protocol.LoadEnvironment;
import dev.darkroom.protocol.LoadSending;
import dev.darkroom.protocol.LoadSending.Sending;
import dev.darkroom.protocol.NoteEndpointHealth;
import dev.darkroom.protocol.SignatureAlgorithm;
import dev.darkroom.protocol.WebhookEndpoint;
import dev.darkroom.testing.TestDatabase;
import io.vertx.core.Future;
import io.vertx.core.VerticleBase;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.sqlclient.Tuple;
import java.net.InetAddress;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** A node with a real database and a real webhook verticle, and what a test asks of it. */
final class Scene implements AutoCloseable {
  static final String BODY = "{\"notification_type\":\"upload\",\"public_id\":\"Grüße\"}";
  static final String SECRET = "abcd";
  static final WebhookSettings QUICK =
      WebhookSettings.of(RetrySchedule.parse("100ms,150ms"), Duration.ofSeconds(1), 8, 256);

  final Vertx vertx = Vertx.vertx();
  final Bus bus = new Bus(vertx, new Bus.Deadlines(Duration.ofSeconds(5), Duration.ofSeconds(5)));
  final Map<String, WebhookEndpoint> endpoints = new ConcurrentHashMap<>();
  final List<BusMessage> notes = new CopyOnWriteArrayList<>();
  final Set<String> living = ConcurrentHashMap.newKeySet();
  private final Database database = TestDatabase.fresh(vertx).database();
  private final SystemResolver resolver = new SystemResolver(vertx, Duration.ofSeconds(5));
  private final Database queues = database.queues(4);
  private final DeliveryHistory history = new DeliveryHistory(database);
  private HttpClientOptions client = new HttpClientOptions();
  private Consumer<String> onRemoved = node -> {};
  private LeaseOwner owner = new LeaseOwner("nobody", Duration.ofMinutes(1));
  private long lastEnvironment;
  private long environment;

  Scene() {
    await(vertx.deployVerticle(new Environments(bus, endpoints, notes)));
  }

  /** Answers for the environment package. */
  private static final class Environments extends VerticleBase {
    private final Bus bus;
    private final Map<String, WebhookEndpoint> endpoints;
    private final List<BusMessage> notes;

    Environments(Bus bus, Map<String, WebhookEndpoint> endpoints, List<BusMessage> notes) {
      this.bus = bus;
      this.endpoints = endpoints;
      this.notes = notes;
    }

    @Override
    public Future<?> start() {
      bus.serve(LoadEnvironment.ADDRESS, request -> Future.succeededFuture(environment()));
      bus.serve(LoadSending.ADDRESS, this::sending);
      bus.serve(
          NoteEndpointHealth.ADDRESS,
          note -> {
            notes.add(note);
            return Future.succeededFuture(new Done());
          });
      bus.serve(
          DisableEndpoint.ADDRESS,
          disabled -> {
            notes.add(disabled);
            return Future.succeededFuture(new Done());
          });
      return Future.succeededFuture();
    }

    private Future<Sending> sending(LoadSending request) {
      WebhookEndpoint known = endpoints.get(request.url());
      return Future.succeededFuture(new Sending(AuthScheme.LEGACY_HMAC, known));
    }

    private static Environment environment() {
      AccessKey old = new AccessKey("old", "wxyz", "", true, Instant.EPOCH, false);
      AccessKey key = new AccessKey("key", SECRET, "", true, Instant.EPOCH.plusSeconds(1), false);
      return new Environment(
          1,
          "demo",
          "0".repeat(32),
          FolderMode.DYNAMIC,
          SignatureAlgorithm.SHA1,
          List.of(old, key));
    }
  }

  /** Trusts and otherwise connects as said here. */
  Scene with(HttpClientOptions options) {
    client = options;
    return this;
  }

  /** Forgets what earlier tests left to be delivered. */
  void clear() {
    await(database.query("truncate event, delivery, delivery_log, delivery_turn", Tuple.tuple()));
    living.clear();
    endpoints.clear();
    notes.clear();
  }

  /** Starts a node that may reach the ranges; returns the deployment. */
  String start(String node, WebhookSettings settings, String... allowed) {
    owner = new LeaseOwner(node, settings.lease());
    environment = ++lastEnvironment;
    living.add(node);
    AddressGuard guard =
        new AddressGuard(this::resolve, Arrays.stream(allowed).map(Cidr::of).toList());
    return await(
        vertx.deployVerticle(
            new WebhookVerticle(
                new WebhookVerticle.Parts(
                    bus,
                    guard,
                    owner,
                    new DeliveryLog(queues, owner),
                    history,
                    new Resends(database),
                    new Partitions(database, 30),
                    new LocalBoard(),
                    new OneNode(),
                    settings,
                    InstantSource.system(),
                    client))));
  }

  /** Names under {@code .test} exist for the guard alone: who connects to them was told where. */
  private Future<List<InetAddress>> resolve(String host) {
    return host.endsWith(".test")
        ? Future.succeededFuture(List.of(InetAddress.ofLiteral("127.0.0.1")))
        : resolver.resolve(host);
  }

  /** Stops a deployment in order. */
  void stop(String deployment) {
    await(vertx.undeploy(deployment));
  }

  /** Tells the node that another one is gone. */
  void dies(String node) {
    living.remove(node);
    onRemoved.accept(node);
  }

  /** Commits an event as this scene's node, and nudges the verticle. */
  EventCommitted commit(String... urls) {
    EventCommitted event = commitWithoutNudge(owner, urls);
    bus.publish(EventCommitted.TOPIC, event);
    return event;
  }

  /** Commits an event as some node, and loses the nudge. */
  EventCommitted commitWithoutNudge(LeaseOwner leaseOwner, String... urls) {
    List<Receiver> destinations =
        Stream.of(urls).map(url -> new Receiver(url, null, null, false, false)).toList();
    NewEvent event = new NewEvent(environment, EventType.UPLOAD, BODY, "key", "Grüße");
    return await(
        database.transaction(
            connection -> new EventLog(leaseOwner).append(connection, event, destinations)));
  }

  /** Commits an event to a URL that wants them in order, without a nudge. */
  EventCommitted commitInOrder(String url, String body) {
    NewEvent event = new NewEvent(environment, EventType.UPLOAD, body, "key", "");
    List<Receiver> one = List.of(new Receiver(url, null, null, false, true));
    return await(
        database.transaction(connection -> new EventLog(owner).append(connection, event, one)));
  }

  /** Lets go what a paused URL held back, or what everybody forgot. */
  void release(@Nullable String url) {
    await(
        url == null
            ? HeldDeliveries.releaseForgotten(database)
            : database.transaction(
                connection -> HeldDeliveries.release(connection, environment, url)));
  }

  /** The deliveries of this start, newest first. */
  List<DeliveryPage.Entry> list(@Nullable String state) {
    return await(history.list(new ListDeliveries(environment, state, null, 500))).deliveries();
  }

  /** The environment of this start. */
  long environment() {
    return environment;
  }

  /** Sets a URL's state up in the database. */
  void save(String url, WebhookEndpoint.State state) {
    sql(
        """
        insert into environment (id, cloud, product_environment_id, folder_mode, name)
        overriding system value values (%1$d, 'c%1$d', 'p%1$d', 'fixed', 'n') on conflict do nothing
        """
            .formatted(environment));
    sql(
        """
        insert into webhook_endpoint (environment_id, url, state) values (%d, '%s', '%s')
        on conflict (environment_id, url) do update set state = excluded.state
        """
            .formatted(environment, url, state.name().toLowerCase(Locale.ROOT)));
  }

  /** Runs a statement. */
  void sql(String statement) {
    await(database.query(statement, Tuple.tuple()));
  }

  /** How many rows there are. */
  int count(String from) {
    return await(database.query("select count(*)::int from " + from, Tuple.tuple()))
        .iterator()
        .next()
        .getInteger(0);
  }

  @Override
  public void close() {
    resolver.close();
    await(vertx.close());
  }

  private final class OneNode implements Nodes {
    @Override
    public Set<String> living() {
      return new HashSet<>(living);
    }

    @Override
    public void onRemoved(Consumer<String> listener) {
      onRemoved = listener;
    }
  }
}
