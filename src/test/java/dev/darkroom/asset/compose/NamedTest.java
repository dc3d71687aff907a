package dev.darkroom.asset.compose;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.darkroom.testing.Api;
import dev.darkroom.testing.Pictures;
import dev.darkroom.testing.Receiver;
import dev.darkroom.testing.SharedServer;
import dev.darkroom.testing.SignedLink;
import dev.darkroom.testing.Web;
import io.vertx.core.json.JsonObject;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.TreeMap;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Named transformations wherever something is made of assets. */
final class NamedTest {
  private static final Api API = SharedServer.api();

  @BeforeAll
  static void prepare() {
    for (String name : new String[] {"named/a", "named/b"}) {
      byte[] photo = Pictures.photo(80, 60, name.length());
      API.upload("image", "p.jpg", photo, Map.of("public_id", name, "tags", "named")).ok();
    }
    API.post("transformations", "name", "compose_small", "transformation", "c_fill,h_30,w_40").ok();
    API.post("transformations", "name", "compose_png", "transformation", "t_compose_small/f_png")
        .ok();
    API.post("transformations", "name", "compose_second", "transformation", "pg_2,w_20").ok();
  }

  @Test
  void spritesUseThem() {
    JsonObject sprite =
        API.post("image/sprite", "tag", "named", "transformation", "t_compose_small").ok();
    assertEquals(
        JsonObject.of("width", 40, "height", 30, "x", 42, "y", 0),
        sprite.getJsonObject("image_infos").getJsonObject("named/b"));
    assertTrue(sprite.getString("css_url").contains("/t_compose_small/"), sprite::encode);
    BufferedImage sheet = Pictures.decoded(Web.get(sprite.getString("image_url")).body());
    assertEquals("82x30", sheet.getWidth() + "x" + sheet.getHeight());
    JsonObject named =
        API.post("image/sprite", "tag", "named", "transformation", "p_my-,t_compose_png").ok();
    assertTrue(named.getString("image_url").endsWith("named.png"), named::encode);
    String css = new String(Web.get(named.getString("css_url")).body(), StandardCharsets.UTF_8);
    assertTrue(css.startsWith(".my-named-a,.my-named-b {"), css);
  }

  @Test
  void animationsUseThem() {
    JsonObject multi =
        API.post("image/multi", "tag", "named", "transformation", "dl_50,t_compose_small").ok();
    BufferedImage frame = Pictures.decoded(Web.get(multi.getString("url")).body());
    assertEquals("40x30", frame.getWidth() + "x" + frame.getHeight());
    String png =
        API.post("image/multi", "tag", "named", "transformation", "t_compose_png")
            .ok()
            .getString("url");
    assertTrue(png.endsWith(".png"), png);
  }

  @Test
  void archivesUseThem() throws IOException {
    JsonObject made =
        API.post(
                "image/generate_archive",
                "tags[]",
                "named",
                "transformations",
                "t_compose_small|t_compose_png",
                "target_public_id",
                "named-archive")
            .ok();
    Map<String, String> expected =
        Map.of(
            "t_compose_small/named/a.jpg", "40x30",
            "t_compose_small/named/b.jpg", "40x30",
            "t_compose_png/named/a.png", "40x30",
            "t_compose_png/named/b.png", "40x30");
    assertEquals(
        new TreeMap<>(expected), pictures(Web.get(made.getString("url")).body()), made::encode);
    HttpResponse<byte[]> sent =
        SignedLink.open(
            API.server(),
            "image/generate_archive",
            "mode",
            "download",
            "tags",
            "named",
            "transformations",
            "t_compose_png/w_10");
    assertEquals("{a.png=10x8, b.png=10x8}", names(pictures(sent.body())));
  }

  @Test
  void downloadsUseThem() {
    HttpResponse<byte[]> sent =
        SignedLink.open(
            API.server(),
            "image/download",
            "public_id",
            "named/a",
            "transformation",
            "t_compose_png");
    assertEquals("image/png", sent.headers().firstValue("content-type").orElse(""));
    assertTrue(
        sent.headers().firstValue("content-disposition").orElse("").contains("a.png"),
        sent.headers()::toString);
    assertEquals(40, Pictures.decoded(sent.body()).getWidth());
    HttpResponse<byte[]> unknown =
        SignedLink.open(
            API.server(), "image/download", "public_id", "named/a", "transformation", "t_nobody");
    assertEquals(400, unknown.statusCode());
  }

  @Test
  void explosionsUseThem() {
    byte[] film = Pictures.movingGif(60, 40, 3);
    API.upload("image", "film.gif", film, Map.of("public_id", "named/film")).ok();
    JsonObject second = explosion("t_compose_second");
    assertEquals(20, second.getInteger("width"));
    assertTrue(second.getString("url").contains("/pg_2,w_20/"), second::encode);
    JsonObject png = explosion("pg_1,t_compose_png");
    assertTrue(png.getString("url").endsWith(".png"), png::encode);
  }

  private static JsonObject explosion(String transformation) {
    try (Receiver receiver = Receiver.start()) {
      API.post(
              "image/explode",
              "public_id",
              "named/film",
              "transformation",
              transformation,
              "notification_url",
              receiver.url("/exploded"))
          .ok();
      JsonObject told = receiver.await(arrival -> true).json();
      assertEquals(1, told.getInteger("pages"), told::encode);
      return told.getJsonArray("image_infos").getJsonObject(0);
    }
  }

  @ParameterizedTest
  @CsvSource({
    "image/sprite,tag=named&transformation=t_nobody",
    "image/sprite,tag=named&transformation=t_nobody&async=1",
    "image/multi,tag=named&transformation=w_1/t_nobody&async=1",
    "image/explode,public_id=named/a&transformation=pg_1/t_nobody",
    "image/generate_archive,tags[]=named&transformations=t_nobody",
    "image/generate_archive,tags[]=named&transformations=t_nobody&async=1"
  })
  void unknownNamesAreRefusedAtOnce(String path, String form) {
    String[] pairs = form.split("[&=]", -1);
    Api.Reply reply = API.post(path, pairs);
    assertEquals("400 Unknown transformation nobody", reply.status() + " " + reply.error());
  }

  private static Map<String, String> pictures(byte[] zip) throws IOException {
    Map<String, String> sizes = new TreeMap<>();
    try (ZipInputStream in = new ZipInputStream(new ByteArrayInputStream(zip))) {
      for (ZipEntry entry = in.getNextEntry(); entry != null; entry = in.getNextEntry()) {
        byte[] bytes = in.readAllBytes();
        BufferedImage picture = Pictures.decoded(bytes);
        assertEquals(entry.getName().endsWith(".png"), bytes[0] == (byte) 0x89, entry.getName());
        sizes.put(entry.getName(), picture.getWidth() + "x" + picture.getHeight());
      }
    }
    return sizes;
  }

  private static String names(Map<String, String> pictures) {
    Map<String, String> last = new TreeMap<>();
    pictures.forEach((name, size) -> last.put(name.substring(name.lastIndexOf('/') + 1), size));
    return last.toString();
  }
}
