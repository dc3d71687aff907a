package dev.darkroom.webhook;

import static dev.darkroom.testing.Await.await;
import static dev.darkroom.testing.Await.until;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.cloudinary.api.signing.NotificationRequestSignatureVerifier;
import dev.darkroom.outbox.LeaseOwner;
import dev.darkroom.protocol.DeliveryPage;
import dev.darkroom.protocol.ListDeliveries;
import io.vertx.core.MultiMap;
import io.vertx.core.Promise;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.json.JsonObject;
import io.vertx.core.net.NetSocket;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Queue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.function.Consumer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class WebhookVerticleTest {
  private static final Scene SCENE = new Scene();
  private static final String LOOPBACK = "127.0.0.0/8";

  /** A request as it arrived. */
  private record Arrived(MultiMap headers, String body, long at) {}

  private final Queue<Arrived> arrived = new ConcurrentLinkedQueue<>();
  private String deployment = "";

  @BeforeEach
  void start() {
    SCENE.clear();
    deployment = SCENE.start("node", Scene.QUICK, LOOPBACK);
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
  void aNotificationArrivesSigned() {
    SCENE.commit(receiver(200) + "/hook?a=b");
    until("delivered", () -> SCENE.list("delivered").size() == 1);
    Arrived one = arrived.remove();
    assertTrue(arrived.isEmpty());
    assertEquals(Scene.BODY, one.body);
    assertEquals("application/json", one.headers.get("Content-Type"));
    assertEquals("1", one.headers.get("X-Darkroom-Attempt"));
    assertTrue(
        new NotificationRequestSignatureVerifier(Scene.SECRET)
            .verifySignature(
                one.body,
                one.headers.get("X-Cld-Timestamp"),
                one.headers.get("X-Cld-Signature"),
                5));
    DeliveryPage.Entry entry = SCENE.list(null).getFirst();
    assertEquals(one.headers.get("X-Darkroom-Delivery"), Long.toString(entry.id()));
    assertEquals(200, entry.lastStatus());
    assertNull(entry.lastError());
  }

  @Test
  void otherApplicationsHearOfIt() {
    Promise<JsonObject> heard = Promise.promise();
    var consumer =
        SCENE
            .vertx
            .eventBus()
            .<JsonObject>consumer(
                "darkroom.event.upload", message -> heard.tryComplete(message.body()));
    SCENE.commit();
    assertEquals("Grüße", await(heard.future()).getString("public_id"));
    await(consumer.unregister());
  }

  @ParameterizedTest
  @CsvSource({
    "201, status 201",
    "204, status 204",
    "400, status 400",
    "410, status 410",
    "429, status 429",
    "500, status 500",
    "503, status 503"
  })
  void anythingButStatus200IsRetriedAndThenDead(int status, String error) {
    SCENE.commit(receiver(status));
    DeliveryPage.Entry dead = dead();
    assertEquals(error, dead.lastError());
    assertEquals(status, dead.lastStatus());
    assertEquals(3, dead.attempts());
    List<Arrived> attempts = List.copyOf(arrived);
    assertEquals(
        List.of("1", "2", "3"),
        attempts.stream().map(one -> one.headers.get("X-Darkroom-Attempt")).toList());
    assertWaited(attempts.get(0), attempts.get(1), 100);
    assertWaited(attempts.get(1), attempts.get(2), 150);
  }

  @Test
  void aRetryCanSucceed() {
    String url =
        http(request -> request.response().setStatusCode(arrived.size() < 2 ? 500 : 200).end());
    SCENE.commit(url);
    until("delivered", () -> SCENE.list("delivered").size() == 1);
    assertEquals(2, arrived.size());
    assertEquals(2, SCENE.list("delivered").getFirst().attempts());
  }

  @ParameterizedTest
  @ValueSource(ints = {301, 302, 303, 307, 308})
  void redirectsAreNotFollowed(int status) {
    String target = receiver(200);
    SCENE.commit(
        http(request ->
            request.response().setStatusCode(status).putHeader("Location", target).end()));
    assertEquals("status " + status + ", redirect to " + target, dead().lastError());
    assertEquals(3, arrived.size());
  }

  @Test
  void aReceiverThatNeverAnswersIsCutOff() {
    SCENE.commit(http(request -> {}));
    assertEquals("no complete answer within 1000 ms", dead().lastError());
  }

  @Test
  void aDrippingHeaderIsCutOff() {
    SCENE.commit(raw(socket -> drip(socket, "HTTP/1.1 200 OK\r\nX: ")));
    assertEquals("no complete answer within 1000 ms", dead().lastError());
  }

  @Test
  void aDrippingBodyIsCutOff() {
    SCENE.commit(raw(socket -> drip(socket, "HTTP/1.1 200 OK\r\nContent-Length: 9999\r\n\r\n")));
    assertEquals("no complete answer within 1000 ms", dead().lastError());
  }

  @Test
  void anEndlessBodyIsReadToItsLimitAndTheStatusCounts() {
    Promise<Void> closed = Promise.promise();
    SCENE.commit(
        raw(socket -> {
          flood(socket, "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n", closed);
        }));
    until("delivered", () -> SCENE.list("delivered").size() == 1);
    await(closed.future());
  }

  @Test
  void tooLargeAHeaderIsAFailure() {
    SCENE.commit(
        raw(socket -> socket.write("HTTP/1.1 200 OK\r\nX: " + "x".repeat(100_000) + "\r\n\r\n")));
    assertEquals("answer with too large a header", dead().lastError());
  }

  @Test
  void anAnswerThatIsNoHttpIsAFailure() {
    SCENE.commit(raw(socket -> socket.write("SSH-2.0-OpenSSH_9.2\r\n\r\n")));
    assertTrue(dead().attempts() == 3);
  }

  @Test
  void aConnectionClosedWithoutAnswerIsAFailure() {
    SCENE.commit(raw(NetSocket::close));
    assertEquals("connection closed before the answer was complete", dead().lastError());
  }

  @Test
  void nobodyListeningIsAFailure() {
    int port =
        await(
            SCENE
                .vertx
                .createNetServer()
                .connectHandler(socket -> {})
                .listen(0, "127.0.0.1")
                .compose(server -> server.close().map(server.actualPort())));
    SCENE.commit("http://127.0.0.1:" + port + "/");
    String error = String.valueOf(dead().lastError());
    assertTrue(error.startsWith("no connection: "), error);
  }

  @Test
  void aNameWithoutAddressIsRetried() {
    SCENE.commit("http://nowhere.invalid/hook");
    DeliveryPage.Entry dead = dead();
    assertEquals("no address for nowhere.invalid", dead.lastError());
    assertEquals(3, dead.attempts());
  }

  @Test
  void aPrivateDestinationIsDeadAtOnce() {
    SCENE.commit("http://10.0.0.1/", "http://169.254.169.254/latest/meta-data", "http://[::1]/");
    until("dead", () -> SCENE.list("dead").size() == 3);
    assertEquals(
        List.of(
            "::1 is at 0:0:0:0:0:0:0:1, which is loopback",
            "169.254.169.254 is at 169.254.169.254, which is link-local",
            "10.0.0.1 is at 10.0.0.1, which is private"),
        SCENE.list("dead").stream().map(DeliveryPage.Entry::lastError).toList());
    assertEquals(1, SCENE.list("dead").getFirst().attempts());
  }

  @Test
  void aReceiverThatHangsHoldsUpNobodyElse() {
    String[] hanging = new String[300];
    Arrays.fill(hanging, http(request -> {}));
    SCENE.commit(hanging);
    long begun = System.nanoTime();
    SCENE.commit(receiver(200));
    until("delivered", () -> SCENE.list("delivered").size() == 1);
    assertTrue(Duration.ofNanos(System.nanoTime() - begun).toMillis() < 900, "held up");
  }

  @Test
  void whatDoesNotFitInMemoryIsDeliveredOnce() {
    Map<String, Integer> times = new ConcurrentHashMap<>();
    String url =
        http(request -> {
          // A machine that is busy may take longer than the timeout; a retry is no double run.
          if ("1".equals(request.getHeader("X-Darkroom-Attempt"))) {
            times.merge(request.getHeader("X-Darkroom-Delivery"), 1, Integer::sum);
          }
          request.response().end();
        });
    String[] urls = new String[400];
    Arrays.setAll(urls, i -> url + i);
    SCENE.commit(urls);
    SCENE.commit(urls);
    until("all ended", () -> SCENE.list("pending").isEmpty());
    assertEquals(800, times.size());
    assertTrue(times.values().stream().allMatch(count -> count == 1), times::toString);
  }

  @Test
  void aDeadNodesLeasesAreTakenOver() {
    SCENE.living.add("other");
    LeaseOwner other = new LeaseOwner("other", Duration.ofHours(1));
    other.open(true);
    SCENE.commitWithoutNudge(other, receiver(200));
    assertEquals(1, SCENE.list("pending").size());
    SCENE.dies("other");
    until("delivered", () -> SCENE.list("delivered").size() == 1);
    assertEquals(1, arrived.size());
  }

  @Test
  void whatAKilledProcessLeftIsDeliveredAfterTheNextStart() {
    LeaseOwner killed = new LeaseOwner("killed", Duration.ofHours(1));
    killed.open(true);
    SCENE.commitWithoutNudge(killed, receiver(200));
    String second = SCENE.start("node", Scene.QUICK, LOOPBACK);
    until("arrived", () -> !arrived.isEmpty());
    SCENE.stop(second);
    assertEquals(1, arrived.size());
  }

  @Test
  void aLostNudgeOnlyDelays() {
    LeaseOwner shortly = new LeaseOwner("node", Duration.ofMillis(200));
    shortly.open(true);
    SCENE.commitWithoutNudge(shortly, receiver(200));
    until("delivered", () -> SCENE.list("delivered").size() == 1);
    assertEquals(1, arrived.size());
  }

  @Test
  void aStopGivesBackWhatWaits() {
    String[] hanging = new String[40];
    Arrays.fill(hanging, http(request -> {}));
    SCENE.commit(hanging);
    until("under way", () -> arrived.size() == 8);
    SCENE.stop(deployment);
    assertTrue(
        SCENE.list("pending").stream()
            .allMatch(one -> due(one).isBefore(Instant.now().plusSeconds(1))),
        "nothing stays leased");
    assertEquals(40, SCENE.list("pending").size());
    deployment = SCENE.start("node", Scene.QUICK, LOOPBACK);
  }

  @Test
  void theLogIsServedOnTheBus() {
    SCENE.commit(receiver(200));
    until("delivered", () -> SCENE.list("delivered").size() == 1);
    DeliveryPage page =
        await(SCENE.bus.request(ListDeliveries.ADDRESS, new ListDeliveries(9_999, null, null, 1)));
    assertTrue(page.deliveries().isEmpty());
  }

  private static Instant due(DeliveryPage.Entry entry) {
    return Objects.requireNonNull(entry.dueAt());
  }

  private DeliveryPage.Entry dead() {
    until("dead", () -> !SCENE.list("dead").isEmpty());
    return SCENE.list("dead").getFirst();
  }

  private static void assertWaited(Arrived first, Arrived second, int millis) {
    long waited = Duration.ofNanos(second.at - first.at).toMillis();
    assertTrue(waited >= millis, "only " + waited + " ms");
  }

  private String receiver(int status) {
    return http(request -> request.response().setStatusCode(status).end());
  }

  private String http(Consumer<HttpServerRequest> answer) {
    return "http://localhost:"
        + await(
                SCENE
                    .vertx
                    .createHttpServer()
                    .requestHandler(request ->
                        request
                            .body()
                            .onSuccess(body -> {
                              arrived.add(
                                  new Arrived(
                                      request.headers(), body.toString(), System.nanoTime()));
                              answer.accept(request);
                            }))
                    .listen(0, "127.0.0.1"))
            .actualPort()
        + "/";
  }

  private static String raw(Consumer<NetSocket> answer) {
    return "http://127.0.0.1:"
        + await(
                SCENE
                    .vertx
                    .createNetServer()
                    .connectHandler(socket ->
                        socket.handler(first -> {
                          socket.handler(more -> {});
                          answer.accept(socket);
                        }))
                    .listen(0, "127.0.0.1"))
            .actualPort()
        + "/";
  }

  private static void drip(NetSocket socket, String beginning) {
    socket.write(beginning);
    long timer = SCENE.vertx.setPeriodic(50, id -> socket.write("x"));
    socket.closeHandler(nothing -> SCENE.vertx.cancelTimer(timer));
  }

  private static void flood(NetSocket socket, String beginning, Promise<Void> closed) {
    Buffer chunk = Buffer.buffer("2000\r\n" + "x".repeat(0x2000) + "\r\n");
    socket.write(beginning);
    long timer =
        SCENE.vertx.setPeriodic(
            1,
            id -> {
              if (!socket.writeQueueFull()) {
                socket.write(chunk.copy());
              }
            });
    socket.closeHandler(nothing -> {
      SCENE.vertx.cancelTimer(timer);
      closed.tryComplete();
    });
  }
}
