package dev.darkroom.transform.plan;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.darkroom.protocol.ErrorCode;
import dev.darkroom.protocol.ImageFacts;
import dev.darkroom.protocol.Refusal;
import dev.darkroom.transform.language.Transformation;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PlannerTest {
  private static final Planner PLANNER = new Planner(Limits.USUAL);
  private static final ImageFacts PHOTO = new ImageFacts("jpg", 4000, 3000, 1, false);

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        // transformation | source | operations
        "w_400|4000x3000|scale 400x300",
        "h_300|4000x3000|scale 400x300",
        "w_400,h_400|4000x3000|scale 400x400",
        "w_0.5|4000x3000|scale 2000x1500",
        "w_1.5|400x300|scale 600x450",
        "w_4000|4000x3000|",
        "w_333|1000x1|scale 333x1",
        "ar_1:1,w_100|400x300|scale 100x100",
        "c_fit,w_200,h_200|400x300|scale 200x150",
        "c_fit,w_800,h_800|400x300|scale 800x600",
        "c_fit,w_1,h_5000|4000x3000|scale 1x1",
        "c_limit,w_200,h_200|400x300|scale 200x150",
        "c_limit,w_800,h_800|400x300|",
        "c_limit,w_200,h_2000|400x300|scale 200x150",
        "c_mfit,w_200,h_200|400x300|",
        "c_mfit,w_800,h_800|400x300|scale 800x600",
        "c_fill,w_100,h_100|400x300|scale 133x100, cut 16+0 100x100",
        "c_fill,w_100,h_100,g_west|400x300|scale 133x100, cut 0+0 100x100",
        "c_fill,w_100,h_100,g_south_east|400x300|scale 133x100, cut 33+0 100x100",
        "c_fill,w_100,h_100,g_west,x_10|400x300|scale 133x100, cut 10+0 100x100",
        "c_fill,w_100,h_100,g_east,x_10|400x300|scale 133x100, cut 23+0 100x100",
        "c_fill,w_100,h_100,x_500|400x300|scale 133x100, cut 33+0 100x100",
        "c_fill,w_100,h_100|300x400|scale 100x133, cut 0+16 100x100",
        "c_fill,w_800,h_800|400x300|cut 50+0 300x300, scale 800x800",
        "c_fill,w_100|400x300|scale 100x75",
        "c_fill,ar_1:1|400x300|cut 50+0 300x300",
        "c_fill,ar_16:9,w_160|400x300|scale 160x120, cut 0+15 160x90",
        "c_fill,w_100,h_100|100x100|",
        "c_lfill,w_100,h_100|400x300|scale 133x100, cut 16+0 100x100",
        "c_lfill,w_800,h_800|400x300|",
        "c_lfill,w_350,h_350|400x300|cut 25+0 350x300",
        "c_pad,w_200,h_200|400x300|scale 200x150, lay 0+25 200x200",
        "c_pad,w_200,h_200,g_north|400x300|scale 200x150, lay 0+0 200x200",
        "c_pad,w_200,h_200,g_south,y_5|400x300|scale 200x150, lay 0+45 200x200",
        "c_pad,ar_1:1|400x300|lay 0+50 400x400",
        "c_lpad,w_800,h_800|400x300|lay 200+250 800x800",
        "c_lpad,w_200,h_200|400x300|scale 200x150, lay 0+25 200x200",
        "c_mpad,w_500,h_200|400x300|lay 50+0 500x300",
        "c_mpad,w_200,h_200|400x300|",
        "c_crop,w_100,h_50|400x300|cut 150+125 100x50",
        "c_crop,w_100,h_50,x_10,y_20|400x300|cut 10+20 100x50",
        "c_crop,w_100,h_50,g_south_east|400x300|cut 300+250 100x50",
        "c_crop,w_100,h_50,g_center,x_-10,y_5|400x300|cut 140+130 100x50",
        "c_crop,w_100,h_50,x_350,y_20|400x300|cut 350+20 50x50",
        "c_crop,w_0.5,h_0.5|400x300|cut 100+75 200x150",
        "c_crop,w_1000,h_50|400x300|cut 0+125 400x50",
        "c_crop,ar_1:1|400x300|cut 50+0 300x300",
        "c_thumb,w_100,h_100,g_north|300x400|scale 100x133, cut 0+0 100x100",
        "a_90|400x300|turn 1",
        "a_-90|400x300|turn 3",
        "a_540|400x300|turn 2",
        "a_45|100x100|rotate 45.0 141x141",
        "a_hflip.vflip|400x300|mirror true, mirror false",
        "a_auto_right,w_100,h_200,c_fill|400x300|turn 1, scale 150x200, cut 25+0 100x200",
        "a_auto_left,w_200,h_100,c_fill|400x300|scale 200x150, cut 0+25 200x100",
        "w_40,r_10,bo_2px_solid_red,o_50,b_blue,a_180,e_blur|40x30"
            + "|turn 2, blur 2.0, round 10.0, frame 2 12.0, fade 0.5, back 0-0-255-255",
        "r_max|40x30|round 20.0",
        "r_100|40x30|round 15.0",
        "o_100|40x30|",
        "bo_0px_solid_red|40x30|",
        "e_negate|40x30|level -1.0 255.0",
        "w_0.5/w_0.5|400x300|scale 200x150, scale 100x75",
        "c_crop,w_10,h_10,x_40,y_0|40x30|refused",
      })
  void resizeRules(String transformation, String source, String operations) {
    String[] sides = source.split("x", -1);
    ImageFacts facts =
        new ImageFacts("png", Integer.parseInt(sides[0]), Integer.parseInt(sides[1]), 1, false);
    String shown;
    try {
      shown = shown(plan(transformation, facts, ""));
    } catch (Refusal refusal) {
      shown = "refused";
    }
    assertEquals(operations == null ? "" : operations, shown);
  }

  @ParameterizedTest
  @CsvSource({
    "'', jpg, '', JPG",
    "'', tiff, '', JPG",
    "'', svg, '', PNG",
    "w_10, webp, '', WEBP",
    "w_10, jpg, png, PNG",
    "f_webp, jpg, png, WEBP",
    "f_auto, jpg, '', JPG",
    "f_auto, jpg, avif, AVIF",
    "f_png/f_gif, jpg, '', GIF",
  })
  void choosesTheEncoding(
      String transformation, String source, String requested, Encoding expected) {
    ImageFacts facts = new ImageFacts(source, 40, 30, 1, source.equals("svg"));
    assertEquals(expected, plan(transformation, facts, requested).output().encoding());
  }

  @ParameterizedTest
  @CsvSource({
    "gif, '', 12",
    "gif, webp, 12",
    "gif, png, 1",
    "webp, gif, 12",
    "tiff, webp, 1",
    "avif, gif, 1"
  })
  void keepsFramesWhereBothFormatsMove(String source, String requested, int frames) {
    ImageFacts facts = new ImageFacts(source, 40, 30, 12, false);
    assertEquals(frames, plan("w_10", facts, requested).output().frames());
  }

  @ParameterizedTest
  @CsvSource({
    "q_70, jpg, 70",
    "q_80, avif, 52",
    "q_1, avif, 1",
    "q_auto, webp, 74",
    "q_auto:best, jpg, 87",
    "q_auto:low, avif, 32",
    "w_10, jpg, 80"
  })
  void choosesTheQuality(String transformation, String format, int quality) {
    assertEquals(quality, plan("w_10/" + transformation, PHOTO, format).output().quality());
  }

  @ParameterizedTest
  @CsvSource({
    "w_16384, RESULT_TOO_LARGE",
    "'w_16000,h_16000', IMAGE_TOO_LARGE",
    "'c_pad,w_16000,h_16000', IMAGE_TOO_LARGE",
    "'w_5000,f_avif', RESULT_TOO_LARGE",
    "'c_crop,w_10,h_10,x_4000,y_0', INVALID_TRANSFORMATION_VALUE",
    "'c_crop,w_10,h_10,x_-4000,y_0', INVALID_TRANSFORMATION_VALUE",
    "'w_99.9,h_99.9', RESULT_TOO_LARGE",
  })
  void refusesResultsBeyondTheLimits(String transformation, ErrorCode code) {
    assertEquals(code, assertThrows(Refusal.class, () -> plan(transformation, PHOTO, "")).code());
  }

  @Test
  void aColourThatShinesThroughIsLaidOnce() {
    Plan plan = plan("c_pad,w_10,h_10,b_rgb:ff000080", PHOTO, "png");
    Op.Lay lay = (Op.Lay) plan.operations().get(1);
    assertEquals(Paint.NONE, lay.paint());
    assertEquals(new Op.Back(new Paint(255, 0, 0, 128)), plan.operations().get(2));
  }

  @Test
  void refusesASourceThatIsTooLargeToKeepItsSize() {
    ImageFacts large = new ImageFacts("jpg", 10_000, 10_000, 1, false);
    assertThrows(Refusal.class, () -> plan("e_sepia", large, ""));
    assertEquals(new Size(100, 100), plan("w_100", large, "").result());
    ImageFacts moving = new ImageFacts("gif", 1_000, 1_000, 60, false);
    assertThrows(Refusal.class, () -> plan("e_sepia", moving, ""));
    assertEquals(new Size(100, 100), plan("w_100", moving, "").result());
  }

  @Test
  void refusesAnExtensionItCannotWrite() {
    assertEquals(
        "Invalid extension in transformation: docx",
        assertThrows(Refusal.class, () -> plan("w_1", PHOTO, "docx")).getMessage());
    assertEquals(
        ErrorCode.UNSUPPORTED_TRANSFORMATION,
        assertThrows(Refusal.class, () -> plan("w_1", PHOTO, "jxl")).code());
  }

  private static Plan plan(String transformation, ImageFacts facts, String requested) {
    return PLANNER.plan(Transformation.parse(transformation), facts, requested);
  }

  private static String shown(Plan plan) {
    return plan.operations().stream().map(PlannerTest::shown).collect(Collectors.joining(", "));
  }

  private static String shown(Op operation) {
    return switch (operation) {
      case Op.Scale(Size size) -> "scale " + shown(size);
      case Op.Cut cut -> "cut " + cut.left() + "+" + cut.top() + " " + shown(cut.size());
      case Op.Lay lay -> "lay " + lay.left() + "+" + lay.top() + " " + shown(lay.sheet());
      case Op.QuarterTurn turn -> "turn " + turn.quarters();
      case Op.Mirror mirror -> "mirror " + mirror.leftToRight();
      case Op.Rotate rotate -> "rotate " + rotate.degrees() + " " + shown(rotate.size());
      case Op.Mix mix -> "mix";
      case Op.Level level -> "level " + level.factor() + " " + level.offset();
      case Op.Blur blur -> "blur " + blur.sigma();
      case Op.Round round -> "round " + round.corners().topLeft().horizontal();
      case Op.Frame frame ->
          "frame " + frame.width() + " " + frame.corners().topLeft().horizontal();
      case Op.Fade fade -> "fade " + fade.factor();
      case Op.Back(Paint(int red, int green, int blue, int alpha)) ->
          "back " + red + "-" + green + "-" + blue + "-" + alpha;
    };
  }

  private static String shown(Size size) {
    return size.width() + "x" + size.height();
  }
}
