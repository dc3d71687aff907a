package dev.darkroom.proof;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.cloudinary.EagerTransformation;
import com.cloudinary.Transformation;
import dev.darkroom.testing.Await;
import dev.darkroom.testing.Receiver;
import dev.darkroom.testing.Receiver.Arrival;
import dev.darkroom.testing.ServerProcess;
import dev.darkroom.testing.ServerSetup;
import dev.darkroom.testing.ShowServers;
import dev.darkroom.testing.Web;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpRequest;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * The JVM is killed as by {@code kill -9}, its PostgreSQL with it, and started again on the same
 * data: what was acknowledged is there, and every notification arrives.
 */
@ExtendWith(ShowServers.class)
final class CrashTest {
  private static final Duration LONGEST_STOP = Duration.ofSeconds(25);
  private static final int SIGTERM = 128 + 15;

  private static ServerSetup setup;
  private static ServerProcess server;
  private Receiver receiver;

  @BeforeAll
  static void start() {
    setup = ServerSetup.fresh("crash").with("DARKROOM_WEBHOOK_RETRIES", "2s,2s,2s");
    server = setup.start();
  }

  @AfterAll
  static void stop() {
    server.close();
  }

  @BeforeEach
  void listen() {
    receiver = Receiver.start();
  }

  @AfterEach
  void hangUp() {
    receiver.close();
  }

  /**
   * One kill for all: a delivery that waits for its retry, one that hangs at its receiver, eager
   * work and an asynchronous upload that have just been promised.
   */
  @Test
  void nothingAcknowledgedIsLostByAKill() throws Exception {
    AtomicBoolean killed = new AtomicBoolean();
    receiver.answers(arrival -> killed.get() ? 200 : status(arrival));
    Photos.upload(server, "silent", Map.of());
    Photos.upload(server, "hung", Map.of("notification_url", receiver.url("/hangs")));
    receiver.await(one -> one.tells("upload", "hung"));
    Photos.upload(server, "retried", Map.of("notification_url", receiver.url("/refuses")));
    receiver.await(one -> one.tells("upload", "retried"));
    String channel = "messages?channel=crash&max_messages=1&wait_seconds=5&visibility_timeout=";
    Photos.upload(server, "fetched", Map.of("notification_url", "poll://crash"));
    Photos.upload(server, "claimed", Map.of("notification_url", "poll://crash"));
    acknowledge(message(channel + 600));
    assertEquals("claimed", message(channel + 2).getJsonObject("payload").getString("public_id"));
    String made = "/" + server.cloud() + "/image/upload/c_scale,w_40/retried.jpg";
    byte[] derived = Web.get(server.prefix() + made).body();
    Map<?, ?> async =
        Photos.upload(
            server, "async", Map.of("async", true, "notification_url", receiver.url("/async")));
    Map<?, ?> eager = Photos.upload(server, "eager", eagerInBackground());

    server.kill();
    killed.set(true);
    Await.until("PostgreSQL died with its JVM", () -> server.postgres().isEmpty());
    server = setup.start();
    System.out.printf("CrashTest: second start in %d ms%n", server.startTook().toMillis());

    Arrival retried = receiver.await(one -> one.tells("upload", "retried") && one.attempt() > 1);
    Arrival hung = receiver.await(one -> one.tells("upload", "hung") && one.attempt() > 1);
    assertEquals(List.of("/refuses", "/hangs"), List.of(retried.path(), hung.path()));
    Arrival eagerDone = receiver.await(one -> one.tells("eager", "eager"));
    assertEquals(eager.get("batch_id"), eagerDone.json().getString("batch_id"));
    assertEquals(3, eagerDone.json().getJsonArray("eager").size());
    Arrival asyncDone = receiver.await(one -> one.tells("upload", "async"));
    assertEquals(async.get("batch_id"), asyncDone.json().getString("batch_id"));
    JsonObject again = message(channel + 600);
    assertEquals("claimed", again.getJsonObject("payload").getString("public_id"));
    acknowledge(again);
    assertEquals(List.of(), messages(channel.replace("seconds=5", "seconds=0") + 1));
    for (String publicId : List.of("retried", "hung", "eager", "async", "silent")) {
      assertArrayEquals(
          Photos.PHOTO, Web.get(server.prefix() + Photos.path(server, publicId)).body(), publicId);
    }
    assertArrayEquals(derived, Web.get(server.prefix() + made).body());
  }

  /** The next one that waits to be fetched. */
  private static JsonObject message(String query) {
    return messages(query).getFirst();
  }

