package dev.darkroom.asset.compose;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.darkroom.testing.Api;
import dev.darkroom.testing.Pictures;
import dev.darkroom.testing.Receiver;
import dev.darkroom.testing.SharedServer;
import dev.darkroom.testing.Web;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.Map;
import javax.imageio.IIOImage;
import javax.imageio.ImageIO;
import javax.imageio.ImageWriter;
import javax.imageio.stream.ImageOutputStream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** A TIFF of three pages, each of its own size and colour: delivered and exploded page by page. */
final class TiffPagesTest {
  private static final Api API = SharedServer.api();
  private static final List<Color> COLORS = List.of(Color.RED, Color.GREEN, Color.BLUE);

  @BeforeAll
  static void upload() throws IOException {
    JsonObject stored =
        API.upload("image", "scan.tiff", pages(), Map.of("public_id", "tiff/scan")).ok();
    assertTrue(stored.getString("format").startsWith("tif"), stored::encode);
    assertEquals(3, stored.getInteger("pages"));
    assertEquals("60x40", stored.getInteger("width") + "x" + stored.getInteger("height"));
  }

  @Test
  void everyPageIsDeliveredInItsOwnSize() {
    for (int page = 1; page <= 3; page++) {
      BufferedImage picture =
          Pictures.decoded(API.deliver("image/upload/pg_" + page + "/tiff/scan.png").body());
      assertEquals(60 * page + "x" + 40 * page, size(picture));
      assertEquals(COLORS.get(page - 1).getRGB(), picture.getRGB(5, 5));
    }
    BufferedImage small =
        Pictures.decoded(API.deliver("image/upload/c_scale,pg_3,w_90/tiff/scan.png").body());
    assertEquals("90x60", size(small));
    HttpResponse<byte[]> beyond = API.deliver("image/upload/pg_4/tiff/scan.png");
    assertEquals(400, beyond.statusCode());
  }

  @Test
  void itExplodesIntoItsPages() {
    try (Receiver receiver = Receiver.start()) {
      API.post(
              "image/explode",
              "public_id",
              "tiff/scan",
              "transformation",
              "pg_all",
              "notification_url",
              receiver.url("/exploded"))
          .ok();
      JsonObject told = receiver.await(arrival -> true).json();
      assertEquals("explode", told.getString("notification_type"), told::encode);
      JsonArray infos = told.getJsonArray("image_infos");
      assertEquals(3, infos.size());
      for (int at = 0; at < 3; at++) {
        JsonObject info = infos.getJsonObject(at);
        assertEquals(60 * (at + 1), info.getInteger("width"), told::encode);
        String url = info.getString("url");
        assertTrue(url.contains("/pg_" + (at + 1) + "/") && url.endsWith(".png"), url);
        BufferedImage picture = Pictures.decoded(Web.get(url).body());
        assertEquals(COLORS.get(at).getRGB(), picture.getRGB(5, 5));
      }
    }
    assertEquals(
        400,
        API.post("image/explode", "public_id", "tiff/scan", "transformation", "pg_2-4").status());
  }

  private static String size(BufferedImage picture) {
    return picture.getWidth() + "x" + picture.getHeight();
  }

  private static byte[] pages() throws IOException {
    ImageWriter writer = ImageIO.getImageWritersByFormatName("tiff").next();
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (ImageOutputStream output = ImageIO.createImageOutputStream(bytes)) {
      writer.setOutput(output);
      writer.prepareWriteSequence(null);
      for (int page = 1; page <= COLORS.size(); page++) {
        BufferedImage image = new BufferedImage(60 * page, 40 * page, BufferedImage.TYPE_INT_RGB);
        Graphics2D graphics = image.createGraphics();
        graphics.setColor(COLORS.get(page - 1));
        graphics.fillRect(0, 0, image.getWidth(), image.getHeight());
        graphics.dispose();
        writer.writeToSequence(new IIOImage(image, null, null), null);
      }
      writer.endWriteSequence();
    } finally {
      writer.dispose();
    }
    return bytes.toByteArray();
  }
}
