package dev.darkroom.asset.upload;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.darkroom.testing.Api;
import dev.darkroom.testing.Pictures;
import dev.darkroom.testing.Receiver;
import dev.darkroom.testing.SharedServer;
import dev.darkroom.testing.Web;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Uploads and what follows them, against the real server. */
final class UploadCallsTest {
  private static final String FOLDER = "upload-calls";
  private static final byte[] PHOTO = Pictures.photo(640, 480, 11);
  private static Api api;
  private static Receiver receiver;

  @BeforeAll
  static void start() {
    api = SharedServer.api();
    receiver = Receiver.start();
  }

  @AfterAll
  static void stop() {
    receiver.close();
  }

  private static Map<String, String> fields(String publicId, String... pairs) {
    Map<String, String> fields = new HashMap<>();
    fields.put("public_id", FOLDER + "/" + publicId);
    for (int at = 0; at < pairs.length; at += 2) {
      fields.put(pairs[at], pairs[at + 1]);
    }
    return fields;
  }

  private static Api.Reply upload(String publicId, String... pairs) {
    return api.upload("image", "Photo.jpg", PHOTO, fields(publicId, pairs));
  }

  @Test
  void everythingThatIsSaidIsAnsweredInTheContractsOrder() {
    JsonObject answer =
        upload(
                "all",
                "tags",
                "a,b",
                "context",
                "alt=A dog|n=1",
                "access_control",
                "[{\"access_type\":\"anonymous\"}]",
                "face_coordinates",
                "1,2,3,4|5,6,7,8",
                "custom_coordinates",
                "10,20,30,40",
                "regions",
                "{\"left\":[[1,2],[3,4]]}",
                "eager",
                "w_20,c_scale",
                "moderation",
                "manual",
                "backup",
                "1",
                "return_delete_token",
                "1",
                "asset_folder",
                "upload-calls/deep",
                "display_name",
                "Dog")
            .ok();
    assertEquals(
        "asset_id public_id version version_id signature width height format resource_type"
            + " created_at tags pages bytes type etag placeholder url secure_url asset_folder"
            + " display_name access_mode access_control context original_filename eager faces"
            + " coordinates regions moderation delete_token api_key",
        String.join(" ", answer.fieldNames()));
    assertEquals(
        new JsonArray("[[1,2,3,4],[5,6,7,8]]"),
        answer.getJsonObject("coordinates").getJsonArray("faces"));
    assertEquals(
        new JsonArray("[{\"kind\":\"manual\",\"status\":\"pending\"}]"),
        answer.getJsonArray("moderation"));
    assertTrue(answer.getString("delete_token").matches("[0-9a-f]{128}"));
    assertEquals("upload-calls/deep", answer.getString("asset_folder"));
  }

  @Test
  void contentIsConvertedBeforeItIsStored() {
    JsonObject answer = upload("incoming", "transformation", "c_scale,w_64", "format", "png").ok();
    assertEquals(List.of(64, 48), List.of(answer.getInteger("width"), answer.getInteger("height")));
    assertEquals("png", answer.getString("format"));
    HttpResponse<byte[]> original = Web.get(answer.getString("url"));
    assertEquals("image/png", original.headers().firstValue("Content-Type").get());
    assertEquals(answer.getInteger("bytes"), original.body().length);
    assertEquals(64, Pictures.decoded(original.body()).getWidth());
    assertEquals(answer.getString("etag"), Web.md5(original.body()));
  }

  @Test
  void formatsThatAreNotAllowedAreRefused() {
    Api.Reply refused = upload("allowed", "allowed_formats", "png,webp");
    assertEquals(400, refused.status());
    assertEquals("Image file format jpg not allowed", refused.error());
    upload("allowed", "allowed_formats", "png,jpeg").ok();
  }

  @Test
  void accessControlIsEnforced() {
    JsonObject closed = upload("closed", "access_control", "[{\"access_type\":\"token\"}]").ok();
    HttpResponse<byte[]> denied = Web.get(closed.getString("url"));
    assertEquals(401, denied.statusCode());
    assertEquals("ACL deny", denied.headers().firstValue("X-Cld-Error").get());
    JsonObject past =
        upload(
                "past",
                "access_control",
                "[{\"access_type\":\"anonymous\",\"end\":\"2018-03-22 00:00 +0200\"}]")
            .ok();
    assertEquals(
        "2018-03-21T22:00:00Z",
        past.getJsonArray("access_control").getJsonObject(0).getString("end"));
    assertEquals(401, Web.get(past.getString("url")).statusCode());
    JsonObject open =
        upload(
                "open",
                "access_control",
                "[{\"access_type\":\"anonymous\",\"start\":\"2018-01-01T00:00:00Z\"}]")
            .ok();
    HttpResponse<byte[]> answer = Web.get(open.getString("url"));
    assertEquals(200, answer.statusCode());
    assertTrue(answer.headers().firstValue("Cache-Control").get().startsWith("private"));
  }

