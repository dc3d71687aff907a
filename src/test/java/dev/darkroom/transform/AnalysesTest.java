package dev.darkroom.transform;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.darkroom.protocol.AnalyzeBlob;
import dev.darkroom.protocol.SourceBlob;
import dev.darkroom.testing.Pictures;
import dev.darkroom.testing.Portraits;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import java.util.Set;
import org.apache.commons.imaging.formats.jpeg.exif.ExifRewriter;
import org.apache.commons.imaging.formats.jpeg.xmp.JpegXmpRewriter;
import org.apache.commons.imaging.formats.tiff.constants.TiffTagConstants;
import org.apache.commons.imaging.formats.tiff.write.TiffOutputSet;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Measures through the bus, on the real engine. */
class AnalysesTest {
  private static final List<String> EVERYTHING =
      List.of(
          "colors",
          "faces",
          "phash",
          "image_metadata",
          "media_metadata",
          "exif",
          "quality_analysis",
          "accessibility_analysis",
          "cinemagraph_analysis",
          "unknown");

  @TempDir private static Path folder;

  private static PixelRig rig;

  @BeforeAll
  static void start() throws Exception {
    rig = new PixelRig(folder);
  }

  @AfterAll
  static void stop() {
    rig.close();
  }

  @Test
  void everyKindOfFileHasEveryMeasure() throws Exception {
    for (byte[] picture : Pictures.all()) {
      JsonObject all = analyzed(picture, EVERYTHING);
      assertEquals(
          Set.of(
              "colors",
              "predominant",
              "illustration_score",
              "semi_transparent",
              "grayscale",
              "phash",
              "quality_analysis",
              "quality_score",
              "accessibility_analysis",
              "image_metadata",
              "media_metadata",
              "exif",
              "cinemagraph_analysis",
              "faces"),
          all.fieldNames());
    }
  }

  @Test
  void onlyWhatIsWantedIsTold() throws Exception {
    byte[] quarters =
        Pictures.encoded(Pictures.quarters(120, 80, BufferedImage.TYPE_INT_RGB), "png");
    assertEquals(Set.of(), analyzed(quarters, List.of()).fieldNames());
    assertEquals(Set.of("phash"), analyzed(quarters, List.of("phash")).fieldNames());
    JsonObject colors = analyzed(quarters, List.of("colors"));
    assertEquals(4, colors.getJsonArray("colors").size());
    assertEquals(25.0, colors.getJsonArray("colors").getJsonArray(0).getDouble(1));
    JsonArray google = colors.getJsonObject("predominant").getJsonArray("google");
    assertTrue(google.encode().contains("[\"yellow\",25.0]"), google::encode);
    assertEquals(false, colors.getBoolean("grayscale"));
  }

  @Test
  void facesAreBoxesInPixels() throws Exception {
    byte[] two = Pictures.encoded(Portraits.two(192, 128), "png");
    byte[] large = rig.bytes(rig.render(rig.source(two), "w_960", "jpg"));
    JsonArray faces = analyzed(large, List.of("faces")).getJsonArray("faces");
    assertEquals(2, faces.size());
    int left = faces.getJsonArray(0).getInteger(0) < faces.getJsonArray(1).getInteger(0) ? 0 : 1;
    JsonArray first = faces.getJsonArray(left);
    assertEquals(250, first.getInteger(0) + first.getInteger(2) / 2.0, 20);
    assertEquals(320, first.getInteger(1) + first.getInteger(3) / 2.0, 30);
  }

  @Test
  void hashesFindCopies() throws Exception {
    byte[] photo = shapes();
    SourceBlob source = rig.source(photo);
    byte[] copy = rig.bytes(rig.render(source, "w_300,q_40", "webp"));
    long one = hash(photo);
    assertTrue(Long.bitCount(one ^ hash(copy)) <= 4);
    assertTrue(Long.bitCount(one ^ hash(Pictures.svg(300, 300))) > 12);
  }

  @Test
  void filesTellOfThemselves() throws Exception {
    JsonObject tags =
        analyzed(withTags(Pictures.photo(120, 80, 1)), List.of("image_metadata"))
            .getJsonObject("image_metadata");
    assertEquals("Darkroom", tags.getString("Make"));
    assertEquals("Zażółć", tags.getString("title"));
    assertEquals("3", tags.getString("Rating"));
    tags.forEach(tag -> assertTrue(tag.getValue() instanceof String, tag::toString));
  }

  @Test
  void movingPicturesMayStandStillMostly() throws Exception {
    JsonObject moving = analyzed(Pictures.movingGif(60, 40, 8), List.of("cinemagraph_analysis"));
    assertEquals("{\"cinemagraph_analysis\":{\"cinemagraph_score\":0.0}}", moving.encode());
  }

  /** Something that a hash can hold on to: ovals here and there. */
  private static byte[] shapes() {
    BufferedImage image = new BufferedImage(900, 600, BufferedImage.TYPE_INT_RGB);
    Graphics2D graphics = image.createGraphics();
    Random random = new Random(5);
    for (int shape = 0; shape < 25; shape++) {
      graphics.setColor(new Color(random.nextInt(1 << 24)));
      graphics.fillOval(
          random.nextInt(800),
          random.nextInt(500),
          50 + random.nextInt(400),
          50 + random.nextInt(300));
    }
    graphics.dispose();
    return Pictures.encoded(image, "png");
  }

  private static long hash(byte[] picture) throws Exception {
    return Long.parseUnsignedLong(analyzed(picture, List.of("phash")).getString("phash"), 16);
  }

  private static JsonObject analyzed(byte[] picture, List<String> wanted) throws Exception {
    SourceBlob source = rig.source(picture);
    AnalyzeBlob asked = new AnalyzeBlob(source.blob(), null, source.image(), wanted);
    return new JsonObject(rig.ask(AnalyzeBlob.ADDRESS, asked).analysis());
  }

  private static byte[] withTags(byte[] jpeg) throws Exception {
    TiffOutputSet tags = new TiffOutputSet();
    tags.getOrCreateRootDirectory().add(TiffTagConstants.TIFF_TAG_MAKE, "Darkroom");
    ByteArrayOutputStream exif = new ByteArrayOutputStream();
    new ExifRewriter().updateExifMetadataLossless(jpeg, exif, tags);
    ByteArrayOutputStream all = new ByteArrayOutputStream();
    new JpegXmpRewriter()
        .updateXmpXml(
            exif.toByteArray(),
            all,
            "<x:xmpmeta xmlns:x='adobe:ns:meta/'><rdf:RDF><rdf:Description xmp:Rating=\"3\">"
                + "<dc:title>Zażółć</dc:title></rdf:Description></rdf:RDF></x:xmpmeta>");
    return all.toByteArray();
  }
}
