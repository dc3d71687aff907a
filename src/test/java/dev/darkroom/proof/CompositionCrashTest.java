package dev.darkroom.proof;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.darkroom.testing.Api;
import dev.darkroom.testing.Await;
import dev.darkroom.testing.Pictures;
import dev.darkroom.testing.Receiver;
import dev.darkroom.testing.Receiver.Arrival;
import dev.darkroom.testing.ServerProcess;
import dev.darkroom.testing.ServerSetup;
import dev.darkroom.testing.ShowServers;
import dev.darkroom.testing.Web;
import io.vertx.core.json.JsonObject;
import java.awt.image.BufferedImage;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * The server is killed as by {@code kill -9} while it draws a sprite and a slideshow: the next one
 * finishes both, and tells of each exactly once.
 */
@ExtendWith(ShowServers.class)
final class CompositionCrashTest {
  private static final Duration LONG = Duration.ofSeconds(60);

  private static ServerSetup setup;
  private static ServerProcess server;

  @BeforeAll
  static void start() {
    setup = ServerSetup.fresh("composition-crash");
    server = setup.start();
  }

  @AfterAll
  static void stop() {
    server.close();
  }

  @Test
  void whatAKilledServerWasMakingIsFinishedByTheNext() {
    try (Receiver receiver = Receiver.start()) {
      receiver.answers(arrival -> arrival.path().startsWith("/hook") ? 200 : Receiver.HANG);
      String sprite = orderSprite(receiver);
      String show = orderShow(receiver);
      receiver.await(arrival -> arrival.path().equals("/held.jpg"));
      Await.until(LONG, () -> "a film is drawn", () -> !films().isEmpty());
      for (String batch : List.of(sprite, show)) {
        JsonObject job = new Api(server).get("jobs/" + batch).ok();
        assertEquals("processing", job.getString("status"), job::encode);
        assertTrue(job.getInteger("percent") > 0, job::encode);
      }
      List<ProcessHandle> films = films();
      server.kill();
      Await.until(
          LONG,
          () -> "ffmpeg ends with its server",
          () -> films.stream().noneMatch(ProcessHandle::isAlive));
      receiver.offers("/held.jpg", Pictures.photo(30, 20, 5));
      server = setup.start();
      long from = System.nanoTime();
      assertSprite(receiver, sprite);
      assertShow(receiver, show);
      System.out.printf(
          "CompositionCrashTest: second start in %d ms, both finished %d ms later%n",
          server.startTook().toMillis(), Duration.ofNanos(System.nanoTime() - from).toMillis());
      assertEquals(2, receiver.arrivals(CompositionCrashTest::isHook).size());
    }
  }

  private static String orderSprite(Receiver receiver) {
    return new Api(server)
        .post(
            "image/sprite",
            "urls[]",
            receiver.offers("/first.jpg", Pictures.photo(30, 20, 4)),
            "urls[]",
            receiver.url("/held.jpg"),
            "async",
            "true",
            "notification_url",
            receiver.url("/hook/sprite"))
        .ok()
        .getString("batch_id");
  }

  /** A quarter of a minute, so that drawing takes seconds. */
  private static String orderShow(Receiver receiver) {
    Api api = new Api(server);
    for (String name : List.of("show/a", "show/b")) {
      byte[] photo = Pictures.photo(1280, 720, name.length());
      api.upload("image", "a.jpg", photo, Map.of("public_id", name)).ok();
    }
    String manifest =
        """
        {"w": 640, "h": 360, "fps": 20, "vars": {"sdur": 6000, "tdur": 500, "transition_s": "fade",
         "slides": [{"media": "i:show/a"}, {"media": "i:show/b"}, {"media": "i:show/a"}]}}
        """;
    return api.post(
            "video/create_slideshow",
            "manifest_json",
            manifest,
            "public_id",
            "show/made",
            "notification_url",
            receiver.url("/hook/show"))
        .ok()
        .getString("batch_id");
  }

  private static List<ProcessHandle> films() {
    return server
        .handle()
        .descendants()
        .filter(child -> child.info().command().orElse("").contains("ffmpeg"))
        .toList();
  }

  private static void assertSprite(Receiver receiver, String batch) {
    Arrival told = receiver.await(arrival -> arrival.path().equals("/hook/sprite"));
    JsonObject body = told.json();
    assertEquals("sprite", body.getString("notification_type"), body::encode);
    assertEquals(batch, body.getString("batch_id"));
    assertEquals(
        JsonObject.of("width", 30, "height", 20, "x", 32, "y", 0),
        body.getJsonObject("image_infos").getJsonObject(receiver.url("/held.jpg")));
    String path = body.getString("image_url").replaceFirst("^http://[^/]+", server.prefix());
    BufferedImage sheet = Pictures.decoded(Web.get(path).body());
    assertEquals("62x20", sheet.getWidth() + "x" + sheet.getHeight());
    HttpResponse<byte[]> css = Web.get(path.replaceFirst("png$", "css"));
    assertTrue(new String(css.body(), StandardCharsets.UTF_8).contains("-32px 0px"));
    assertEquals("complete", new Api(server).get("jobs/" + batch).ok().getString("status"));
  }

  private static void assertShow(Receiver receiver, String batch) {
    JsonObject body = receiver.await(arrival -> arrival.path().equals("/hook/show")).json();
    assertEquals("upload", body.getString("notification_type"), body::encode);
    assertEquals(batch, body.getString("batch_id"));
    assertEquals("mp4 640", body.getString("format") + " " + body.getInteger("width"));
    assertEquals(17.0, body.getDouble("duration"), 1.5);
    HttpResponse<byte[]> film = new Api(server).deliver("video/upload/show/made.mp4");
    assertEquals(body.getInteger("bytes"), film.body().length);
    assertEquals("complete", new Api(server).get("jobs/" + batch).ok().getString("status"));
  }

  private static boolean isHook(Arrival arrival) {
    return arrival.path().startsWith("/hook");
  }
}
