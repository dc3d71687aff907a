package dev.darkroom.transform;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.darkroom.protocol.AnimateBlobs;
import dev.darkroom.protocol.CollageBlobs;
import dev.darkroom.protocol.DrawText;
import dev.darkroom.protocol.ErrorCode;
import dev.darkroom.protocol.ImageFacts;
import dev.darkroom.protocol.ProbeBlob;
import dev.darkroom.protocol.Refusal;
import dev.darkroom.protocol.RenderedBlob;
import dev.darkroom.protocol.SourceBlob;
import dev.darkroom.protocol.StackBlobs;
import dev.darkroom.protocol.StackedBlob;
import dev.darkroom.testing.Pictures;
import java.awt.image.BufferedImage;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.pdfbox.Loader;
import org.apache.pdfbox.pdmodel.PDDocument;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Sprites, animations, collages and texts through the bus, on the real engine. */
class SheetWorkTest {
  private static final int RED = 0xffff0000;
  private static final int YELLOW = 0xffffff00;
  private static final int WHITE = 0xffffffff;

  @TempDir private static Path folder;

  private static PixelRig rig;

  @BeforeAll
  static void start() throws Exception {
    rig = new PixelRig(folder);
  }

  @AfterAll
  static void stop() throws Exception {
    rig.close();
  }

  @Test
  void spritesArePackedAsTheirPlacesSay() throws Exception {
    List<SourceBlob> sources = List.of(quarters(80, 40), moving(), svg());
    StackedBlob sprite =
        rig.ask(StackBlobs.ADDRESS, new StackBlobs(sources, "c_fit,w_40,h_40", "png", 2));
    assertEquals(
        List.of(
            new StackedBlob.Place(0, 42, 40, 20),
            new StackedBlob.Place(42, 0, 40, 27),
            new StackedBlob.Place(0, 0, 40, 40)),
        sprite.places());
    assertEquals("png 82x62", described(sprite.sheet()));
    BufferedImage sheet = Pictures.decoded(rig.bytes(sprite.sheet()));
    assertEquals(RED, sheet.getRGB(2, 44));
    assertEquals(YELLOW, sheet.getRGB(37, 59));
    assertEquals(RED, sheet.getRGB(20, 20));
    assertEquals(255, sheet.getRGB(60, 10) >>> 24);
    assertEquals(0, sheet.getRGB(20, 40) | sheet.getRGB(20, 41) | sheet.getRGB(40, 10));
    assertEquals(0, sheet.getRGB(41, 10) | sheet.getRGB(60, 40) | sheet.getRGB(81, 61));
  }

  @ParameterizedTest
  @ValueSource(strings = {"jpg", "webp"})
  void spritesComeInOtherFormats(String format) throws Exception {
    StackedBlob sprite =
        rig.ask(
            StackBlobs.ADDRESS,
            new StackBlobs(List.of(quarters(80, 40), svg()), "w_60", format, 4));
    assertEquals(format + " 124x60", described(sprite.sheet()));
    if (format.equals("jpg")) {
      assertNear(WHITE, Pictures.decoded(rig.bytes(sprite.sheet())).getRGB(90, 50));
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"gif", "webp"})
  void animationsHaveAFramePerPicture(String format) throws Exception {
    RenderedBlob film = animation(List.of(quarters(80, 40), svg(), moving()), "dl_300", format);
    assertEquals(format + " 120x120", described(film));
    ImageFacts facts = probed(film);
    assertEquals("3 " + format, facts.pages() + " " + facts.format());
    BufferedImage second =
        Pictures.decoded(rig.bytes(rig.render(new SourceBlob(film.blob(), facts), "pg_2", "png")));
    assertEquals(0xffff0000 >> 20, second.getRGB(60, 60) >> 20);
    assertEquals(0, second.getRGB(1, 1));
  }

  @Test
  void animatedPngsHoldEveryFrame() throws Exception {
    RenderedBlob film = animation(List.of(quarters(80, 40), svg()), "w_30", "png");
    assertEquals("png 30x30", described(film));
    String file = new String(rig.bytes(film), StandardCharsets.ISO_8859_1);
    assertTrue(file.contains("acTL\0\0\0\2\0\0\0\0"), "two frames, for ever");
    assertEquals(3, file.split("fcTL", -1).length);
    assertTrue(file.contains("fdAT\0\0\0\2"), "numbered after two controls");
    assertEquals(30, Pictures.decoded(rig.bytes(film)).getWidth());
    assertEquals("png", probed(film).format());
  }

  @Test
  void documentsHaveAPagePerPicture() throws Exception {
    RenderedBlob book = animation(List.of(quarters(80, 40), svg(), moving()), "", "pdf");
    assertEquals("pdf 80x40", described(book));
    try (PDDocument document = Loader.loadPDF(rig.bytes(book))) {
      assertEquals(3, document.getNumberOfPages());
      assertEquals(120, document.getPage(1).getMediaBox().getHeight());
    }
  }

