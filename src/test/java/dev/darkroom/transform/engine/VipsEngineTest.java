package dev.darkroom.transform.engine;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.darkroom.protocol.ErrorCode;
import dev.darkroom.protocol.ImageFacts;
import dev.darkroom.protocol.Refusal;
import dev.darkroom.testing.Pictures;
import dev.darkroom.transform.language.Transformation;
import dev.darkroom.transform.plan.Encoding;
import dev.darkroom.transform.plan.Limits;
import dev.darkroom.transform.plan.Planner;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class VipsEngineTest {
  private static final Path NATIVES = Path.of("target", "test-natives");
  private static final Planner PLANNER = new Planner(Limits.USUAL);
  private static final int RED = 0xffff0000;
  private static final int GREEN = 0xff00ff00;
  private static final int BLUE = 0xff0000ff;
  private static final int YELLOW = 0xffffff00;
  private static final int WHITE = 0xffffffff;
  private static final int NOTHING = 0;

  private static VipsEngine engine;

  @TempDir private Path folder;

  @BeforeAll
  static void start() {
    engine = new VipsEngine(NATIVES, EngineLimits.USUAL);
  }

  @AfterAll
  static void stop() {
    engine.close();
  }

  @Test
  void knowsEveryKindOfFileByItsBytes() {
    assertEquals(
        Arrays.asList(
            "jpg 120x80",
            "jpg 120x80",
            "jpg 80x120",
            "jpg 120x80",
            "png 120x80 alpha",
            "png 120x80",
            "png 120x80",
            "gif 120x80",
            "gif 60x40 8 pages",
            "tiff 120x80",
            "bmp 120x80",
            "svg 120x80 alpha"),
        Pictures.all().stream().map(this::probed).toList());
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "<svg", "hello", "BM", "P6", "II*\0"})
  void knowsWhatIsNoPicture(String bytes) {
    assertEquals(Optional.empty(), engine.probe(file(bytes.getBytes(StandardCharsets.ISO_8859_1))));
  }

  @ParameterizedTest
  @EnumSource(Encoding.class)
  void writesEveryFormatFromEveryFormat(Encoding encoding) {
    for (byte[] source : Pictures.all()) {
      Rendering small = render(source, "c_fill,w_32,h_24", encoding.word());
      assertEquals(encoding.word() + " 32x24", small.format() + " " + sides(small));
      ImageFacts facts = engine.probe(file(small.bytes())).orElseThrow();
      assertEquals(encoding.word(), facts.format());
      assertEquals("32x24", facts.width() + "x" + facts.height());
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "w_60,h_60|60x60",
        "c_fit,w_60,h_60|60x40",
        "c_limit,w_300|120x80",
        "c_fill,w_40,h_40|40x40",
        "c_lfill,w_300,h_40|120x40",
        "c_pad,w_60,h_60|60x60",
        "c_mpad,w_200,h_10|200x80",
        "c_crop,w_33,h_44|33x44",
        "c_thumb,w_31,h_17,g_west|31x17",
        "w_777|777x518",
        "w_1|1x1",
        "a_90|80x120",
        "a_33|144x132",
        "a_33/w_100|100x92",
        "bo_3px_solid_red|126x86",
        "c_fill,w_300,h_5,g_south/a_17/r_5/e_blur:300|288x92",
      })
  void sizesAreThoseOfThePlan(String transformation, String size) {
    byte[] source = Pictures.encoded(quarters(BufferedImage.TYPE_INT_RGB), "jpg");
    for (String format : new String[] {"jpg", "png", "webp", "avif"}) {
      Rendering result = render(source, transformation, format);
      assertEquals(size, sides(result));
      ImageFacts facts = engine.probe(file(result.bytes())).orElseThrow();
      assertEquals(size, facts.width() + "x" + facts.height(), format);
    }
  }

  @Test
  void cropsKeepTheRightPart() {
    assertCorners(picture("w_40,h_40"), RED, GREEN, BLUE, YELLOW);
    assertCorners(picture("c_crop,w_40,h_30,g_north_west"), RED, RED, RED, RED);
    assertCorners(picture("c_fill,w_60,h_60,g_east"), RED, GREEN, BLUE, YELLOW);
    assertCorners(picture("c_fill,w_20,h_80,g_east"), GREEN, GREEN, YELLOW, YELLOW);
    assertCorners(picture("c_pad,w_60,h_60,b_white"), WHITE, WHITE, WHITE, WHITE);
    assertCorners(picture("c_pad,w_60,h_60"), NOTHING, NOTHING, NOTHING, NOTHING);
    assertCorners(picture("c_pad,w_60,h_60,g_north"), RED, GREEN, NOTHING, NOTHING);
  }

  @Test
  void turnsGoClockwise() {
    assertCorners(picture("a_90"), BLUE, RED, YELLOW, GREEN);
    assertCorners(picture("a_180"), YELLOW, BLUE, GREEN, RED);
    assertCorners(picture("a_270"), GREEN, YELLOW, RED, BLUE);
    assertCorners(picture("a_hflip"), GREEN, RED, YELLOW, BLUE);
    assertCorners(picture("a_vflip"), BLUE, YELLOW, RED, GREEN);
    BufferedImage tilted = picture("w_80,h_80/a_45");
    assertCorners(tilted, NOTHING, NOTHING, NOTHING, NOTHING);
    assertColor(RED, tilted.getRGB(tilted.getWidth() / 2, 12));
    assertColor(GREEN, tilted.getRGB(tilted.getWidth() - 12, tilted.getHeight() / 2));
  }

  @Test
  void cornersAreRoundAndFramed() {
    BufferedImage round = picture("w_80,h_80,r_max");
    assertCorners(round, NOTHING, NOTHING, NOTHING, NOTHING);
    assertColor(RED, round.getRGB(20, 20));
    BufferedImage one = picture("r_30:0");
    assertCorners(one, NOTHING, GREEN, BLUE, NOTHING);
    assertCorners(picture("r_30,b_blue"), BLUE, BLUE, BLUE, BLUE);
    BufferedImage framed = picture("bo_5px_solid_blue");
    assertCorners(framed, BLUE, BLUE, BLUE, BLUE);
    assertColor(RED, framed.getRGB(7, 7));
    assertColor(BLUE, framed.getRGB(3, 30));
    BufferedImage ring = picture("w_80,h_80,r_max,bo_5px_solid_blue");
    assertCorners(ring, NOTHING, NOTHING, NOTHING, NOTHING);
    assertColor(BLUE, ring.getRGB(45, 2));
    byte[] clear = Pictures.encoded(new BufferedImage(40, 40, BufferedImage.TYPE_INT_ARGB), "png");
    BufferedImage hollow = rendered(clear, "bo_5px_solid_blue,r_8");
    assertColor(BLUE, hollow.getRGB(25, 2));
    assertColor(NOTHING, hollow.getRGB(25, 25));
    assertColor(NOTHING, hollow.getRGB(0, 0));
  }

  @Test
  void effectsChangeColours() {
    assertColor(0xff4c4c4c, picture("e_grayscale").getRGB(5, 5));
    assertColor(0xff00ffff, picture("e_negate").getRGB(5, 5));
    assertColor(0xff645945, picture("e_sepia:100").getRGB(5, 5));
    assertColor(0xff7f0000, picture("e_brightness:-50").getRGB(5, 5));
    assertColor(0xff4c4c4c, picture("e_saturation:-100").getRGB(5, 5));
    assertColor(0xff7f7f7f, picture("e_contrast:-100").getRGB(5, 5));
    BufferedImage bright = picture("e_brightness:50");
    assertTrue((bright.getRGB(5, 5) & 0xff) > 10);
    BufferedImage blurred = picture("e_blur:400");
    assertColor(RED, blurred.getRGB(2, 2));
    int edge = blurred.getRGB(60, 10);
    assertTrue((edge >> 16 & 0xff) > 40 && (edge >> 8 & 0xff) > 40, Integer.toHexString(edge));
  }

  @Test
  void transparencyIsKeptFadedOrFilled() {
    byte[] clear = Pictures.encoded(new BufferedImage(40, 40, BufferedImage.TYPE_INT_ARGB), "png");
    assertColor(NOTHING, rendered(clear, "w_20").getRGB(10, 10));
    assertColor(WHITE, Pictures.decoded(render(clear, "w_20", "jpg").bytes()).getRGB(10, 10));
    assertColor(BLUE, rendered(clear, "w_20,b_blue").getRGB(10, 10));
    assertColor(0x80ff0000, rendered(clear, "b_rgb:ff000080").getRGB(10, 10));
    assertColor(0x80ff0000, picture("o_50").getRGB(5, 5));
    assertColor(0x40ff0000, picture("o_50/o_50").getRGB(5, 5));
    assertColor(0xffff7f7f, picture("o_50,b_white").getRGB(5, 5));
    BufferedImage svg = rendered(Pictures.svg(50, 50), "w_500");
    assertColor(RED, svg.getRGB(250, 60));
    assertColor(NOTHING, svg.getRGB(5, 5));
  }

  @Test
  void theCameraSaysWhatIsUp() {
    byte[] jpeg = Pictures.encoded(quarters(BufferedImage.TYPE_INT_RGB), "jpg");
    assertCorners(rendered(Pictures.oriented(jpeg, 3), "w_60"), YELLOW, BLUE, GREEN, RED);
    assertCorners(rendered(Pictures.oriented(jpeg, 6), "w_60"), BLUE, RED, YELLOW, GREEN);
    assertCorners(
        rendered(Pictures.oriented(jpeg, 8), "c_crop,w_60,h_90"), GREEN, YELLOW, RED, BLUE);
    Rendering upright = render(Pictures.oriented(jpeg, 6), "w_60", "jpg");
    assertFalse(new String(upright.bytes(), StandardCharsets.ISO_8859_1).contains("Exif"));
  }

  @Test
  void readsUnusualPixels() {
    BufferedImage inks = rendered(Pictures.cmykJpeg(80, 40), "w_40");
    int cyan = inks.getRGB(5, 10);
    assertTrue((cyan >> 16 & 0xff) < 90 && (cyan & 0xff) > 150, Integer.toHexString(cyan));
    assertCorners(rendered(Pictures.deepPng(80, 40), "w_40"), RED, GREEN, BLUE, YELLOW);
    byte[] palette = Pictures.encoded(quarters(BufferedImage.TYPE_BYTE_INDEXED), "png");
    assertCorners(rendered(palette, "w_40"), RED, GREEN, BLUE, YELLOW);
    byte[] bitmap = Pictures.encoded(quarters(BufferedImage.TYPE_INT_RGB), "bmp");
    assertCorners(rendered(bitmap, "w_40"), RED, GREEN, BLUE, YELLOW);
    byte[] pixmap = "P6 2 1 255 \u00ff\0\0\0\u00ff\0".getBytes(StandardCharsets.ISO_8859_1);
    assertColor(GREEN, rendered(pixmap, "").getRGB(1, 0));
    byte[] grey = Pictures.encoded(quarters(BufferedImage.TYPE_BYTE_GRAY), "jpg");
    assertTrue(picture(grey, "e_sepia") != 0);
  }

  @Test
  void animationsKeepTheirFrames() {
    byte[] source = Pictures.movingGif(60, 40, 8);
    for (String format : new String[] {"gif", "webp"}) {
      byte[] result = render(source, "c_fill,w_20,h_20/r_max/a_90", format).bytes();
      ImageFacts facts = engine.probe(file(result)).orElseThrow();
      assertEquals("20x20 8", facts.width() + "x" + facts.height() + " " + facts.pages());
      byte[] again = render(result, "w_10", format).bytes();
      assertEquals(8, engine.probe(file(again)).orElseThrow().pages());
    }
    assertColor(RED, rendered(source, "w_20").getRGB(10, 5));
    assertTrue(render(source, "w_20", "gif").bytes().length > 300);
  }

  @Test
  void qualityMatters() {
    byte[] source = Pictures.photo(600, 400, 1);
    for (String format : new String[] {"jpg", "webp", "avif"}) {
      int low = render(source, "w_300,q_10", format).bytes().length;
      int high = render(source, "w_300,q_95", format).bytes().length;
      assertTrue(high > 2 * low, format + ": " + low + ", " + high);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"jpg", "png", "webp"})
  void refusesWhatWasCutOff(String format) {
    byte[] whole = render(Pictures.photo(400, 300, 2), "w_200", format).bytes();
    assertTrue(engine.probe(file(whole)).isPresent());
    for (int length : new int[] {3 + 9, whole.length / 2, whole.length - 20}) {
      Path cut = file(Arrays.copyOf(whole, length));
      assertEquals(
          ErrorCode.INVALID_IMAGE_FILE,
          assertThrows(Refusal.class, () -> engine.probe(cut)).code(),
          format + " cut to " + length);
    }
  }

  @Test
  void refusesWhatIsBroken() {
    byte[] jpeg = Pictures.photo(400, 300, 2);
    ImageFacts facts = engine.probe(file(jpeg)).orElseThrow();
    Path cut = file(Arrays.copyOf(jpeg, jpeg.length / 2));
    assertEquals(
        ErrorCode.INVALID_IMAGE_FILE,
        assertThrows(
                Refusal.class,
                () -> engine.render(cut, PLANNER.plan(Transformation.parse("w_100"), facts, "jpg")))
            .code());
  }

  @Test
  void refusesBombsByTheirHeader() {
    String svg = "<svg xmlns='http://www.w3.org/2000/svg' width='30000' height='30000'/>";
    Path bomb = file(svg.getBytes(StandardCharsets.UTF_8));
    assertEquals(
        ErrorCode.IMAGE_TOO_LARGE, assertThrows(Refusal.class, () -> engine.probe(bomb)).code());
  }

  @Test
  void stopsWorkThatTakesTooLong() {
    EngineLimits hasty =
        new EngineLimits(100_000_000, 1_000, 250_000_000, 2_000_000, Duration.ofMillis(1));
    Path file = file(Pictures.photo(2_000, 1_500, 3));
    try (VipsEngine impatient = new VipsEngine(NATIVES, hasty)) {
      ImageFacts facts = impatient.probe(file).orElseThrow();
      Refusal refusal =
          assertThrows(
              Refusal.class,
              () ->
                  impatient.render(
                      file,
                      PLANNER.plan(Transformation.parse("w_1900/e_blur:300"), facts, "webp")));
      assertEquals(ErrorCode.RENDER_TOO_SLOW, refusal.code());
    }
  }

  private String probed(byte[] bytes) {
    ImageFacts facts = engine.probe(file(bytes)).orElseThrow();
    return facts.format()
        + " "
        + facts.width()
        + "x"
        + facts.height()
        + (facts.alpha() ? " alpha" : "")
        + (facts.pages() > 1 ? " " + facts.pages() + " pages" : "");
  }

  private BufferedImage picture(String transformation) {
    return rendered(Pictures.encoded(quarters(BufferedImage.TYPE_INT_RGB), "png"), transformation);
  }

  private int picture(byte[] source, String transformation) {
    return rendered(source, transformation).getRGB(1, 1);
  }

  private BufferedImage rendered(byte[] source, String transformation) {
    return Pictures.decoded(render(source, transformation, "png").bytes());
  }

  private Rendering render(byte[] source, String transformation, String format) {
    Path file = file(source);
    ImageFacts facts = engine.probe(file).orElseThrow();
    return engine.render(file, PLANNER.plan(Transformation.parse(transformation), facts, format));
  }

  private Path file(byte[] bytes) {
    try {
      return Files.write(Files.createTempFile(folder, "source", ""), bytes);
    } catch (IOException impossible) {
      throw new java.io.UncheckedIOException(impossible);
    }
  }

  private static BufferedImage quarters(int type) {
    return Pictures.quarters(120, 80, type);
  }

  private static String sides(Rendering rendering) {
    return rendering.width() + "x" + rendering.height();
  }

  /** Clockwise would be natural; reading order is easier to write: two above, two below. */
  private static void assertCorners(BufferedImage image, int... expected) {
    int right = image.getWidth() - 1;
    int bottom = image.getHeight() - 1;
    int[] found = {
      image.getRGB(0, 0),
      image.getRGB(right, 0),
      image.getRGB(0, bottom),
      image.getRGB(right, bottom)
    };
    for (int corner = 0; corner < found.length; corner++) {
      assertColor(expected[corner], found[corner]);
    }
  }

  /** Encoders and resampling may be a little off. */
  private static void assertColor(int expected, int found) {
    boolean bothClear = expected >>> 24 == 0 && found >>> 24 < 24;
    for (int shift = 0; shift < 32 && !bothClear; shift += 8) {
      int difference = Math.abs((expected >> shift & 0xff) - (found >> shift & 0xff));
      assertTrue(
          difference <= 24,
          () -> Integer.toHexString(expected) + " but was " + Integer.toHexString(found));
    }
  }
}
