package dev.darkroom.catalog;

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
import java.awt.image.BufferedImage;
import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Everything that is defined under a name, over HTTP on a real server. */
final class CatalogTest {
  private final Api api = SharedServer.api();

  @Test
  void lifeOfAPreset() {
    JsonObject created =
        api.post(
                "upload_presets",
                "name",
                "cat preset",
                "folder",
                "f",
                "tags",
                "a,b",
                "colors",
                "true",
                "disallow_public_id",
                "true",
                "unsigned",
                "true",
                "context",
                "alt=x\\|y|k=v",
                "allowed_formats",
                "jpg,png",
                "transformation",
                "c_scale,w_100/e_sepia",
                "eager",
                "c_fill,w_10,h_10|w_0.5/png",
                "timestamp",
                "123")
            .ok();
    assertEquals("created", created.getString("message"));
    assertEquals("cat preset", created.getString("name"));
    JsonObject preset = api.get("upload_presets/cat%20preset").ok();
    assertTrue(preset.getBoolean("unsigned"));
    assertEquals(created.getString("external_id"), preset.getString("external_id"));
    assertEquals(
        new JsonObject(
            """
            {"folder":"f","tags":["a","b"],"colors":true,"disallow_public_id":true,
             "context":{"alt":"x|y","k":"v"},"allowed_formats":["jpg","png"],
             "transformation":[{"crop":"scale","width":100},{"effect":"sepia"}],
             "eager":[[{"crop":"fill","width":10,"height":10}],[{"width":0.5,"format":"png"}]]}\
            """),
        preset.getJsonObject("settings"));
    changePreset();
  }

  private void changePreset() {
    assertEquals(409, api.post("upload_presets", "name", "cat preset").status());
    JsonObject changes =
        JsonObject.of("unsigned", false, "tags", new JsonArray().add("c"), "folder", "");
    assertEquals(
        "updated",
        api.call("PUT", "upload_presets/cat%20preset", changes).ok().getString("message"));
    JsonObject after = api.get("upload_presets/cat%20preset").ok();
    assertFalse(after.getBoolean("unsigned"));
    assertEquals(new JsonArray().add("c"), after.getJsonObject("settings").getJsonArray("tags"));
    assertFalse(after.getJsonObject("settings").containsKey("folder"));
    assertEquals(
        "deleted", api.form("DELETE", "upload_presets/cat%20preset").ok().getString("message"));
    assertEquals(404, api.get("upload_presets/cat%20preset").status());
    assertEquals(404, api.form("DELETE", "upload_presets/cat%20preset").status());
    assertEquals(404, api.form("PUT", "upload_presets/cat%20preset", "tags", "a").status());
  }

  @Test
  void presetsAreListedPageByPage() {
    List<String> made = new ArrayList<>();
    for (int at = 0; at < 5; at++) {
      made.add(api.post("upload_presets", "tags", "raw,tags").ok().getString("name"));
    }
    List<String> listed = new ArrayList<>();
    String path = "upload_presets?max_results=2";
    for (String next = ""; next != null; ) {
      JsonObject page = api.get(path + (next.isEmpty() ? "" : "&next_cursor=" + next)).ok();
      for (Object preset : page.getJsonArray("presets")) {
        listed.add(((JsonObject) preset).getString("name"));
      }
      next = page.getString("next_cursor");
    }
    assertTrue(listed.containsAll(made), listed.toString());
    assertEquals(listed.stream().sorted().toList(), listed);
    JsonObject raw = api.get("upload_presets?max_results=500").ok();
    assertTrue(raw.encode().contains("{\"tags\":\"raw,tags\"}"));
    made.forEach(name -> api.form("DELETE", "upload_presets/" + name).ok());
  }