  @Test
  void collagesAreGrids() throws Exception {
    List<CollageBlobs.Cell> cells =
        List.of(
            new CollageBlobs.Cell(quarters(80, 40), "fill", "north_west"),
            new CollageBlobs.Cell(svg(), "pad", "center"),
            new CollageBlobs.Cell(quarters(30, 60), "fit", ""));
    RenderedBlob collage =
        rig.ask(CollageBlobs.ADDRESS, new CollageBlobs(210, 210, 2, 2, 10, "rgb:0000ff", cells));
    assertEquals("jpg 210x210", described(collage));
    BufferedImage sheet = Pictures.decoded(rig.bytes(collage));
    assertNear(RED, sheet.getRGB(20, 20));
    assertNear(0xff0000ff, sheet.getRGB(105, 105));
    assertNear(0xff0000ff, sheet.getRGB(112, 2));
    assertNear(RED, sheet.getRGB(160, 50));
    assertNear(0xff0000ff, sheet.getRGB(200, 200));
  }

  @Test
  void textsAreTrimmedPictures() throws Exception {
    RenderedBlob small = text("Hello <b> & world", Map.of());
    assertEquals("png", small.format());
    RenderedBlob large = text("Hello <b> & world", Map.of("font_size", "48", "font_color", "red"));
    assertTrue(large.width() > 3 * small.width() && large.height() > 3 * small.height());
    BufferedImage letters = Pictures.decoded(rig.bytes(large));
    assertTrue(has(letters, RED) && has(letters, 0), "red on nothing");
    RenderedBlob lines = text("Hello\nworld", Map.of("font_size", "48", "line_spacing", "30"));
    assertTrue(lines.height() > 100 && lines.width() < large.width());
    BufferedImage sheet =
        Pictures.decoded(rig.bytes(text("x", Map.of("font_size", "48", "background", "yellow"))));
    assertTrue(has(sheet, YELLOW) && !has(sheet, 0));
  }

  @Test
  void refusesWhatIsBroken() throws Exception {
    SourceBlob broken =
        new SourceBlob(rig.put("no picture".getBytes(StandardCharsets.UTF_8)), facts(9, 9));
    assertEquals(
        ErrorCode.INVALID_IMAGE_FILE,
        refusal(new StackBlobs(List.of(svg(), broken), "w_5", "png", 2)));
    assertEquals(
        ErrorCode.INVALID_TRANSFORMATION_VALUE,
        refusal(new StackBlobs(List.of(svg()), "w_abc", "png", 2)));
    assertEquals(ErrorCode.MISSING_PARAMETER, refusal(new StackBlobs(List.of(), "", "png", 2)));
  }

  private static ErrorCode refusal(StackBlobs asked) throws InterruptedException {
    return assertInstanceOf(Refusal.class, rig.failure(StackBlobs.ADDRESS, asked)).code();
  }

  private static RenderedBlob animation(
      List<SourceBlob> sources, String transformation, String format) throws Exception {
    return rig.ask(AnimateBlobs.ADDRESS, new AnimateBlobs(sources, transformation, format));
  }

  private static RenderedBlob text(String text, Map<String, String> style) throws Exception {
    return rig.ask(DrawText.ADDRESS, new DrawText(text, style));
  }

  private static ImageFacts probed(RenderedBlob blob) throws Exception {
    ImageFacts facts = rig.ask(ProbeBlob.ADDRESS, new ProbeBlob(blob.blob(), null)).image();
    return java.util.Objects.requireNonNull(facts);
  }

  private static SourceBlob quarters(int width, int height) throws Exception {
    BufferedImage picture = Pictures.quarters(width, height, BufferedImage.TYPE_INT_RGB);
    return rig.source(Pictures.encoded(picture, "png"));
  }

  private static SourceBlob moving() throws Exception {
    return rig.source(Pictures.movingGif(60, 40, 3));
  }

  private static SourceBlob svg() throws Exception {
    return rig.source(Pictures.svg(120, 120));
  }

  private static ImageFacts facts(int width, int height) {
    return new ImageFacts("png", width, height, 1, false);
  }

  private static String described(RenderedBlob blob) {
    return blob.format() + " " + blob.width() + "x" + blob.height();
  }

  private static boolean has(BufferedImage image, int color) {
    List<Integer> colors = new ArrayList<>();
    for (int y = 0; y < image.getHeight(); y++) {
      for (int x = 0; x < image.getWidth(); x++) {
        int pixel = image.getRGB(x, y);
        colors.add(pixel >>> 24 == 0 ? 0 : pixel);
      }
    }
    return colors.contains(color);
  }

  private static void assertNear(int expected, int actual) {
    for (int shift = 0; shift < 24; shift += 8) {
      int difference = (expected >> shift & 255) - (actual >> shift & 255);
      assertTrue(Math.abs(difference) < 12, Integer.toHexString(actual));
    }
  }
}
