package dev.darkroom.webhook;

import static dev.darkroom.testing.Await.await;
import static dev.darkroom.testing.Await.until;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.darkroom.protocol.DeliveryPage;
import dev.darkroom.protocol.DisableEndpoint;
import dev.darkroom.protocol.EndpointOptions;
import dev.darkroom.protocol.EndpointOptions.Schedule;
import dev.darkroom.protocol.EndpointsChanged;
import dev.darkroom.protocol.NoteEndpointHealth;
import dev.darkroom.protocol.RecoverDeliveries;
import dev.darkroom.protocol.ResendDelivery;
import dev.darkroom.protocol.WebhookEndpoint;
import dev.darkroom.protocol.WebhookEndpoint.State;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.net.NetSocket;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What is set up for a URL, and what follows from how it fares. */
final class EndpointDeliveryTest {
  private static final Scene SCENE = new Scene();
  private static final String OK = "HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n";

  private final Queue<String> attempts = new ConcurrentLinkedQueue<>();
  private String deployment = "";

  @BeforeEach
  void start() {
    SCENE.clear();
    deployment = SCENE.start("node", Scene.QUICK.disabling(Duration.ofDays(1)), "127.0.0.0/8");
  }

  @AfterEach
  void stop() {
    SCENE.stop(deployment);
  }

  @AfterAll
  static void close() {
    SCENE.close();
  }

  @Test
  void aPausedUrlsDeliveriesWaitUntilItIsResumed() {
    String url = answering(200);
    become(url, State.PAUSED);
    SCENE.commit(url);
    until("parked", () -> SCENE.count("delivery where due = 'infinity' and owner is null") == 1);
    assertTrue(attempts.isEmpty());
    become(url, State.ACTIVE);
    SCENE.sql("update delivery set due = now() where due = 'infinity'");
    until("delivered", () -> SCENE.list("delivered").size() == 1);
    assertEquals("1", attempts.remove());
  }

  @Test
  void whatIsResumedMeanwhileIsNotParked() {
    String url = answering(200);
    SCENE.endpoints.put(url, endpoint(url, State.PAUSED, usual()));
    SCENE.commit(url);
    until("handed back", () -> SCENE.count("delivery where due = 'infinity'") == 0);
    become(url, State.ACTIVE);
    until("delivered", () -> SCENE.list("delivered").size() == 1);
  }

  @Test
  void aDisabledUrlsDeliveriesEndWithoutAnAttempt() {
    String url = answering(200);
    become(url, State.DISABLED);
    SCENE.commit(url);
    until("dead", () -> SCENE.list("dead").size() == 1);
    DeliveryPage.Entry dead = SCENE.list("dead").getFirst();
    assertEquals("the URL is disabled: because", dead.lastError());
    assertEquals(0, dead.attempts());
    assertTrue(attempts.isEmpty());
  }

  @Test
  void goneDisablesAndIsTold() {
    String url = answering(410);
    SCENE.commit(url);
    until("told", () -> !SCENE.notes.isEmpty());
    assertEquals(
        new DisableEndpoint(1, url, "the receiver answered 410 Gone").reason(),
        ((DisableEndpoint) SCENE.notes.getFirst()).reason());
  }

  @Test
  void howAUrlFaresIsNoted() {
    String url = answering(500);
    SCENE.commit(url);
    until("noted", () -> !SCENE.notes.isEmpty());
    assertTrue(((NoteEndpointHealth) SCENE.notes.getFirst()).failingSince() != null);
  }

  @Test
  void aUrlHasItsOwnTimeAndHeaders() {
    String url = http(request -> attempts.add(String.valueOf(request.getHeader("X-Own"))));
    EndpointOptions own =
        new EndpointOptions(
            Map.of("X-Own", "secret"),
            150,
            null,
            null,
            Schedule.CLOUDINARY,
            false,
            null,
            null,
            null,
            null,
            null,
            false);
    SCENE.endpoints.put(url, endpoint(url, State.ACTIVE, own));
    SCENE.commit(url);
    until("dead", () -> SCENE.list("dead").size() == 1);
    assertEquals("no complete answer within 150 ms", SCENE.list("dead").getFirst().lastError());
    assertEquals("secret", attempts.remove());
    assertEquals(0, SCENE.count("delivery_log where history::text like '%secret%'"));
    assertEquals(1, SCENE.count("delivery_log where history->0->'sent'->>'X-Own' = '***'"));
    assertEquals(1, SCENE.count("delivery_log where history->0->>'trouble' = 'timeout'"));
  }

