package dev.darkroom.api;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.darkroom.testing.Api;
import dev.darkroom.testing.Pictures;
import dev.darkroom.testing.Receiver;
import dev.darkroom.testing.SharedServer;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.awt.image.BufferedImage;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Sprites, animations, pages, texts and collages with real pixels, over HTTP. */
final class ComposedPicturesTest {
  private static final Api API = SharedServer.api();

  @BeforeAll
  static void upload() {
    for (int i = 1; i <= 3; i++) {
      byte[] photo = Pictures.photo(80 * i, 60 * i, i);
      API.upload("image", "p.jpg", photo, Map.of("public_id", "film/" + i, "tags", "film")).ok();
    }
  }

  private static HttpResponse<byte[]> delivered(String url) {
    String path = url.replaceFirst("^https?://[^/]+/" + API.server().cloud() + "/", "");
    HttpResponse<byte[]> file = API.deliver(path);
    assertEquals(200, file.statusCode(), () -> url + file.headers().map());
    return file;
  }

  @Test
  void aSpriteIsPackedAsItsStyleSheetSays() {
    JsonObject made =
        API.post("image/sprite", "tag", "film", "transformation", "c_fill,h_30,w_40").ok();
    BufferedImage sheet = Pictures.decoded(delivered(made.getString("image_url")).body());
    assertEquals(2 * 40 + 2, sheet.getWidth());
    assertEquals(2 * 30 + 2, sheet.getHeight());
    assertEquals(
        JsonObject.of("width", 40, "height", 30, "x", 0, "y", 32),
        made.getJsonObject("image_infos").getJsonObject("film/3"));
    HttpResponse<byte[]> css = delivered(made.getString("css_url"));
    assertEquals("text/css; charset=utf-8", css.headers().firstValue("content-type").orElse(""));
    String style = new String(css.body(), StandardCharsets.UTF_8);
    assertTrue(style.startsWith(".film-1,.film-2,.film-3 { background: url('http"), style);
    assertTrue(
        style.contains(".film-2 { background-position: -42px 0px; width: 40px; height: 30px; }"),
        style);
    JsonObject infos =
        new JsonObject(
            new String(delivered(made.getString("json_url")).body(), StandardCharsets.UTF_8));
    assertEquals(made.getJsonObject("image_infos"), infos.getJsonObject("image_infos"));
    HttpResponse<byte[]> prefixed =
        delivered(made.getString("css_url").replace("/c_fill", "/p_my-,c_fill"));
    assertTrue(new String(prefixed.body(), StandardCharsets.UTF_8).startsWith(".my-film-1,"));
  }

  @Test
  void anAnimationExplodesIntoItsPages() {
    JsonObject pdf =
        API.post("image/multi", "tag", "film", "format", "pdf", "transformation", "w_50").ok();
    byte[] document = delivered(pdf.getString("url")).body();
    assertEquals("%PDF", new String(document, 0, 4, StandardCharsets.US_ASCII));
    JsonObject gif =
        API.post("image/multi", "tag", "film", "transformation", "c_fill,dl_200,h_30,w_40").ok();
    byte[] film = delivered(gif.getString("url")).body();
    API.upload("image", "film.gif", film, Map.of("public_id", "film-gif")).ok();
    try (Receiver receiver = Receiver.start()) {
      JsonObject queued =
          API.post(
                  "image/explode",
                  "public_id",
                  "film-gif",
                  "transformation",
                  "c_scale,pg_all,w_20",
                  "notification_url",
                  receiver.url("/exploded"))
              .ok();
      JsonObject told = receiver.await(arrival -> true).json();
      assertEquals("explode", told.getString("notification_type"), told::encode);
      assertEquals(queued.getString("batch_id"), told.getString("batch_id"));
      JsonArray pages = told.getJsonArray("image_infos");
      assertEquals(3, pages.size());
      BufferedImage last =
          Pictures.decoded(delivered(pages.getJsonObject(2).getString("url")).body());
      assertEquals(20, last.getWidth());
    }
  }

  @Test
  void aTextAndACollageAreAssets() {
    JsonObject text =
        API.post("image/text", "text", "Hello", "public_id", "film-text", "font_size", "24").ok();
    assertEquals("text", text.getString("type"));
    BufferedImage letters = Pictures.decoded(delivered(text.getString("url")).body());
    assertEquals(text.getInteger("width"), letters.getWidth());
    JsonObject manifest =
        new JsonObject(
            """
            {"template":"grid","width":100,"height":60,"columns":2,"rows":1,"spacing":4,
             "color":"green","assetDefaults":{"kind":"upload","crop":"fill","gravity":"center"},
             "assets":[{"media":"film/1"},{"media":"film/2"}]}
            """);
    try (Receiver receiver = Receiver.start()) {
      API.post(
              "image/create_collage",
              "manifest_json",
              manifest.encode(),
              "public_id",
              "film-collage",
              "notification_url",
              receiver.url("/collage"))
          .ok();
      JsonObject told = receiver.await(arrival -> true).json();
      assertEquals("upload", told.getString("notification_type"), told::encode);
      assertEquals(100, told.getInteger("width"));
      delivered(told.getString("url"));
    }
  }
}
