package dev.darkroom.transform.plan;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.darkroom.protocol.BlobRef;
import dev.darkroom.protocol.CollageBlobs;
import dev.darkroom.protocol.ErrorCode;
import dev.darkroom.protocol.ImageFacts;
import dev.darkroom.protocol.Refusal;
import dev.darkroom.protocol.SourceBlob;
import dev.darkroom.transform.language.Transformation;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SheetPlannerTest {
  private static final SheetPlanner PLANNER = new SheetPlanner(Limits.USUAL);
  private static final ImageFacts WIDE = new ImageFacts("jpg", 400, 100, 1, false);
  private static final ImageFacts TALL = new ImageFacts("gif", 50, 200, 7, false);

  @Test
  void packsSprites() {
    SheetPlan sheet = PLANNER.stack(List.of(WIDE, TALL, WIDE), parsed("w_100"), "png", 2);
    assertEquals(new Size(202, 400), sheet.size());
    assertEquals(List.of("102,0", "0,0", "102,27"), places(sheet));
    assertEquals(1, sheet.output().frames());
  }

  @ParameterizedTest
  @ValueSource(strings = {"png", "jpg", "webp"})
  void manyPicturesAreNoLongStrip(String format) {
    List<ImageFacts> many = Collections.nCopies(300, new ImageFacts("jpg", 100, 100, 1, false));
    assertEquals(
        new Size(18 * 102 - 2, 17 * 102 - 2),
        PLANNER.stack(many, Transformation.NONE, format, 2).size());
    List<ImageFacts> large = Collections.nCopies(60, new ImageFacts("jpg", 2000, 1500, 1, false));
    assertRefused(
        ErrorCode.IMAGE_TOO_LARGE, () -> PLANNER.stack(large, Transformation.NONE, format, 2));
    assertEquals(60, PLANNER.stack(large, parsed("w_200"), format, 2).pictures().size());
  }

  @Test
  void aStripIsLeftWhenASquareIsTooLarge() {
    List<ImageFacts> three = Collections.nCopies(3, new ImageFacts("jpg", 4000, 4000, 1, false));
    assertEquals(
        new Size(4000, 12_004), PLANNER.stack(three, Transformation.NONE, "png", 2).size());
  }

  @Test
  void refusesSheetsBeyondTheirEncodingByName() {
    ImageFacts line = new ImageFacts("jpg", 16_383, 1, 1, false);
    ImageFacts post = new ImageFacts("jpg", 1, 300, 1, false);
    Refusal refusal =
        assertThrows(
            Refusal.class,
            () ->
                PLANNER.stack(
                    List.of(line, post, new ImageFacts("jpg", 1, 16_383, 1, false)),
                    Transformation.NONE,
                    "webp",
                    2));
    assertEquals(ErrorCode.RESULT_TOO_LARGE, refusal.code());
    assertTrue(refusal.getMessage().contains("for webp"), refusal.getMessage());
    assertEquals(
        new Size(16_383, 303),
        PLANNER.stack(List.of(line, post), Transformation.NONE, "webp", 2).size());
  }

  @Test
  void framesShareTheLargestSize() {
    SheetPlan film = PLANNER.frames(List.of(WIDE, TALL), Transformation.NONE, "gif");
    assertEquals(new Size(400, 200), film.frame());
    assertEquals(new Size(400, 400), film.size());
    assertEquals(List.of("0,50", "175,200"), places(film));
    assertEquals("2 frames, 100 ms", described(film));
    assertEquals(
        "2 frames, 250 ms",
        described(PLANNER.frames(List.of(WIDE, TALL), parsed("dl_250,w_9"), "webp")));
  }

  @Test
  void gridsAreRowByRow() {
    SheetPlan collage = PLANNER.grid(collage(2, 2, 10, "fill", 3));
    assertEquals(new Size(210, 110), collage.size());
    assertEquals(List.of("0,0", "110,0", "0,60"), places(collage));
    assertEquals(new Size(100, 50), collage.pictures().getFirst().plan().result());
    assertEquals(List.of("0,12"), places(PLANNER.grid(collage(2, 2, 10, "fit", 1))));
    assertEquals(4, PLANNER.grid(collage(2, 2, 10, "mfit", 9)).pictures().size());
    assertEquals(Encoding.JPG, collage.output().encoding());
  }

  @ParameterizedTest
  @CsvSource({
    "0,2,10,fill",
    "2,0,10,fill",
    "2,2,-1,fill",
    "2,2,500,fill",
    "2,101,0,fill",
    "2,2,1,x"
  })
  void refusesImpossibleGrids(int columns, int rows, int spacing, String crop) {
    assertThrows(Refusal.class, () -> PLANNER.grid(collage(columns, rows, spacing, crop, 4)));
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "mp4", "tiff", "PNG;", "../png"})
  void refusesOtherFormats(String format) {
    assertRefused(
        ErrorCode.INVALID_PARAMETER,
        () -> PLANNER.stack(List.of(WIDE), Transformation.NONE, format, 2));
    assertRefused(
        ErrorCode.INVALID_PARAMETER,
        () -> PLANNER.frames(List.of(WIDE), Transformation.NONE, format));
  }

  @Test
  void refusesNothing() {
    assertRefused(
        ErrorCode.MISSING_PARAMETER, () -> PLANNER.stack(List.of(), Transformation.NONE, "png", 2));
  }

  @Test
  void readsTheStyleOfTexts() {
    Lettering plain = LetteringRules.lettering("Hello", Map.of());
    assertEquals("Arial 12 400", plain.font() + " " + plain.size() + " " + plain.weight());
    Lettering rich =
        LetteringRules.lettering(
            "a\nb",
            Map.of(
                "font_family", "Times_New_Roman",
                "font_size", "40",
                "font_weight", "bold",
                "font_style", "italic",
                "font_color", "#ff0000",
                "background", "rgb:00ff0080",
                "text_decoration", "underline",
                "text_align", "center",
                "line_spacing", "5",
                "opacity", "50"));
    assertEquals(new Paint(255, 0, 0, 255), rich.color());
    assertEquals(new Paint(0, 255, 0, 128), rich.background());
    assertTrue(rich.italic() && rich.line() == Lettering.Line.UNDER);
    assertEquals(
        "Times New Roman CENTER 5 0.5",
        rich.font() + " " + rich.side() + " " + rich.spacing() + " " + rich.opacity());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "font_size|0",
        "font_size|-4",
        "font_size|big",
        "font_size|99999999999",
        "font_family|<b>",
        "font_family|mine.ttf",
        "font_family|../../etc/passwd",
        "font_weight|heaviest",
        "font_style|bold",
        "font_color|nocolor",
        "font_color|#12",
        "background|url(x)",
        "opacity|101",
        "text_align|middle",
        "text_decoration|blink",
        "line_spacing|x",
      })
  void refusesUnclearStyles(String name, String value) {
    Refusal refusal =
        assertThrows(Refusal.class, () -> LetteringRules.lettering("Hello", Map.of(name, value)));
    assertEquals(400, refusal.code().status());
    assertTrue(refusal.getMessage().contains(name), refusal.getMessage());
  }

  @Test
  void refusesTextsThatCannotBeDrawn() {
    assertRefused(ErrorCode.MISSING_PARAMETER, () -> LetteringRules.lettering(" \n", Map.of()));
    assertRefused(
        ErrorCode.INVALID_PARAMETER, () -> LetteringRules.lettering("\0\u0001", Map.of()));
    assertRefused(
        ErrorCode.INVALID_PARAMETER,
        () -> LetteringRules.lettering("x".repeat(1_000_000), Map.of()));
    assertRefused(
        ErrorCode.RESULT_TOO_LARGE,
        () -> LetteringRules.lettering("x".repeat(8_000), Map.of("font_size", "1000")));
  }

  private static CollageBlobs collage(
      int columns, int rows, int spacing, String crop, int pictures) {
    SourceBlob source = new SourceBlob(BlobRef.of(new byte[1]), WIDE);
    return new CollageBlobs(
        210,
        110,
        columns,
        rows,
        spacing,
        "#ffffff",
        Collections.nCopies(pictures, new CollageBlobs.Cell(source, crop, "")));
  }

  private static Transformation parsed(String text) {
    return Transformation.parse(text);
  }

  private static List<String> places(SheetPlan sheet) {
    return sheet.pictures().stream().map(place -> place.left() + "," + place.top()).toList();
  }

  private static String described(SheetPlan film) {
    return film.output().frames() + " frames, " + film.output().delay() + " ms";
  }

  private static void assertRefused(
      ErrorCode code, org.junit.jupiter.api.function.Executable call) {
    assertEquals(code, assertThrows(Refusal.class, call).code());
  }
}