  @Test
  void headersAreServed() {
    JsonObject asset =
        upload("headers", "headers", "X-Robots-Tag: noindex\nLink: <http://x/>; rel=canonical")
            .ok();
    HttpResponse<byte[]> answer = Web.get(asset.getString("url"));
    assertEquals("noindex", answer.headers().firstValue("X-Robots-Tag").get());
    Api.Reply refused = upload("headers", "headers", "Set-Cookie: a=b");
    assertEquals("Invalid value for parameter headers: Set-Cookie: a=b", refused.error());
  }

  @Test
  void responsiveBreakpointsAreMade() {
    JsonObject set =
        upload(
                "breakpoints",
                "responsive_breakpoints",
                "{\"create_derived\":true,\"bytes_step\":2000,\"min_width\":100,\"max_width\":2000,"
                    + "\"max_images\":4,\"transformation\":\"a_90\"}")
            .ok()
            .getJsonArray("responsive_breakpoints")
            .getJsonObject(0);
    assertEquals("a_90", set.getString("transformation"));
    JsonArray images = set.getJsonArray("breakpoints");
    assertEquals(480, images.getJsonObject(0).getInteger("width"));
    assertEquals(100, images.getJsonObject(images.size() - 1).getInteger("width"));
    assertTrue(images.size() > 2 && images.size() <= 4, images.encode());
    JsonObject smallest = images.getJsonObject(images.size() - 1);
    byte[] made = Web.get(smallest.getString("url")).body();
    assertEquals(smallest.getInteger("bytes"), made.length);
  }

  @Test
  void overwritingKeepsTheOldBytesWhenAsked() {
    JsonObject first = upload("again", "backup", "true").ok();
    Api.Reply second = api.upload("image", "b.jpg", Pictures.photo(100, 80, 5), fields("again"));
    assertEquals(first.getString("asset_id"), second.ok().getString("asset_id"));
    assertTrue(second.ok().getBoolean("overwritten"));
    Api.Reply kept = upload("again", "overwrite", "false");
    assertTrue(kept.ok().getBoolean("existing"));
    assertEquals(100, kept.ok().getInteger("width"));
  }

  @Test
  void namesFollowTheirRules() {
    Map<String, String> rules =
        Map.of(
            "use_filename", "1",
            "unique_filename", "0",
            "asset_folder", "upload-calls/names",
            "use_asset_folder_as_public_id_prefix", "1",
            "discard_original_filename", "1",
            "use_filename_as_display_name", "1");
    JsonObject named = api.upload("image", "My cat.jpg", PHOTO, rules).ok();
    assertEquals("upload-calls/names/My_cat", named.getString("public_id"));
    assertEquals("My cat", named.getString("display_name"));
    assertFalse(named.containsKey("original_filename"));
    JsonObject other =
        upload(
                "names-2",
                "asset_folder",
                "upload-calls/names",
                "display_name",
                "My cat",
                "unique_display_name",
                "1")
            .ok();
    assertTrue(other.getString("display_name").matches("My cat_[a-z0-9]{6}"));
  }

  @Test
  void scriptsChangeTheUpload() {
    JsonObject answer =
        upload(
                "script",
                "eval",
                "if (resource_info.width > 450) { upload_options['tags'] = ['wide'] }",
                "on_success",
                "current_asset.update({context: {fmt: event.upload_info.format}})")
            .ok();
    assertEquals(new JsonArray().add("wide"), answer.getJsonArray("tags"));
    assertEquals("jpg", answer.getJsonObject("context").getJsonObject("custom").getString("fmt"));
    assertEquals(
        "success",
        answer.getJsonObject("hook_execution").getJsonObject("eval").getString("status"));
    Api.Reply broken = upload("script-2", "eval", "while(true){}");
    assertEquals(400, broken.status());
    assertEquals("Invalid eval script - while is not supported", broken.error());
    assertEquals(404, api.get("resources/image/upload/" + FOLDER + "/script-2").status());
  }

