package dev.darkroom.transform.video;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.darkroom.testing.Api;
import dev.darkroom.testing.Api.Reply;
import dev.darkroom.testing.Pictures;
import dev.darkroom.testing.Receiver;
import dev.darkroom.testing.SharedServer;
import dev.darkroom.testing.Web;
import io.vertx.core.json.JsonObject;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Videos and sounds against the real server (reference/upload-api.md 4.4). */
final class VideoAssetTest {
  @TempDir private static Path folder;

  private static byte[] mp4;
  private static byte[] mp3;

  private final Api api = SharedServer.api();

  @BeforeAll
  static void make() {
    mp4 = Samples.bytes(Samples.movie(folder, "mp4", "-c:v", "libopenh264", "-c:a", "aac"));
    mp3 = Samples.bytes(Samples.sound(folder, "mp3"));
  }

  @Test
  void aVideoIsStoredWithWhatItSaysOfItself() {
    JsonObject video =
        api.upload("video", "Holiday.MP4", mp4, Map.of("public_id", "video-test/one")).ok();
    assertEquals("video", video.getString("resource_type"));
    assertEquals("video-test/one", video.getString("public_id"));
    assertEquals(
        List.of("mp4", 320, 240, 0),
        List.of(
            video.getString("format"),
            video.getInteger("width"),
            video.getInteger("height"),
            video.getInteger("pages")));
    assertEquals(2.0, video.getDouble("duration"), 0.2);
    assertEquals("h264", video.getJsonObject("video").getString("codec"));
    assertEquals("aac", video.getJsonObject("audio").getString("codec"));
    assertEquals(false, video.getBoolean("is_audio"));
    assertEquals(25.0, video.getDouble("frame_rate"));
    assertTrue(
        video
            .getString("url")
            .endsWith("/video/upload/v" + video.getLong("version") + "/video-test/one.mp4"));
    assertTrue(
        video
            .getString("playback_url")
            .matches(".*/video/upload/sp_auto/v\\d+/video-test/one.m3u8"),
        video.getString("playback_url"));
    JsonObject found = api.get("resources/video/upload/video-test/one").ok();
    assertEquals(video.getDouble("duration"), found.getDouble("duration"));
  }

  @Test
  void autoTellsVideosSoundsPicturesAndTheRestApart() {
    JsonObject sound = api.upload("auto", "song.mp3", mp3, Map.of()).ok();
    assertEquals("video", sound.getString("resource_type"));
    assertEquals(
        List.of("mp3", true), List.of(sound.getString("format"), sound.getBoolean("is_audio")));
    assertEquals(2.0, sound.getDouble("duration"), 0.2);
    assertEquals("video", api.upload("auto", "x", mp4, Map.of()).ok().getString("resource_type"));
    byte[] png = Pictures.photo(20, 10, 3);
    assertEquals("image", api.upload("auto", "x", png, Map.of()).ok().getString("resource_type"));
    byte[] list = "#EXTM3U\nfile:///etc/passwd\n".getBytes(StandardCharsets.UTF_8);
    assertEquals("raw", api.upload("auto", "x", list, Map.of()).ok().getString("resource_type"));
  }

  @Test
  void brokenVideosAreRefused() {
    byte[] cut = Arrays.copyOf(mp4, mp4.length / 2);
    byte[] text = "no video".getBytes(StandardCharsets.UTF_8);
    for (byte[] file : List.of(cut, text, Pictures.photo(20, 10, 4))) {
      Reply reply = api.upload("video", "x.mp4", file, Map.of("public_id", "video-test/broken"));
      assertEquals("Unsupported video format or file", reply.error());
      assertEquals(400, reply.status());
    }
    assertEquals(400, api.upload("auto", "x.mp4", cut, Map.of()).status());
    assertEquals("Invalid image file", api.upload("image", "x.mp4", mp4, Map.of()).error());
    assertEquals(404, api.deliver("video/upload/video-test/broken.mp4").statusCode());
  }

  @Test
  void aVideoIsDeliveredInRanges() throws Exception {
    api.upload("video", "x.mp4", mp4, Map.of("public_id", "video-test/range")).ok();
    String url = SharedServer.server().prefix() + "/" + SharedServer.server().cloud();
    String file = url + "/video/upload/video-test/range.mp4";
    HttpResponse<byte[]> whole = Web.get(file);
    assertArrayEquals(mp4, whole.body());
    assertEquals("video/mp4", header(whole, "Content-Type"));
    assertEquals("bytes", header(whole, "Accept-Ranges"));
    HttpResponse<byte[]> part = Web.get(file, "Range", "bytes=10-19");
    assertEquals(206, part.statusCode());
    assertEquals("bytes 10-19/" + mp4.length, header(part, "Content-Range"));
    assertArrayEquals(Arrays.copyOfRange(mp4, 10, 20), part.body());
    HttpResponse<byte[]> end = Web.get(file, "Range", "bytes=-5");
    assertArrayEquals(Arrays.copyOfRange(mp4, mp4.length - 5, mp4.length), end.body());
    HttpResponse<byte[]> beyond = Web.get(file, "Range", "bytes=" + mp4.length + "-");
    assertEquals(416, beyond.statusCode());
    assertEquals("bytes */" + mp4.length, header(beyond, "Content-Range"));
    assertArrayEquals(mp4, Web.get(file, "Range", "bytes=0-1,5-6").body());
    HttpResponse<byte[]> head = Web.send(HttpRequest.newBuilder(URI.create(file)).HEAD());
    assertEquals(mp4.length + "", header(head, "Content-Length"));
    HttpResponse<byte[]> bare = Web.get(file.replace(".mp4", ""));
    assertEquals("video/mp4", header(bare, "Content-Type"));
  }

