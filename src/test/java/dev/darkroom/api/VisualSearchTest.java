package dev.darkroom.api;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.darkroom.testing.Api;
import dev.darkroom.testing.Pictures;
import dev.darkroom.testing.ServerProcess;
import dev.darkroom.testing.SharedServer;
import io.vertx.core.json.JsonObject;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Visual search by a file and by a URL (reference/admin-api.md 3). */
final class VisualSearchTest {
  private static final ServerProcess SERVER = SharedServer.server();
  private static final Api API = SharedServer.api();
  private static final String PATH = "resources/visual_search";
  private static final byte[] PHOTO = Pictures.photo(120, 90, 4711);

  @BeforeAll
  static void pictures() {
    API.upload("image", "a.png", PHOTO, Map.of("public_id", "similar/known", "phash", "1")).ok();
  }

  private static void assertFound(Api.Reply reply) {
    JsonObject found = reply.ok();
    List<Object> names =
        found.getJsonArray("resources").stream()
            .map(one -> (Object) ((JsonObject) one).getString("public_id"))
            .toList();
    assertTrue(names.contains("similar/known"), found::encode);
    assertEquals(names.size(), found.getInteger("total_count"));
  }

  @Test
  void byFile() {
    assertFound(API.file(PATH, "image_file", PHOTO, Map.of()));
    assertFound(API.file(PATH + "/image", "image_file", PHOTO, Map.of("max_results", "5")));
  }

  @Test
  void byUrl() {
    String url =
        SERVER.prefix() + "/" + SERVER.cloud() + "/image/upload/c_scale,w_100/similar/known.png";
    assertFound(API.post(PATH, "image_url", url));
    assertFound(API.get(PATH + "?image_url=" + url.replace(",", "%2C")));
  }

  @Test
  void whatIsRefused() {
    assertRefused(
        400,
        "Invalid image file",
        API.file(PATH, "image_file", "text".getBytes(StandardCharsets.UTF_8), Map.of()));
    assertRefused(
        400, "Missing required parameter - image_url", API.file(PATH, "file", PHOTO, Map.of()));
    assertRefused(
        403, "Visual search", API.file(PATH, "image_file", PHOTO, Map.of("text", "a dog")));
    assertRefused(
        400,
        "Invalid value for parameter max_results",
        API.file(PATH, "image_file", PHOTO, Map.of("max_results", "many")));
    assertRefused(
        400,
        "Invalid value for parameter image_file: a file part is expected",
        API.post(PATH, "image_file", "data:,x"));
    assertRefused(
        400,
        "Invalid value for parameter image_url: ftp://x/y",
        API.post(PATH, "image_url", "ftp://x/y"));
    assertRefused(
        400, "Error in loading", API.post(PATH, "image_url", "http://192.168.254.254:1/x"));
    assertRefused(
        400,
        "Error in loading",
        API.post(PATH, "image_url", SERVER.prefix() + "/none/image/upload/x.png"));
  }

  private static void assertRefused(int status, String text, Api.Reply reply) {
    assertTrue(reply.error().startsWith(text), reply.body()::encode);
    assertEquals(status, reply.status());
  }
}