  private static List<JsonObject> messages(String query) {
    JsonObject answer = Web.json(Web.send(poll(query).GET()));
    return answer.getJsonArray("messages", new JsonArray()).stream()
        .map(JsonObject.class::cast)
        .toList();
  }

  private static void acknowledge(JsonObject message) {
    JsonArray handles = new JsonArray().add(message.getString("receipt_handle"));
    String body = JsonObject.of("receipt_handles", handles).encode();
    HttpRequest.Builder request =
        poll("messages/ack")
            .header("Content-Type", "application/json")
            .POST(HttpRequest.BodyPublishers.ofString(body));
    assertEquals(200, Web.send(request).statusCode());
  }

  private static HttpRequest.Builder poll(String path) {
    return Web.authorized(server, "")
        .uri(URI.create(server.prefix() + "/v2/notifications/" + server.cloud() + "/" + path));
  }

  private Map<String, Object> eagerInBackground() {
    List<Transformation<?>> versions =
        Stream.of(300, 200, 100)
            .<Transformation<?>>map(
                width -> new EagerTransformation().width(width).crop("scale").format("avif"))
            .toList();
    return Map.of(
        "eager", versions, "eager_async", true, "eager_notification_url", receiver.url("/eager"));
  }

  private static int status(Arrival arrival) {
    return arrival.path().equals("/hangs") ? Receiver.HANG : 500;
  }

  @Test
  void killsUnderTrafficLoseNothing() throws Exception {
    Set<String> acknowledged = ConcurrentHashMap.newKeySet();
    String url = receiver.url("/traffic");
    for (int round = 0; round < 2; round++) {
      int enough = acknowledged.size() + 12;
      try (Traffic traffic = new Traffic(server, url, acknowledged)) {
        Await.until("traffic flows", () -> acknowledged.size() >= enough);
        server.kill();
        traffic.end();
      }
      server = setup.start();
    }
    for (String publicId : acknowledged) {
      assertTrue(Photos.isServed(server, Photos.path(server, publicId)), publicId);
      receiver.await(one -> one.tells("upload", publicId));
    }
  }

  @Test
  void aServerThatIsAskedToStopDrains() throws Exception {
    Set<String> acknowledged = ConcurrentHashMap.newKeySet();
    receiver.answers(arrival -> arrival.path().equals("/hangs") ? Receiver.HANG : 200);
    Photos.upload(server, "slow", Map.of("notification_url", receiver.url("/hangs")));
    try (Traffic traffic = new Traffic(server, receiver.url("/traffic"), acknowledged)) {
      Await.until("traffic flows", () -> acknowledged.size() >= 10);
      Duration took = server.terminate();
      traffic.end();
      System.out.printf("CrashTest: stopped under traffic in %d ms%n", took.toMillis());
      assertTrue(took.compareTo(LONGEST_STOP) <= 0, took.toString());
    }
    assertEquals(SIGTERM, server.exitCode());
    assertEquals(List.of(), server.postgres());
    receiver.answers(arrival -> 200);
    server = setup.start();
    System.out.printf("CrashTest: start after a stop in %d ms%n", server.startTook().toMillis());
    for (String publicId : acknowledged) {
      assertTrue(Photos.isServed(server, Photos.path(server, publicId)), publicId);
      receiver.await(one -> one.tells("upload", publicId));
    }
    receiver.await(one -> one.tells("upload", "slow") && one.attempt() > 1);
  }

  /** Uploads one after the other on two threads, until the server is gone. */
  private static final class Traffic implements AutoCloseable {
    private static final AtomicInteger COUNT = new AtomicInteger();

    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    private final AtomicBoolean over = new AtomicBoolean();
    private final List<Future<?>> running = new ArrayList<>();

    Traffic(ServerProcess server, String url, Set<String> acknowledged) {
      for (int thread = 0; thread < 2; thread++) {
        running.add(threads.submit(() -> flow(server, url, acknowledged)));
      }
    }

    private void flow(ServerProcess server, String url, Set<String> acknowledged) {
      while (!over.get()) {
        String publicId = "traffic" + COUNT.incrementAndGet();
        try {
          Photos.upload(server, publicId, Map.of("notification_url", url));
          acknowledged.add(publicId);
        } catch (IOException | UncheckedIOException | IllegalStateException gone) {
          return;
        } catch (RuntimeException refused) {
          assertTrue(
              String.valueOf(refused.getMessage()).contains("not available"), refused.toString());
        }
      }
    }

    void end() throws Exception {
      over.set(true);
      for (Future<?> each : running) {
        each.get(60, TimeUnit.SECONDS);
      }
    }

    @Override
    public void close() {
      over.set(true);
      threads.close();
    }
  }
}