  @Test
  void lifeOfATransformation() {
    byte[] photo = Pictures.photo(200, 100, 1);
    api.upload("image", "a.jpg", photo, Map.of("public_id", "cat_named")).ok();
    assertEquals(400, api.deliver("image/upload/t_cat_small/cat_named.jpg").statusCode());
    assertEquals(
        "created",
        api.post("transformations", "name", "cat_small", "transformation", "c_scale,w_50")
            .ok()
            .getString("message"));
    assertEquals(409, api.post("transformations/cat_small", "transformation", "w_1").status());
    assertEquals(50, width(api.deliver("image/upload/t_cat_small/cat_named.jpg")));
    assertEquals(25, width(api.deliver("image/upload/t_cat_small/c_scale,w_25/cat_named.jpg")));

    JsonObject shown = api.get("transformations?transformation=t_cat_small").ok();
    assertEquals("cat_small", shown.getString("name"));
    assertTrue(shown.getBoolean("named") && shown.getBoolean("used"));
    assertFalse(shown.getBoolean("allowed_for_strict"));
    assertEquals(new JsonArray("[{\"crop\":\"scale\",\"width\":50}]"), shown.getJsonArray("info"));
    JsonObject derived = shown.getJsonArray("derived").getJsonObject(0);
    assertEquals("cat_named", derived.getString("public_id"));
    assertTrue(derived.getString("url").contains("/image/upload/t_cat_small/v"), shown.encode());
    assertTrue(derived.getString("id").matches("[0-9a-f]{32}"));
    assertTrue(names("transformations?named=true&max_results=500").contains("cat_small"));
    assertFalse(names("transformations?named=false&max_results=500").contains("cat_small"));

    api.form("PUT", "transformations", "transformation", "cat_small", "allowed_for_strict", "1")
        .ok();
    api.form("PUT", "transformations/cat_small", "unsafe_update", "c_scale,w_60").ok();
    JsonObject changed = api.get("transformations/cat_small").ok();
    assertTrue(changed.getBoolean("allowed_for_strict"));
    assertEquals(60, changed.getJsonArray("info").getJsonObject(0).getInteger("width"));
    assertEquals(
        "deleted",
        api.form("DELETE", "transformations", "transformation", "cat_small")
            .ok()
            .getString("message"));
    assertEquals(404, api.get("transformations/cat_small").status());
    assertEquals(400, api.deliver("image/upload/t_cat_small/cat_named.jpg").statusCode());
  }

  @Test
  void eagerVersionsMayBeNamed() {
    api.post("transformations", "name", "cat_eager", "transformation", "c_scale,w_30").ok();
    JsonObject upload =
        api.upload(
                "image",
                "a.jpg",
                Pictures.photo(60, 60, 2),
                Map.of("public_id", "cat_eager", "eager", "t_cat_eager"))
            .ok();
    JsonObject eager = upload.getJsonArray("eager").getJsonObject(0);
    assertEquals("t_cat_eager", eager.getString("transformation"));
    assertEquals(30, eager.getInteger("width"));
    api.form("DELETE", "transformations/cat_eager").ok();
  }

  @Test
  void unnamedTransformationsAreListedWhileTheyAreUsed() {
    api.upload("image", "a.jpg", Pictures.photo(60, 60, 3), Map.of("public_id", "cat_used")).ok();
    List<String> texts = Stream.of("w_11", "w_12", "w_13").map(w -> "c_scale," + w).toList();
    texts.forEach(text ->
        assertEquals(200, api.deliver("image/upload/" + text + "/cat_used.jpg").statusCode()));
    List<String> listed = new ArrayList<>();
    String path = "transformations?max_results=2";
    for (String next = ""; next != null; ) {
      JsonObject page = api.get(path + (next.isEmpty() ? "" : "&next_cursor=" + next)).ok();
      page.getJsonArray("transformations")
          .forEach(each -> listed.add(((JsonObject) each).getString("name")));
      next = page.getString("next_cursor");
    }
    assertTrue(listed.containsAll(texts), listed.toString());
    assertEquals(listed.stream().distinct().toList(), listed);

    String used = "transformations/" + texts.getFirst();
    assertFalse(api.get(used).ok().getBoolean("named"));
    api.form("PUT", used, "allowed_for_strict", "true").ok();
    assertTrue(api.get(used).ok().getBoolean("allowed_for_strict"));
    assertEquals(400, api.form("PUT", used, "unsafe_update", "w_1").status());
    api.form("DELETE", used).ok();
    assertEquals(404, api.get(used).status());
    assertEquals(404, api.form("DELETE", used).status());
    assertEquals(200, api.get("transformations/" + texts.getLast()).status());
  }

  @Test
  void lifeOfAMappingAndOfWhatItBrings() {
    try (Receiver old = Receiver.start()) {
      byte[] photo = Pictures.photo(80, 40, 4);
      old.offers("/old/deep/a b.jpg", photo);
      String template = old.url("/old/");
      JsonObject created =
          api.post("upload_mappings", "folder", "cat_map", "template", template).ok();
      assertEquals("created", created.getString("message"));
      assertEquals("cat_map", created.getString("folder"));
      assertEquals(
          409, api.post("upload_mappings", "folder", "cat_map", "template", template).status());
      JsonObject one = api.get("upload_mappings?folder=cat_map").ok();
      assertEquals(template, one.getString("template"));
      JsonObject list = api.get("upload_mappings?max_results=500").ok();
      assertTrue(list.getInteger("total_entries") >= 1);
      assertTrue(list.encode().contains("\"cat_map\""));

      assertEquals(40, width(api.deliver("image/upload/c_scale,w_40/cat_map/deep/a%20b.jpg")));
      assertEquals(80, width(api.deliver("image/upload/cat_map/deep/a%20b.jpg")));
      JsonObject asset = api.get("resources/image/upload/cat_map/deep/a%20b").ok();
      assertEquals(photo.length, asset.getInteger("bytes"));
      assertEquals(404, api.deliver("image/upload/cat_map/deep/none.jpg").statusCode());
      assertEquals(404, api.deliver("image/upload/cat_mapped/none.jpg").statusCode());

      assertEquals(
          "updated",
          api.form("PUT", "upload_mappings", "folder", "cat_map", "template", "https://x.test/")
              .ok()
              .getString("message"));
      api.form("DELETE", "upload_mappings", "folder", "cat_map").ok();
      assertEquals(404, api.get("upload_mappings?folder=cat_map").status());
      assertEquals(404, api.form("DELETE", "upload_mappings", "folder", "cat_map").status());
    }
  }