  @Test
  void whatIsNotMadeOfVideosIsRefusedByName() {
    api.upload("video", "x.mp4", mp4, Map.of("public_id", "video-test/plain")).ok();
    for (String path : List.of("w_100/video-test/plain.mp4", "video-test/plain.webm")) {
      HttpResponse<byte[]> reply = api.deliver("video/upload/" + path);
      assertEquals(400, reply.statusCode(), path);
      assertTrue(header(reply, "X-Cld-Error").startsWith("Unsupported transformation parameter"));
    }
  }

  @Test
  void whatUploadsWantMadeOfVideosIsRefusedByName() {
    String reason = "Unsupported transformation parameter - c_scale,w_100 of resource type video";
    for (String resourceType : List.of("video", "auto")) {
      Map<String, String> incoming =
          Map.of("public_id", "video-test/incoming", "transformation", "c_scale,w_100");
      Reply refused = api.upload(resourceType, "x.mp4", mp4, incoming);
      assertEquals("400 " + reason, refused.status() + " " + refused.error());
    }
    assertEquals(404, api.get("resources/video/upload/video-test/incoming").status());
    assertEquals(
        "Unsupported transformation parameter - f_png of resource type video",
        api.upload("video", "x.mp4", mp4, Map.of("format", "png")).error());
    JsonObject stored =
        api.upload(
                "video",
                "x.mp4",
                mp4,
                Map.of("public_id", "video-test/eager", "eager", "c_scale,w_100|w_9/jpg"))
            .ok();
    assertEquals(
        JsonObject.of("transformation", "c_scale,w_100", "status", "failed", "reason", reason),
        stored.getJsonArray("eager").getJsonObject(0));
    assertEquals(2, stored.getJsonArray("eager").size());
    assertEquals(200, api.deliver("video/upload/video-test/eager.mp4").statusCode());
  }

  @Test
  void eagerWorkOnVideosInTheBackgroundFailsByName() {
    try (Receiver receiver = Receiver.start()) {
      Map<String, String> options =
          Map.of(
              "public_id",
              "video-test/background",
              "eager",
              "c_scale,w_100",
              "eager_async",
              "true",
              "eager_notification_url",
              receiver.url("/eager"));
      JsonObject stored = api.upload("video", "x.mp4", mp4, options).ok();
      assertEquals("processing", stored.getJsonArray("eager").getJsonObject(0).getString("status"));
      JsonObject told = receiver.await(one -> one.tells("eager", "video-test/background")).json();
      assertEquals(
          "Unsupported transformation parameter - c_scale,w_100 of resource type video",
          told.getJsonArray("eager").getJsonObject(0).getString("reason"));
    }
  }

  @Test
  void aSlideshowIsAVideoOfPicturesAndVideos() {
    api.upload("image", "a.jpg", Pictures.photo(400, 300, 21), Map.of("public_id", "show/a")).ok();
    api.upload("image", "b.jpg", Pictures.photo(200, 500, 22), Map.of("public_id", "show/b")).ok();
    api.upload("video", "c.mp4", mp4, Map.of("public_id", "show/c")).ok();
    String manifest =
        """
        {"w": 160, "h": 120, "fps": 10, "vars": {"sdur": 1000, "tdur": 400, "transition_s": "fade",
         "slides": [{"media": "i:show/a"}, {"media": "i:show/b", "tdur": 0}, {"media": "v:show/c"}]}}
        """;
    try (Receiver receiver = Receiver.start()) {
      JsonObject queued =
          api.post(
                  "video/create_slideshow",
                  "manifest_json",
                  manifest,
                  "public_id",
                  "show/made",
                  "tags",
                  "shows",
                  "notification_url",
                  receiver.url("/show"))
              .ok();
      assertEquals("processing", queued.getString("status"));
      assertEquals("show/made", queued.getString("public_id"));
      JsonObject told = receiver.await(one -> one.tells("upload", "show/made")).json();
      assertEquals(queued.getString("batch_id"), told.getString("batch_id"));
      assertEquals(
          List.of("mp4", 160, 120),
          List.of(told.getString("format"), told.getInteger("width"), told.getInteger("height")));
      assertEquals(2.6, told.getDouble("duration"), 0.3);
      assertEquals(10.0, told.getDouble("frame_rate"));
      assertEquals("shows", told.getJsonArray("tags").getString(0));
    }
    assertEquals(200, api.deliver("video/upload/show/made.mp4").statusCode());
    assertEquals(
        404,
        api.post("video/create_slideshow", "manifest_json", manifest.replace("show/a", "show/x"))
            .status());
    assertEquals(
        "Parameter manifest_transformation is not supported yet",
        api.post("video/create_slideshow", "manifest_transformation", "fn_render:w_1").error());
    assertEquals(
        "Missing required parameter - manifest_json", api.post("video/create_slideshow").error());
  }

  private static String header(HttpResponse<?> response, String name) {
    return response.headers().firstValue(name).orElse("");
  }
}
