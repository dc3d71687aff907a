package dev.darkroom.trigger;

import static dev.darkroom.testing.Await.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.darkroom.bus.Bus;
import dev.darkroom.db.Database;
import dev.darkroom.environment.EnvironmentVerticle;
import dev.darkroom.environment.FirstEnvironment;
import dev.darkroom.outbox.EventLog;
import dev.darkroom.outbox.LeaseOwner;
import dev.darkroom.protocol.AuthScheme;
import dev.darkroom.protocol.CreateTrigger;
import dev.darkroom.protocol.DisableEndpoint;
import dev.darkroom.protocol.EventType;
import dev.darkroom.protocol.FindEnvironment;
import dev.darkroom.protocol.FolderMode;
import dev.darkroom.protocol.LoadSending;
import dev.darkroom.protocol.LoadSending.Sending;
import dev.darkroom.protocol.NoteEndpointHealth;
import dev.darkroom.protocol.SaveEndpoint;
import dev.darkroom.protocol.WebhookEndpoint;
import dev.darkroom.protocol.WebhookEndpoint.State;
import dev.darkroom.testing.Notifications;
import dev.darkroom.testing.TestDatabase;
import io.vertx.core.Deployable;
import io.vertx.core.DeploymentOptions;
import io.vertx.core.ThreadingModel;
import io.vertx.core.Vertx;
import io.vertx.core.json.JsonObject;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.Tuple;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** What the registry does when the delivery engine says that a URL fails. */
final class FailingTest {
  private static final Duration LONG = Duration.ofSeconds(10);
  private static final Vertx VERTX = Vertx.vertx();
  private static final Database DATABASE = TestDatabase.fresh(VERTX).database();
  private static final Bus BUS = new Bus(VERTX, new Bus.Deadlines(LONG, LONG));
  private static long environment;

  @BeforeAll
  static void open() {
    await(new FirstEnvironment(DATABASE).seed(null, FolderMode.DYNAMIC));
    deploy(ThreadingModel.EVENT_LOOP, new EnvironmentVerticle(BUS, DATABASE));
    EventLog events = new EventLog(new LeaseOwner("node", LONG));
    deploy(
        ThreadingModel.VIRTUAL_THREAD,
        new TriggerVerticle(new TriggerParts(BUS, DATABASE, events, InstantSource.system(), 10)));
    environment = await(BUS.request(FindEnvironment.ADDRESS, new FindEnvironment("demo"))).id();
  }

  @AfterAll
  static void close() {
    await(VERTX.close());
  }

  @Test
  void theEarliestFailureCountsUntilItFaresWell() {
    String url = "https://health.example/";
    Instant begun = Instant.parse("2026-11-22T10:00:00Z");
    note(url, begun);
    assertNull(endpoint(url), "no trigger, no state");
    create(EventType.DELETE, url);
    note(url, begun.plusSeconds(60));
    note(url, begun);
    note(url, begun.plusSeconds(90));
    save("https://other.example/", Map.of("per_second", "5"));
    assertEquals(begun, Objects.requireNonNull(endpoint(url)).failingSince());
    note(url, null);
    save("https://other.example/", Map.of("per_second", ""));
    assertNull(Objects.requireNonNull(endpoint(url)).failingSince());
  }

  @Test
  void aUrlIsDisabledOnceAndTheOthersHearOfIt() {
    String url = "https://gone.example/";
    create(EventType.ALL, url);
    create(EventType.ERROR, "https://watch.example/");
    disable(url);
    disable(url);
    disable("https://unknown.example/");
    List<Row> told = told();
    assertEquals(1, told.size());
    assertEquals("https://watch.example/", told.getFirst().getString(0));
    JsonObject body = Notifications.conforming(new JsonObject(told.getFirst().getString(1)));
    assertEquals("error", body.getString("notification_type"));
    assertEquals(
        "Notification URL https://gone.example/ was disabled: status 410",
        body.getJsonObject("error").getString("message"));
    WebhookEndpoint disabled = Objects.requireNonNull(endpoint(url));
    assertEquals(State.DISABLED, disabled.state());
    assertEquals("status 410", disabled.reason());
    note(url, Instant.now());
    save(url, Map.of("state", "active"));
    WebhookEndpoint active = Objects.requireNonNull(endpoint(url));
    assertEquals(State.ACTIVE, active.state());
    assertNull(active.reason());
    assertNull(active.failingSince());
    disable(url);
    create(EventType.DELETE, url);
    assertEquals(State.ACTIVE, Objects.requireNonNull(endpoint(url)).state());
  }

  @Test
  void everyNodeSignsWithTheSameKey() {
    Sending first = sending("https://a.example/");
    Sending second = sending("https://b.example/");
    assertEquals(
        Objects.requireNonNull(first.pair()).id(), Objects.requireNonNull(second.pair()).id());
    assertEquals(AuthScheme.DEFAULT, first.scheme());
    assertTrue(String.valueOf(first).contains("SigningPair[" + first.pair().id() + "]"));
  }

  private static List<Row> told() {
    List<Row> rows = new ArrayList<>();
    await(
            DATABASE.query(
                """
                select d.url, e.body from delivery d join event e on e.id = d.event_id
                where e.event_type = 'error'
                """,
                Tuple.tuple()))
        .forEach(rows::add);
    return rows;
  }

  private static void create(EventType type, String url) {
    CreateTrigger trigger =
        new CreateTrigger(environment, type, url, "webhook", false, null, null, AuthScheme.DEFAULT);
    await(BUS.request(CreateTrigger.ADDRESS, trigger));
  }

  private static void save(String url, Map<String, String> changes) {
    await(BUS.request(SaveEndpoint.ADDRESS, new SaveEndpoint(environment, url, changes)));
  }

  private static void note(String url, @Nullable Instant since) {
    await(BUS.request(NoteEndpointHealth.ADDRESS, new NoteEndpointHealth(environment, url, since)));
  }

  private static void disable(String url) {
    await(
        BUS.request(DisableEndpoint.ADDRESS, new DisableEndpoint(environment, url, "status 410")));
  }

  private static @Nullable WebhookEndpoint endpoint(String url) {
    return sending(url).endpoint();
  }

  private static Sending sending(String url) {
    return await(BUS.request(LoadSending.ADDRESS, new LoadSending(environment, url, null)));
  }

  private static void deploy(ThreadingModel model, Deployable verticle) {
    await(VERTX.deployVerticle(verticle, new DeploymentOptions().setThreadingModel(model)));
  }
}
