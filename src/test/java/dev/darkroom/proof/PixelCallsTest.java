package dev.darkroom.proof;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.darkroom.testing.Api;
import dev.darkroom.testing.Documents;
import dev.darkroom.testing.Pictures;
import dev.darkroom.testing.Portraits;
import dev.darkroom.testing.SharedServer;
import io.vertx.core.json.JsonObject;
import java.awt.Color;
import java.net.http.HttpResponse;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What pixels add to whole calls, over HTTP against the running server. */
class PixelCallsTest {
  @Test
  void documentsArePicturesWithPages() {
    Api api = SharedServer.api();
    byte[] document = Documents.pages(Color.RED, Color.BLUE, Color.GREEN);
    JsonObject asset =
        api.upload("auto", "book.pdf", document, Map.of("public_id", "pixels-book")).ok();
    assertEquals(
        "image pdf 200x100, 3 pages",
        "%s %s %sx%s, %s pages"
            .formatted(
                asset.getString("resource_type"),
                asset.getString("format"),
                asset.getInteger("width"),
                asset.getInteger("height"),
                asset.getInteger("pages")));
    assertEquals(200, picture(api, "image/upload/pg_2/pixels-book.png", 200));
    assertEquals(100, picture(api, "image/upload/pixels-book.jpg", 200));
    HttpResponse<byte[]> beyond = api.deliver("image/upload/pg_9/pixels-book.png");
    assertEquals(
        "400 Invalid page in transformation: 9",
        beyond.statusCode() + " " + beyond.headers().firstValue("X-Cld-Error").orElse(""));
    HttpResponse<byte[]> whole = api.deliver("image/upload/pixels-book.pdf");
    assertEquals(document.length, whole.body().length);
  }

  @Test
  void brokenDocumentsAreRefused() {
    Api.Reply refused =
        SharedServer.api()
            .upload("image", "x.pdf", Documents.locked(Color.RED), Map.of("public_id", "p-lock"));
    assertEquals(400, refused.status());
    assertEquals("Invalid image file - it is protected by a password", refused.error());
  }

  @Test
  void uploadsTellWhatIsSeen() {
    byte[] two = Pictures.encoded(Portraits.two(192, 128), "png");
    JsonObject asset =
        SharedServer.api()
            .upload(
                "image",
                "two.png",
                two,
                Map.of("public_id", "pixels-two", "colors", "true", "phash", "1", "faces", "true"))
            .ok();
    assertEquals(16, asset.getString("phash").length());
    assertEquals(2, asset.getJsonArray("faces").size());
    assertEquals(
        "blue",
        asset.getJsonObject("predominant").getJsonArray("google").getJsonArray(0).getString(0));
  }

  /** The height of a delivered picture of that width. */
  private static int picture(Api api, String path, int width) {
    HttpResponse<byte[]> delivered = api.deliver(path);
    assertEquals(200, delivered.statusCode(), path);
    assertEquals(width, Pictures.decoded(delivered.body()).getWidth());
    return Pictures.decoded(delivered.body()).getHeight();
  }
}
