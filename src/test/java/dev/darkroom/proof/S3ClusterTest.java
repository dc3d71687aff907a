package dev.darkroom.proof;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.darkroom.testing.Api;
import dev.darkroom.testing.Await;
import dev.darkroom.testing.ClusterSetup;
import dev.darkroom.testing.Pictures;
import dev.darkroom.testing.Receiver;
import dev.darkroom.testing.S3Server;
import dev.darkroom.testing.ServerProcess;
import dev.darkroom.testing.ServerSetup;
import dev.darkroom.testing.ShowServers;
import dev.darkroom.testing.Web;
import io.vertx.core.json.JsonObject;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.SequenceInputStream;
import java.io.UncheckedIOException;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.DigestOutputStream;
import java.security.MessageDigest;
import java.time.Duration;
import java.util.Arrays;
import java.util.Collections;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** Three servers that share PostgreSQL and an S3 server, and not one folder. */
@ExtendWith(ShowServers.class)
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
final class S3ClusterTest {
  private static final int LARGE = 100_000_000;
  private static final int LAST = Integer.MAX_VALUE;

  @TempDir static Path folder;
  private static S3Server s3;
  private static ServerProcess a;
  private static ServerProcess b;
  private static ServerProcess c;
  private Receiver receiver;

  @BeforeAll
  static void start() {
    s3 = S3Server.start(folder.resolve("s3"));
    List<ServerSetup> setups = ClusterSetup.nodes(3, "s3-cluster", s3);
    a = setups.get(0).withHeap("224m").start();
    List<CompletableFuture<ServerProcess>> others =
        setups.subList(1, 3).stream()
            .map(setup -> CompletableFuture.supplyAsync(setup.withHeap("224m")::start))
            .toList();
    b = others.get(0).join();
    c = others.get(1).join();
  }