  @Test
  void whatAKeptConnectionLostIsSentAgainAtOnceAndNotCounted() {
    AtomicInteger requests = new AtomicInteger();
    String url =
        raw(socket ->
            socket.handler(request -> {
              switch (requests.incrementAndGet()) {
                case 2 -> socket.close();
                default -> socket.write(OK);
              }
            }));
    SCENE.commit(url);
    until("delivered", () -> SCENE.list("delivered").size() == 1);
    SCENE.commit(url);
    until("delivered", () -> SCENE.list("delivered").size() == 2);
    assertEquals(3, requests.get());
    assertEquals(1, SCENE.list("delivered").getFirst().attempts());
  }

  @ParameterizedTest
  @CsvSource({"1, 1", "2, 2"})
  void whatAFreshConnectionLostIsSentAgainAtOnceButOnce(int lost, int attempts) {
    AtomicInteger requests = new AtomicInteger();
    String url =
        raw(socket ->
            socket.handler(request -> {
              if (requests.incrementAndGet() <= lost) {
                socket.close();
              } else {
                socket.write(OK);
              }
            }));
    SCENE.commit(url);
    until("delivered", () -> SCENE.list("delivered").size() == 1);
    assertEquals(lost + 1, requests.get());
    assertEquals(attempts, SCENE.list("delivered").getFirst().attempts());
  }

  @Test
  void whatHadEndedCanBeSentOnceMoreThoughTheUrlIsDisabled() {
    String url = answering(200);
    become(url, State.DISABLED);
    SCENE.commit(url);
    until("dead", () -> SCENE.list("dead").size() == 1);
    long id = SCENE.list("dead").getFirst().id();
    await(SCENE.bus.request(ResendDelivery.ADDRESS, new ResendDelivery(SCENE.environment(), id)));
    until("delivered", () -> SCENE.list("delivered").size() == 1);
    assertEquals(1, attempts.size());
    RecoverDeliveries all = new RecoverDeliveries(SCENE.environment(), url, null, Instant.EPOCH);
    assertEquals(0, await(SCENE.bus.request(RecoverDeliveries.ADDRESS, all)).recovered());
  }

  @Test
  void whereTheTimeWentIsKept() {
    SCENE.commit(answering(200));
    until("delivered", () -> SCENE.list("delivered").size() == 1);
    assertEquals(
        1,
        SCENE.count(
            "delivery_log where (history->0->>'dns')::int >= 0"
                + " and (history->0->>'connect')::int > 0 and (history->0->>'first')::int > 0"
                + " and history->0->'received'->>'content-length' = '0'"
                + " and length(history->0->'sent'->>'X-Cld-Signature') = 40"));
  }

  private static void become(String url, State state) {
    SCENE.endpoints.put(url, endpoint(url, state, usual()));
    SCENE.save(url, state);
    SCENE.bus.publish(EndpointsChanged.TOPIC, new EndpointsChanged(SCENE.environment()));
  }

  private static WebhookEndpoint endpoint(String url, State state, EndpointOptions options) {
    return new WebhookEndpoint(1, url, options, state, "because", Instant.EPOCH, null);
  }

  private static EndpointOptions usual() {
    return EndpointOptions.USUAL;
  }

  private String answering(int status) {
    return http(request -> {
      attempts.add(String.valueOf(request.getHeader("X-Darkroom-Attempt")));
      request.response().setStatusCode(status).end();
    });
  }

  private static String http(Consumer<HttpServerRequest> answer) {
    return "http://127.0.0.1:"
        + await(
                SCENE
                    .vertx
                    .createHttpServer()
                    .requestHandler(
                        request -> request.body().onSuccess(any -> answer.accept(request)))
                    .listen(0, "127.0.0.1"))
            .actualPort()
        + "/";
  }

  private static String raw(Consumer<NetSocket> answer) {
    return "http://127.0.0.1:"
        + await(SCENE.vertx.createNetServer().connectHandler(answer::accept).listen(0, "127.0.0.1"))
            .actualPort()
        + "/";
  }
}
