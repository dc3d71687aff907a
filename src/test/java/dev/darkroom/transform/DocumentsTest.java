package dev.darkroom.transform;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.darkroom.protocol.BlobRef;
import dev.darkroom.protocol.ErrorCode;
import dev.darkroom.protocol.ImageFacts;
import dev.darkroom.protocol.ProbeBlob;
import dev.darkroom.protocol.Refusal;
import dev.darkroom.protocol.RenderBlob;
import dev.darkroom.protocol.RenderedBlob;
import dev.darkroom.protocol.SourceBlob;
import dev.darkroom.protocol.StackBlobs;
import dev.darkroom.testing.Documents;
import dev.darkroom.testing.Pictures;
import dev.darkroom.transform.engine.EngineLimits;
import java.awt.Color;
import java.awt.image.BufferedImage;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.Random;
import java.util.concurrent.ExecutionException;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** PDF files as sources, and the pages of other files, through the bus on the real engine. */
class DocumentsTest {
  private static final Duration LONGEST = Duration.ofSeconds(30);
  private static final int WHITE = 0xffffffff;

  @TempDir private static Path folder;

  private static PixelRig rig;
  private static SourceBlob document;

  @BeforeAll
  static void start() throws Exception {
    EngineLimits usual = EngineLimits.USUAL;
    rig =
        new PixelRig(
            folder,
            new EngineLimits(
                usual.framePixels(),
                usual.frames(),
                usual.totalPixels(),
                usual.svgBytes(),
                Duration.ofSeconds(2)));
    document = rig.source(Documents.pages(Color.RED, Color.BLUE, Color.GREEN));
  }

  @AfterAll
  static void stop() {
    rig.close();
  }

  @Test
  void pagesAreCountedAndMeasuredInPoints() {
    assertEquals(new ImageFacts("pdf", 200, 100, 3, false), document.image());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "|jpg|jpg 200x100|ffff0000",
        "|png|png 200x100|ffff0000",
        "||jpg 200x100|ffff0000",
        "pg_1|png|png 200x100|ffff0000",
        "pg_2|png|png 200x200|ff0000ff",
        "pg_3,w_50|webp|webp 50x25|",
        "pg_2,c_fill,w_60,h_30|png|png 60x30|ff0000ff",
        "dn_144,pg_2|png|png 400x400|ff0000ff",
        "dn_36/w_400|png|png 400x200|",
        "w_4000|jpg|jpg 4000x2000|ffff0000",
      })
  void pagesAreDrawn(String transformation, String format, String result, String color)
      throws Exception {
    RenderedBlob page = rig.render(document, orEmpty(transformation), orEmpty(format));
    assertEquals(result, page.format() + " " + page.width() + "x" + page.height());
    if (color != null) {
      BufferedImage drawn = Pictures.decoded(rig.bytes(page));
      assertNear((int) Long.parseLong(color, 16), drawn.getRGB(page.width() / 4, 9));
      assertNear(WHITE, drawn.getRGB(page.width() * 3 / 4, 9));
    }
  }

  @ParameterizedTest
  @CsvSource({
    "pg_4,Invalid page in transformation: 4",
    "pg_0,Invalid page in transformation: 0",
    "pg_x,Invalid page in transformation: x",
    "pg_all,Unsupported transformation parameter - pg_all",
    "pg_1-2,Unsupported transformation parameter - pg_1-2",
    "dn_0,Invalid density in transformation: 0",
    "dl_-1,Invalid delay in transformation: -1",
  })
  void refusesOtherPages(String transformation, String message) throws Exception {
    Throwable refusal =
        rig.failure(
            RenderBlob.ADDRESS,
            new RenderBlob(document.blob(), document.image(), transformation, "png"));
    assertEquals(message, refusal.getMessage());
  }

  @Test
  void framesArePagesToo() throws Exception {
    SourceBlob gif = rig.source(Pictures.movingGif(60, 40, 5));
    BufferedImage last = Pictures.decoded(rig.bytes(rig.render(gif, "pg_5", "png")));
    assertNear(0xff00ff00, last.getRGB(9, 9));
    RenderedBlob still = rig.render(gif, "pg_3", "gif");
    assertEquals(1, probed(still.blob()).pages());
    RenderedBlob slow = rig.render(gif, "dl_500,w_30", "gif");
    assertEquals(5, probed(slow.blob()).pages());
    byte[] file = rig.bytes(slow);
    int control = find(file, 0x21, 0xf9);
    assertEquals(50, file[control + 4], "hundredths of a second");
  }

  @Test
  void pagesStandOnSheets() throws Exception {
    StackBlobs asked = new StackBlobs(List.of(document, document), "pg_2,w_50,h_25", "png", 2);
    assertEquals(102, rig.ask(StackBlobs.ADDRESS, asked).sheet().width());
  }

  @Test
  void refusesLockedDocuments() throws Exception {
    BlobRef locked = rig.put(Documents.locked(Color.RED));
    Throwable refusal = rig.failure(ProbeBlob.ADDRESS, new ProbeBlob(locked, null));
    assertEquals("Invalid image file - it is protected by a password", refusal.getMessage());
  }

  @Test
  void bombsAreDefused() throws Exception {
    for (byte[] bomb : Documents.bombs()) {
      attempt(bomb);
    }
    assertNear(
        0xffff0000, Pictures.decoded(rig.bytes(rig.render(document, "w_20", "png"))).getRGB(5, 5));
  }

  @Test
  void mutantsNeverEscape() throws Exception {
    long seed = Long.getLong("darkroom.fuzz.seed", System.nanoTime());
    Random random = new Random(seed);
    byte[] whole = Documents.pages(Color.RED, Color.BLUE);
    for (int round = 0; round < 40; round++) {
      byte[] mutant = Arrays.copyOf(whole, whole.length - random.nextInt(whole.length / 4));
      for (int flip = random.nextInt(30); flip >= 0; flip--) {
        mutant[5 + random.nextInt(mutant.length - 5)] = (byte) random.nextInt(256);
      }
      attempt(mutant);
    }
  }

  /** A page or a refusal, in time. */
  private static void attempt(byte[] hostile) throws Exception {
    long start = System.nanoTime();
    try {
      SourceBlob source = rig.source(hostile);
      rig.render(source, "w_100,h_100", "jpg");
    } catch (ExecutionException refused) {
      Refusal refusal = assertInstanceOf(Refusal.class, refused.getCause());
      assertTrue(refusal.code() != ErrorCode.GENERAL_ERROR && refusal.code().status() < 500);
    }
    assertTrue(System.nanoTime() - start < LONGEST.toNanos());
  }

  private static ImageFacts probed(BlobRef blob) throws Exception {
    ImageFacts facts = rig.ask(ProbeBlob.ADDRESS, new ProbeBlob(blob, null)).image();
    return Objects.requireNonNull(facts);
  }

  private static int find(byte[] bytes, int first, int second) {
    int at = 0;
    while ((bytes[at] & 0xff) != first || (bytes[at + 1] & 0xff) != second) {
      at++;
    }
    return at;
  }

  private static String orEmpty(@Nullable String text) {
    return text == null ? "" : text;
  }

  private static void assertNear(int expected, int actual) {
    for (int shift = 0; shift < 24; shift += 8) {
      int difference = (expected >> shift & 255) - (actual >> shift & 255);
      assertTrue(Math.abs(difference) < 12, Integer.toHexString(actual));
    }
  }
}