  @AfterAll
  static void stop() {
    List.of(a, b, c).forEach(ServerProcess::close);
    s3.close();
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
  void whatOneTakesTheOthersDeliverAndTransform() throws IOException {
    Photos.upload(a, "everywhere", Map.of("notification_url", receiver.url("/all")));
    for (ServerProcess each : List.of(a, b, c)) {
      assertArrayEquals(
          Photos.PHOTO, Web.get(each.prefix() + Photos.path(each, "everywhere")).body());
    }
    String smaller = "image/upload/c_fill,w_80,h_80/everywhere.png";
    byte[] made = new Api(b).deliver(smaller).body();
    assertEquals(80, Pictures.decoded(made).getWidth());
    assertArrayEquals(made, new Api(c).deliver(smaller).body());
    assertArrayEquals(made, new Api(a).deliver(smaller).body());
    receiver.await(one -> one.tells("upload", "everywhere"));
    assertFalse(Files.exists(folder.resolve("blobs")));
    for (ServerProcess each : List.of(a, b, c)) {
      assertFalse(each.output().contains(S3Server.SECRET), "the secret is in the log");
    }
  }

  @Test
  void aHundredMegabytesGoThroughSmallHeaps() throws IOException {
    Path file = Files.write(folder.resolve("large.bin"), large());
    String md5 = Web.md5(large());
    JsonObject uploaded = upload(a, file);
    assertEquals(md5, uploaded.getString("etag"), uploaded.encode());
    String path = "raw/upload/large.bin";
    byte[] part =
        Web.get(b.prefix() + "/" + b.cloud() + "/" + path, "Range", "bytes=70000000-70099999")
            .body();
    assertArrayEquals(Arrays.copyOfRange(large(), 70_000_000, 70_100_000), part);
    assertEquals(md5, downloaded(c.prefix() + "/" + c.cloud() + "/" + path));
  }

  private static byte[] large() {
    byte[] bytes = new byte[LARGE];
    new Random(9).nextBytes(bytes);
    return bytes;
  }

  private static JsonObject upload(ServerProcess server, Path file) {
    String head =
        """
        --large\r
        Content-Disposition: form-data; name="public_id"\r
        \r
        large.bin\r
        --large\r
        Content-Disposition: form-data; name="file"; filename="large.bin"\r
        \r
        """;
    return Web.json(
        Web.send(
            Web.authorized(server, "/raw/upload")
                .header("Content-Type", "multipart/form-data; boundary=large")
                .POST(BodyPublishers.ofInputStream(() -> body(head, file)))));
  }

  private static InputStream body(String head, Path file) {
    try {
      return new SequenceInputStream(
          Collections.enumeration(
              List.of(
                  new ByteArrayInputStream(head.getBytes(StandardCharsets.UTF_8)),
                  Files.newInputStream(file),
                  new ByteArrayInputStream("\r\n--large--\r\n".getBytes(StandardCharsets.UTF_8)))));
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    }
  }

  private static String downloaded(String url) throws IOException {
    MessageDigest digest = Web.digest("MD5");
    try (InputStream in = Web.stream(url).body();
        DigestOutputStream out = new DigestOutputStream(OutputStream.nullOutputStream(), digest)) {
      in.transferTo(out);
    }
    return HexFormat.of().formatHex(digest.digest());
  }

  @Test
  @Order(LAST - 1)
  void whileS3IsAwayItIsSaidAndNothingIsHalfStored() throws IOException {
    byte[] unseen = Pictures.photo(320, 240, 23);
    new Api(a).upload("image", "before.jpg", unseen, Map.of("public_id", "before")).ok();
    s3.stop();
    try {
      allSayThatS3IsAway();
    } finally {
      s3.start();
    }
    assertEquals(404, new Api(b).get("resources/image/upload/x").status());
    assertEquals(200, new Api(c).deliver("image/upload/before.jpg").statusCode());
    Photos.upload(b, "x", Map.of());
    Await.until("it is ready", () -> Web.get(c.prefix() + "/readyz").statusCode() == 200);
  }

  private static void allSayThatS3IsAway() {
    byte[] photo = Pictures.photo(320, 240, 22);
    Api.Reply refused = new Api(b).upload("image", "x.jpg", photo, Map.of("public_id", "x"));
    assertEquals("The storage is not available, try again", refused.error());
    assertEquals(5, refused.status() / 100);
    assertEquals(503, new Api(c).deliver("image/upload/before.jpg").statusCode());
    assertEquals(200, new Api(a).deliver("image/upload/before.jpg").statusCode(), "its own copy");
    assertEquals(503, Web.get(c.prefix() + "/readyz").statusCode());
    assertEquals(200, Web.get(c.prefix() + "/healthz").statusCode());
  }

  @Test
  @Order(LAST)
  void whoeverIsKilledTheOthersGoOn() throws Exception {
    receiver.answers(arrival -> arrival.attempt() == 1 ? Receiver.HANG : 200);
    List<String> ids = IntStream.range(0, 6).mapToObj(each -> "orphan" + each).toList();
    for (String id : ids) {
      Photos.upload(c, id, Map.of("notification_url", receiver.url("/hangs")));
    }
    receiver.await(one -> one.tells("upload", "orphan5"));
    long from = System.nanoTime();
    c.kill();
    for (String id : ids) {
      receiver.await(one -> one.tells("upload", id) && one.attempt() == 2);
      assertTrue(Photos.isServed(a, Photos.path(a, id)), id);
      assertTrue(Photos.isServed(b, Photos.path(b, id)), id);
    }
    System.out.printf(
        "S3ClusterTest: the others went on %d ms after a kill%n",
        Duration.ofNanos(System.nanoTime() - from).toMillis());
    Photos.upload(b, "afterwards", Map.of("notification_url", receiver.url("/afterwards")));
    receiver.await(one -> one.tells("upload", "afterwards"));
    Await.until(
        Duration.ofSeconds(30),
        () -> "it is ready",
        () -> Web.get(a.prefix() + "/readyz").statusCode() == 200);
  }
}
