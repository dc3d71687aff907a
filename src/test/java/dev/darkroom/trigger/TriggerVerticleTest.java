package dev.darkroom.trigger;

import static dev.darkroom.testing.Await.await;
import static dev.darkroom.testing.Await.failure;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.darkroom.bus.Bus;
import dev.darkroom.db.Database;
import dev.darkroom.outbox.EventLog;
import dev.darkroom.outbox.LeaseOwner;
import dev.darkroom.protocol.AuthScheme;
import dev.darkroom.protocol.CreateTrigger;
import dev.darkroom.protocol.DeleteTrigger;
import dev.darkroom.protocol.Destination;
import dev.darkroom.protocol.ErrorCode;
import dev.darkroom.protocol.EventType;
import dev.darkroom.protocol.FindTrigger;
import dev.darkroom.protocol.ListTriggers;
import dev.darkroom.protocol.MatchTriggers;
import dev.darkroom.protocol.Refusal;
import dev.darkroom.protocol.Trigger;
import dev.darkroom.protocol.UpdateTrigger;
import dev.darkroom.testing.TestDatabase;
import io.vertx.core.DeploymentOptions;
import io.vertx.core.Future;
import io.vertx.core.ThreadingModel;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class TriggerVerticleTest {
  private static final int MAXIMUM_URLS = 3;
  private static final Duration LONG = Duration.ofSeconds(10);
  private static final Vertx VERTX = Vertx.vertx();
  private static final Database DATABASE = TestDatabase.fresh(VERTX).database();
  private static final Bus BUS = new Bus(VERTX, new Bus.Deadlines(LONG, LONG));
  private static long lastEnvironment;

  private final long environment = ++lastEnvironment;

  @BeforeAll
  static void open() {
    await(
        VERTX.deployVerticle(
            new TriggerVerticle(
                new TriggerParts(
                    BUS,
                    DATABASE,
                    new EventLog(new LeaseOwner("node", LONG)),
                    InstantSource.system(),
                    MAXIMUM_URLS)),
            new DeploymentOptions().setThreadingModel(ThreadingModel.VIRTUAL_THREAD)));
  }

  @AfterAll
  static void close() {
    await(VERTX.close());
  }

  @Test
  void aTriggerIsMadeFoundListedChangedAndRemoved() {
    Trigger made = create(EventType.UPLOAD, "https://a.example/hook");
    assertTrue(made.id().matches("[0-9a-f]{32,}"), made.id());
    assertEquals("webhook", made.uriType());
    assertFalse(made.additive());
    assertEquals(
        made, await(BUS.request(FindTrigger.ADDRESS, new FindTrigger(environment, made.id()))));
    create(EventType.ALL, "https://a.example/hook");
    assertEquals(2, list(null).size());
    assertEquals(List.of(made), list(EventType.UPLOAD));

    Trigger changed = update(made.id(), "https://b.example/hook", true);
    assertEquals("https://b.example/hook", changed.uri());
    assertTrue(changed.additive());
    assertEquals(made.createdAt(), changed.createdAt());
    assertTrue(changed.updatedAt().isAfter(made.updatedAt()));
    assertEquals(List.of(changed), list(EventType.UPLOAD));

    delete(made.id());
    assertEquals(List.of(), list(EventType.UPLOAD));
    assertRefused(
        ErrorCode.NOT_FOUND,
        "Trigger not found - " + made.id(),
        BUS.request(DeleteTrigger.ADDRESS, new DeleteTrigger(environment, made.id())));
    assertRefused(
        ErrorCode.NOT_FOUND,
        "Trigger not found - " + made.id(),
        BUS.request(
            UpdateTrigger.ADDRESS,
            new UpdateTrigger(environment, made.id(), null, true, null, null, null)));
  }

  @Test
  void environmentsDoNotSeeEachOther() {
    Trigger made = create(EventType.UPLOAD, "https://a.example/");
    long stranger = ++lastEnvironment;
    assertRefused(
        ErrorCode.NOT_FOUND,
        "Trigger not found - " + made.id(),
        BUS.request(FindTrigger.ADDRESS, new FindTrigger(stranger, made.id())));
    assertRefused(
        ErrorCode.NOT_FOUND,
        "Trigger not found - " + made.id(),
        BUS.request(DeleteTrigger.ADDRESS, new DeleteTrigger(stranger, made.id())));
    assertEquals(
        List.of(),
        await(
                BUS.request(
                    MatchTriggers.ADDRESS,
                    new MatchTriggers(stranger, EventType.UPLOAD, List.of())))
            .destinations());
  }

  @Test
  void theSamePairAgainIsAConflict() {
    create(EventType.UPLOAD, "https://a.example/");
    Trigger other = create(EventType.UPLOAD, "https://b.example/");
    String text = "Trigger of upload to https://a.example/ already exists";
    assertRefused(ErrorCode.CONFLICT, text, creating(EventType.UPLOAD, "https://a.example/"));
    assertRefused(
        ErrorCode.CONFLICT,
        text,
        BUS.request(
            UpdateTrigger.ADDRESS,
            new UpdateTrigger(
                environment, other.id(), "https://a.example/", null, null, null, null)));
    assertEquals("https://b.example/", update(other.id(), "https://b.example/", null).uri());
  }

  @Test
  void differentUrlsAreLimited() {
    for (int i = 0; i < MAXIMUM_URLS; i++) {
      create(EventType.UPLOAD, "https://" + i + ".example/");
    }
    create(EventType.DELETE, "https://0.example/");
    assertRefused(
        ErrorCode.TOO_MANY_NOTIFICATION_URLS,
        "Number of notification URLs is limited to 3",
        creating(EventType.UPLOAD, "https://3.example/"));
    Trigger last = list(EventType.DELETE).getFirst();
    assertRefused(
        ErrorCode.TOO_MANY_NOTIFICATION_URLS,
        "Number of notification URLs is limited to 3",
        BUS.request(
            UpdateTrigger.ADDRESS,
            new UpdateTrigger(
                environment, last.id(), "https://3.example/", null, null, null, null)));
    Trigger only = list(EventType.UPLOAD).getLast();
    assertEquals("https://3.example/", update(only.id(), "https://3.example/", null).uri());
  }

  @Test
  void theLimitHoldsWhenManyAskAtOnce() {
    // The store alone, as another node would use it: nothing but the lock keeps order.
    TriggerStore unordered = new TriggerStore(DATABASE, MAXIMUM_URLS);
    List<Future<Trigger>> asked = new ArrayList<>();
    for (int i = 0; i < 20; i++) {
      CreateTrigger request = request(EventType.UPLOAD, "https://" + i + ".example/");
      asked.add(unordered.insert(request));
    }
    await(Future.join(asked).transform(done -> Future.succeededFuture(asked)));
    assertEquals(MAXIMUM_URLS, asked.stream().filter(Future::succeeded).count());
    assertEquals(MAXIMUM_URLS, list(null).size());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "a.example",
        "/hook",
        "ftp://a.example/",
        "http://",
        "http:///hook",
        "http://:80/",
        "http://user:password@a.example/",
        "http://a.example/with space",
        "http://a.example/ümlaut",
        "http://a.example:0/",
        "http://a.example:65536/",
        "http://a.example/%zz",
        "poll://",
        "poll://a/b",
        "poll://*?batch=x",
        "POLL://a b",
        "javascript:alert(1)"
      })
  void badUrlsAreRefused(String uri) {
    assertEquals(
        ErrorCode.INVALID_NOTIFICATION_URL,
        failure(Refusal.class, creating(EventType.UPLOAD, uri)).code());
  }

  @Test
  void aUrlHasAtMost2048Characters() {
    String longest = "https://a.example/" + "x".repeat(2048 - 18);
    assertEquals(longest, create(EventType.UPLOAD, longest).uri());
    assertEquals(
        ErrorCode.INVALID_NOTIFICATION_URL,
        failure(Refusal.class, creating(EventType.UPLOAD, longest + "x")).code());
  }

  @ParameterizedTest
  @CsvSource({
    "flow, Invalid uri_type: flow is not supported yet",
    "poll, Invalid uri_type: poll needs poll://<channel>",
    "mail, Invalid uri_type: mail"
  })
  void onlyWebhooksAreTaken(String uriType, String text) {
    assertRefused(
        ErrorCode.INVALID_URI_TYPE,
        text,
        BUS.request(
            CreateTrigger.ADDRESS,
            new CreateTrigger(
                environment,
                EventType.ALL,
                "https://a.example/",
                uriType,
                false,
                null,
                null,
                AuthScheme.DEFAULT)));
  }

  @Test
  void aMatchReadsWhatIsThereNow() {
    Trigger all = create(EventType.ALL, "https://a.example/");
    create(EventType.DELETE, "https://b.example/");
    assertEquals(List.of(Destination.of("https://a.example/", all.id())), match(EventType.UPLOAD));
    delete(all.id());
    assertEquals(List.of(), match(EventType.UPLOAD));
  }

  private List<Destination> match(EventType type) {
    MatchTriggers request = new MatchTriggers(environment, type, List.of());
    return await(BUS.request(MatchTriggers.ADDRESS, request)).destinations();
  }

  private Trigger create(EventType type, String uri) {
    return await(creating(type, uri));
  }

  private Future<Trigger> creating(EventType type, String uri) {
    return BUS.request(CreateTrigger.ADDRESS, request(type, uri));
  }

  private CreateTrigger request(EventType type, String uri) {
    return new CreateTrigger(
        environment, type, uri, "webhook", false, null, null, AuthScheme.DEFAULT);
  }

  private Trigger update(String id, @Nullable String uri, @Nullable Boolean additive) {
    return await(
        BUS.request(
            UpdateTrigger.ADDRESS,
            new UpdateTrigger(environment, id, uri, additive, null, null, null)));
  }

  private void delete(String id) {
    await(BUS.request(DeleteTrigger.ADDRESS, new DeleteTrigger(environment, id)));
  }

  private List<Trigger> list(@Nullable EventType type) {
    return await(BUS.request(ListTriggers.ADDRESS, new ListTriggers(environment, type))).triggers();
  }

  private static void assertRefused(ErrorCode code, String text, Future<?> future) {
    Refusal refusal = failure(Refusal.class, future);
    assertEquals(code, refusal.code());
    assertEquals(text, refusal.getMessage());
  }
}