  @Test
  void whatAUrlNamesIsFetchedOnce() {
    try (Receiver old = Receiver.start()) {
      old.offers("/old/c.jpg", Pictures.photo(80, 40, 5));
      String path = "image/fetch/" + old.url("/old/c.jpg");
      assertEquals(80, width(api.deliver(path)));
      old.offers("/old/c.jpg", Pictures.photo(20, 10, 6));
      assertEquals(40, width(api.deliver(path.replace("/http", "/c_scale,w_40/http"))));
      assertEquals(
          40, width(api.deliver("image/fetch/w_40/" + Web.escaped(old.url("/old/c.jpg")))));
      assertEquals(404, api.deliver(path + "/none").statusCode());
      assertEquals(404, api.deliver("image/fetch/none.jpg").statusCode());
    }
  }

  @Test
  void mappingsAreReplacedTogether() {
    JsonObject two =
        new JsonObject(
            """
            {"mappings":[{"folder":"cat_r1","template":"http://a.test/"},
                         {"folder":"cat_r2","template":"http://b.test/"}]}\
            """);
    assertEquals(
        2, api.call("PUT", "upload_mappings/replace", two).ok().getInteger("total_entries"));
    assertEquals(2, api.get("upload_mappings").ok().getJsonArray("mappings").size());
    api.form(
            "PUT",
            "upload_mappings/replace",
            "mappings",
            "[{\"folder\":\"cat_r2\",\"template\":\"http://c.test/\"}]")
        .ok();
    JsonArray left = api.get("upload_mappings").ok().getJsonArray("mappings");
    assertEquals(1, left.size());
    assertEquals("http://c.test/", left.getJsonObject(0).getString("template"));
    api.form("DELETE", "upload_mappings?folder=cat_r2").ok();
  }

  @Test
  void streamingProfiles() {
    List<String> names = new ArrayList<>();
    for (Object each : api.get("streaming_profiles").ok().getJsonArray("data")) {
      names.add(((JsonObject) each).getString("name"));
    }
    assertTrue(
        names.containsAll(
            List.of("4k", "full_hd", "hd", "sd", "full_hd_wifi", "full_hd_lean", "hd_lean")));
    JsonObject created =
        api.post(
                "streaming_profiles",
                "name",
                "cat_profile",
                "display_name",
                "Mine",
                "representations",
                "[{\"transformation\":\"c_limit,h_1080,w_1920\"}]")
            .ok();
    assertEquals("created", created.getString("message"));
    assertEquals(
        new JsonObject(
            """
            {"name":"cat_profile","display_name":"Mine","predefined":false,"representations":
             [{"transformation":[{"crop":"limit","height":1080,"width":1920}]}]}\
            """),
        created.getJsonObject("data"));
    assertEquals(
        409,
        api.post(
                "streaming_profiles",
                "name",
                "hd",
                "representations",
                "[{\"transformation\":\"w_1\"}]")
            .status());
    api.form("PUT", "streaming_profiles/hd", "display_name", "Ours").ok();
    assertEquals("Ours", displayName("hd"));
    api.form("DELETE", "streaming_profiles/hd").ok();
    assertEquals("HD", displayName("hd"));
    api.form("DELETE", "streaming_profiles/cat_profile").ok();
    assertEquals(404, api.get("streaming_profiles/cat_profile").status());
  }

  private String displayName(String profile) {
    JsonObject data = api.get("streaming_profiles/" + profile).ok().getJsonObject("data");
    assertTrue(data.getJsonArray("representations").size() > 2);
    return data.getString("display_name");
  }

  private List<String> names(String path) {
    List<String> names = new ArrayList<>();
    api.get(path)
        .ok()
        .getJsonArray("transformations")
        .forEach(each -> names.add(((JsonObject) each).getString("name")));
    return names;
  }

  private static int width(HttpResponse<byte[]> response) {
    assertEquals(200, response.statusCode(), response.headers().toString());
    BufferedImage image = Pictures.decoded(response.body());
    return image.getWidth();
  }
}
