package dev.darkroom.proof;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.cloudinary.Cloudinary;
import dev.darkroom.api.FileInParts;
import dev.darkroom.testing.Api.Reply;
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
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.extension.ExtendWith;

/** Two servers on one data folder are one: whoever is asked, and whoever dies. */
@ExtendWith(ShowServers.class)
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
final class ClusterProcessTest {
  private static final int UPLOADS = 10;
  private static final int PART = 5_243_000;
  private static final JsonObject NOTHING = new JsonObject();

  private static ServerSetup second;
  private static ServerProcess a;
  private static ServerProcess b;
  private Receiver receiver;

  @BeforeAll
  static void start() throws IOException {
    List<Integer> ports = freePorts();
    String members = "127.0.0.1:%d,127.0.0.1:%d".formatted(ports.get(0), ports.get(1));
    ServerSetup first =
        ServerSetup.fresh("cluster")
            .with("DARKROOM_CLUSTER_MEMBERS", members)
            .with("DARKROOM_CLUSTER_PORT", ports.get(0).toString());
    second = first.with("DARKROOM_CLUSTER_PORT", ports.get(1).toString());
    a = first.start();
    b = second.start();
    System.out.printf("ClusterProcessTest: second node in %d ms%n", b.startTook().toMillis());
  }

  @AfterAll
  static void stop() {
    b.kill();
    a.close();
  }

  @BeforeEach
  void listen() {
    receiver = Receiver.start();
  }

  @AfterEach
  void hangUp() {
    receiver.close();
  }

  @Test
  void bothServeTheSameAndTellItOnce() throws Exception {
    assertEquals(a.cloudinaryUrl().split("\\?", 2)[0], b.cloudinaryUrl().split("\\?", 2)[0]);
    String url = receiver.url("/each");
    List<String> ids = IntStream.range(0, UPLOADS).mapToObj(each -> "shared" + each).toList();
    for (String publicId : ids) {
      ServerProcess asked = ids.indexOf(publicId) % 2 == 0 ? a : b;
      ServerProcess other = asked == a ? b : a;
      Photos.upload(asked, publicId, Map.of("notification_url", url));
      assertArrayEquals(
          Photos.PHOTO, Web.get(other.prefix() + Photos.path(other, publicId)).body());
    }
    receiver.await(one -> one.path().equals("/each"), UPLOADS);
    Await.until("all are settled", () -> notifications("pending").isEmpty());
    for (String publicId : ids) {
      assertEquals(1, receiver.arrivals(one -> one.tells("upload", publicId)).size(), publicId);
    }
  }

  @Test
  void aVersionThatBothAreAskedForIsMadeOnce() throws Exception {
    Photos.upload(a, "wanted", Map.of());
    String path = "/" + a.cloud() + "/image/upload/c_fill,w_90,h_90/e_sepia/wanted.avif";
    List<CompletableFuture<HttpResponse<byte[]>>> answers =
        Stream.of(a, b, a, b)
            .map(node -> CompletableFuture.supplyAsync(() -> Web.get(node.prefix() + path)))
            .toList();
    HttpResponse<byte[]> first = answers.getFirst().join();
    assertEquals(200, first.statusCode());
    for (CompletableFuture<HttpResponse<byte[]>> each : answers) {
      assertArrayEquals(first.body(), each.join().body());
      assertEquals(
          first.headers().firstValue("last-modified"),
          each.join().headers().firstValue("last-modified"));
    }
    JsonObject found = Web.json(Web.admin(b, "GET", "/resources/image/upload/wanted", NOTHING));
    assertEquals(1, found.getJsonArray("derived").size(), found.encode());
  }