  @Test
  void explicitChangesAndTells() {
    upload("explicit", "tags", "old", "context", "a=1").ok();
    Api.Reply changed =
        api.post(
            "image/explicit",
            "public_id",
            FOLDER + "/explicit",
            "type",
            "upload",
            "tags",
            "new",
            "context",
            "b=2",
            "eager",
            "c_scale,w_30",
            "notification_url",
            receiver.url("/explicit"));
    JsonObject answer = changed.ok();
    assertEquals(new JsonArray().add("new"), answer.getJsonArray("tags"));
    assertEquals(
        new JsonObject().put("a", "1").put("b", "2"),
        answer.getJsonObject("context").getJsonObject("custom"));
    assertEquals(30, answer.getJsonArray("eager").getJsonObject(0).getInteger("width"));
    for (String type : List.of("upload", "resource_tags_changed", "resource_context_changed")) {
      receiver.await(arrival ->
          arrival.path().equals("/explicit")
              && arrival.json().getString("notification_type").equals(type));
    }
    Api.Reply missing = api.post("image/explicit", "public_id", "upload-calls/nobody");
    assertEquals(404, missing.status());
    assertEquals("Resource not found - upload-calls/nobody", missing.error());
  }

  @Test
  void explicitFetches() {
    String url = receiver.offers("/remote/photo.jpg", PHOTO);
    JsonObject fetched =
        api.post("image/explicit", "public_id", url, "type", "fetch", "tags", "far").ok();
    assertEquals(url, fetched.getString("public_id"));
    assertEquals("fetch", fetched.getString("type"));
    assertEquals(640, fetched.getInteger("width"));
    JsonObject again =
        api.post("image/explicit", "public_id", url, "type", "fetch", "tags", "near").ok();
    assertEquals(fetched.getString("asset_id"), again.getString("asset_id"));
    assertEquals(new JsonArray().add("near"), again.getJsonArray("tags"));
  }

  @Test
  void aTokenDeletesOnce() {
    String token = upload("token", "return_delete_token", "true").ok().getString("delete_token");
    String url = api.server().api() + "/delete_by_token";
    assertEquals("{\"result\":\"ok\"}", body(delete(url, token)));
    HttpResponse<byte[]> again = delete(url, token);
    assertEquals(400, again.statusCode());
    assertEquals("{\"error\":{\"message\":\"Invalid token\"}}", body(again));
    assertEquals(404, api.get("resources/image/upload/" + FOLDER + "/token").status());
    assertEquals(400, delete(url, "x".repeat(10_000)).statusCode());
    assertEquals(400, delete(url, "' or 1=1 --").statusCode());
  }

  private static HttpResponse<byte[]> delete(String url, String token) {
    return Web.send(
        HttpRequest.newBuilder(URI.create(url))
            .header("Content-Type", "application/json")
            .POST(HttpRequest.BodyPublishers.ofString(JsonObject.of("token", token).encode())));
  }

  private static String body(HttpResponse<byte[]> response) {
    return new String(response.body(), StandardCharsets.UTF_8);
  }

  @Test
  void presetsSpeakForUnsignedUploads() {
    api.post(
            "upload_presets",
            "name",
            "upload-calls",
            "unsigned",
            "true",
            "tags",
            "from-preset",
            "folder",
            FOLDER)
        .ok();
    JsonObject answer = unsigned("upload-calls");
    assertEquals(new JsonArray().add("from-preset"), answer.getJsonArray("tags"));
    assertEquals(FOLDER + "/unsigned", answer.getString("public_id"));
    assertFalse(answer.containsKey("api_key"));
    api.post("upload_presets", "name", "upload-signed", "tags", "x").ok();
    assertEquals(
        "Upload preset must be whitelisted for unsigned uploads",
        unsigned("upload-signed").getJsonObject("error").getString("message"));
  }

  private static JsonObject unsigned(String preset) {
    String photo =
        "data:image/jpeg;base64," + Base64.getEncoder().encodeToString(Pictures.photo(20, 10, 1));
    JsonObject form =
        new JsonObject()
            .put("upload_preset", preset)
            .put("public_id", "unsigned")
            .put("file", photo);
    return Web.json(
        Web.send(
            HttpRequest.newBuilder(URI.create(api.server().api() + "/image/upload"))
                .header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofString(form.encode()))));
  }

  @Test
  void thePageIsCalledBack() {
    Api.Reply reply = upload("callback", "callback", "http://page.test/done?x=1#top");
    assertEquals(302, reply.status());
    String location = reply.response().headers().firstValue("Location").get();
    assertTrue(location.startsWith("http://page.test/done?x=1&asset_id="), location);
    assertTrue(location.contains("&public_id=upload-calls%2Fcallback&"), location);
    assertTrue(location.endsWith("#top"), location);
  }
}