  /** The parts go to both at once, and both are sent the last one at the same moment. */
  @Test
  void partsOfOneFileMayGoToBothAtOnce() {
    byte[] file = new byte[4 * PART - 1_000];
    new Random(5).nextBytes(file);
    Map<String, String> fields =
        Map.of("public_id", "in-parts.bin", "notification_url", receiver.url("/parts"));
    List<FileInParts> nodes =
        Stream.of(a, b).map(node -> FileInParts.raw(node, "both", file, fields)).toList();
    String total = "/" + file.length;
    List<CompletableFuture<Reply>> parts =
        IntStream.range(0, 3)
            .mapToObj(part ->
                CompletableFuture.supplyAsync(
                    () -> nodes.get(part % 2).send(part * PART, (part + 1) * PART, total)))
            .toList();
    parts.forEach(part -> assertEquals(false, part.join().ok().getBoolean("done")));
    List<CompletableFuture<Reply>> last =
        nodes.stream()
            .map(node ->
                CompletableFuture.supplyAsync(() -> node.send(3 * PART, file.length, total)))
            .toList();
    JsonObject answer = last.getFirst().join().ok();
    assertEquals(true, answer.getBoolean("done"));
    assertEquals(answer, last.getLast().join().ok());
    for (ServerProcess node : List.of(a, b)) {
      String path = "/" + node.cloud() + "/raw/upload/in-parts.bin";
      assertArrayEquals(file, Web.get(node.prefix() + path).body());
    }
    receiver.await(one -> one.tells("upload", "in-parts.bin"));
    Await.until("all are settled", () -> notifications("pending").isEmpty());
    assertEquals(1, receiver.arrivals(one -> one.tells("upload", "in-parts.bin")).size());
  }

  @Test
  void aTriggerThatOneMakesTheOtherUses() throws Exception {
    JsonObject trigger =
        Web.json(
            Web.admin(
                b,
                "POST",
                "/triggers",
                JsonObject.of("uri", receiver.url("/all"), "event_type", "all")));
    Photos.upload(a, "triggered", Map.of());
    receiver.await(one -> one.path().equals("/all") && one.tells("upload", "triggered"));
    assertEquals(
        200, Web.admin(a, "DELETE", "/triggers/" + trigger.getString("id"), NOTHING).statusCode());
    new Cloudinary(b.cloudinaryUrl()).uploader().destroy("triggered", Map.of());
    assertEquals(404, Web.get(a.prefix() + Photos.path(a, "triggered")).statusCode());
    Await.until("all are settled", () -> notifications("pending").isEmpty());
    assertEquals(1, receiver.arrivals().size());
  }

  /** First the one that joined is killed, then, with a new one beside it, the first itself. */
  @Test
  @Order(Integer.MAX_VALUE)
  void whoeverIsKilledTheOtherGoesOn() throws Exception {
    takesOver(b, a, "left-by-b");
    b = second.start();
    takesOver(a, b, "left-by-a");
    Photos.upload(b, "afterwards", Map.of("notification_url", receiver.url("/afterwards")));
    receiver.await(one -> one.tells("upload", "afterwards"));
  }

  /** What hangs at its receiver when its node is killed is sent again by the other. */
  private void takesOver(ServerProcess doomed, ServerProcess left, String publicId)
      throws IOException {
    AtomicBoolean killed = new AtomicBoolean();
    receiver.answers(arrival -> killed.get() ? 200 : Receiver.HANG);
    Photos.upload(doomed, publicId, Map.of("notification_url", receiver.url("/hangs")));
    receiver.await(one -> one.tells("upload", publicId));
    long from = System.nanoTime();
    killed.set(true);
    doomed.kill();
    Arrival again = receiver.await(one -> one.tells("upload", publicId) && one.attempt() == 2);
    System.out.printf(
        "ClusterProcessTest: %s sent again after %d ms%n",
        publicId, Duration.ofNanos(again.nanos() - from).toMillis());
    Await.until("it serves", () -> Photos.isServed(left, Photos.path(left, publicId)));
    Await.until(
        Duration.ofSeconds(30),
        () -> "it is ready",
        () -> Web.get(left.prefix() + "/readyz").statusCode() == 200);
    Photos.upload(left, publicId + "-next", Map.of());
    assertTrue(Photos.isServed(left, Photos.path(left, publicId + "-next")));
  }

  private static JsonArray notifications(String state) {
    return Web.json(Web.admin(a, "GET", "/notifications?max_results=500&state=" + state, NOTHING))
        .getJsonArray("notifications");
  }

  private static List<Integer> freePorts() throws IOException {
    try (ServerSocket one = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
        ServerSocket two = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return List.of(one.getLocalPort(), two.getLocalPort());
    }
  }
}
