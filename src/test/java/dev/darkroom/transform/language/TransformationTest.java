package dev.darkroom.transform.language;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.darkroom.protocol.ErrorCode;
import dev.darkroom.protocol.Refusal;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class TransformationTest {
  /** Every key of the contract's table (reference/delivery-and-transformations.md 3). */
  private static final List<String>
      CONTRACT =
          List.of(
              "c w h ar g x y z a r b bo co o q f dpr pg dn cs d dl e l u t fl fn if $ p so eo du br vc"
                  .split(" ")),
      VIDEO = List.of("ac af fps ki sp vs".split(" "));

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '"',
      value = {
        "w_300|c_scale,w_300",
        "h_200,w_300,c_fill|c_fill,h_200,w_300",
        "c_fill,w_0.5,h_1.0|c_fill,h_1.0,w_0.5",
        "w_.25|c_scale,w_0.25",
        "c_crop,x_-10,y_0.1,w_10,g_south_east|c_crop,g_south_east,w_10,x_-10,y_0.1",
        "ar_16:9,c_fill,w_160|ar_1.777777778,c_fill,w_160",
        "a_-20|a_-20",
        "a_45.hflip|a_45.hflip",
        "a_12.5|a_12.5",
        "a_auto_right.vflip|a_auto_right.vflip",
        "r_max|r_max",
        "r_10:20|r_10:20:10:20",
        "r_10:20:max|r_10:20:max:20",
        "r_1:2:3:4|r_1:2:3:4",
        "b_white|b_rgb:ffffff",
        "b_rgb:f0a|b_rgb:ff00aa",
        "b_rgb:f0a8|b_rgb:ff00aa88",
        "b_RebeccaPurple|b_rgb:663399",
        "b_transparent|b_rgb:00000000",
        "bo_4px_solid_rgb:00ff0080|bo_4px_solid_rgb:00ff0080",
        "q_auto|q_auto:good",
        "q_auto:eco|q_auto:eco",
        "q_1|q_1",
        "f_jpeg|f_jpg",
        "f_auto|f_auto",
        "e_sepia|e_sepia:80",
        "e_sepia:100|e_sepia:100",
        "e_blur|e_blur:100",
        "e_brightness|e_brightness:80",
        "e_brightness:-99|e_brightness:-99",
        "e_contrast|e_contrast:0",
        "e_saturation:-100|e_saturation:-100",
        "e_grayscale/e_negate|e_grayscale/e_negate",
        "o_0|o_0",
        "g_north,x_5|\"\"",
        "w_1//w_2/|c_scale,w_1/c_scale,w_2",
        "e_sepia,e_grayscale|e_grayscale",
      })
  void understandsAndPrints(String text, String canonical) {
    Transformation read = Transformation.parse(text);
    assertEquals(canonical, read.toString());
    assertEquals(canonical, Transformation.parse(canonical).toString());
  }

  @Test
  void anEmptyTextChangesNothing() {
    assertEquals(Transformation.NONE, Transformation.parse(""));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "w_abc|Invalid width in transformation: abc",
        "w_0|Invalid width in transformation: 0",
        "w_-5|Invalid width in transformation: -5",
        "w_1000000|Invalid width in transformation: 1000000",
        "w_99999999999999999999|Invalid width in transformation: 99999999999999999999",
        "w_0.0|Invalid width in transformation: 0.0",
        "w_1e9|Invalid width in transformation: 1e9",
        "w_NaN|Invalid width in transformation: NaN",
        "h_1.2.3|Invalid height in transformation: 1.2.3",
        "c_squash|Invalid crop in transformation: squash",
        "g_up|Invalid gravity in transformation: up",
        "ar_0:3|Invalid aspect_ratio in transformation: 0:3",
        "ar_4:0|Invalid aspect_ratio in transformation: 4:0",
        "a_left|Invalid angle in transformation: left",
        "r_1:2:3:4:5|Invalid radius in transformation: 1:2:3:4:5",
        "r_-1|Invalid radius in transformation: -1",
        "b_nocolor|Invalid background in transformation: nocolor",
        "b_rgb:12345|Invalid background in transformation: rgb:12345",
        "bo_solid|Invalid border in transformation: solid",
        "q_0|Invalid quality in transformation: 0",
        "q_101|Invalid quality in transformation: 101",
        "f_exe|Invalid format in transformation: exe",
        "o_101|Invalid opacity in transformation: 101",
        "e_sepia:0|Invalid effect in transformation: sepia:0",
        "e_sepia:1:2|Invalid effect in transformation: sepia:1:2",
        "e_blur:2001|Invalid effect in transformation: blur:2001",
        "e_unheard_of|Invalid effect in transformation: unheard_of",
        "t_thumb|Unknown transformation thumb",
        "ab_cd|Invalid transformation component - ab_cd",
        "w_100,ab_cd|Invalid transformation component - ab_cd",
        "w100|Invalid transformation component - w100",
        "w_|Invalid transformation component - w_",
        "w_1,,h_1|Invalid transformation component - ",
        "w_iw|Unsupported transformation parameter - w_iw",
        "w_iw_div_2|Unsupported transformation parameter - w_iw_div_2",
        "w_auto:100|Unsupported transformation parameter - w_auto:100",
        "w_$x|Unsupported transformation parameter - w_$x",
        "$x_10|Unsupported transformation parameter - $_10",
        "if_w_gt_300|Unsupported transformation parameter - if_w_gt_300",
        "c_auto|Unsupported transformation parameter - c_auto",
        "c_thumb,g_face|Unsupported transformation parameter - g_face",
        "g_auto:subject|Unsupported transformation parameter - g_auto:subject",
        "l_logo|Unsupported transformation parameter - l_logo",
        "dpr_2.0|Unsupported transformation parameter - dpr_2.0",
        "a_ignore|Unsupported transformation parameter - a_ignore",
        "b_auto:border|Unsupported transformation parameter - b_auto:border",
        "q_80:qmax_60|Unsupported transformation parameter - q_80:qmax_60",
        "f_jxl|Unsupported transformation parameter - f_jxl",
        "e_cartoonify:20|Unsupported transformation parameter - e_cartoonify:20",
        "e_contrast:level_2|Unsupported transformation parameter - e_contrast:level_2",
      })
  void refusesByName(String text, String message) {
    assertEquals(
        message == null ? "" : message,
        assertThrows(Refusal.class, () -> Transformation.parse(text)).getMessage().strip());
  }

  @Test
  void everyKeyOfTheContractIsUnderstoodOrRefusedByName() {
    for (List<String> keys : List.of(CONTRACT, VIDEO)) {
      for (String key : keys) {
        assertTrue(Parameter.of(key).isPresent(), key);
      }
    }
    assertEquals(Parameter.values().length, CONTRACT.size() + VIDEO.size());
    for (Parameter parameter : Parameter.values()) {
      if (!parameter.built()) {
        String text = parameter == Parameter.VARIABLE ? "$x_1" : parameter.key() + "_something";
        assertEquals(ErrorCode.UNSUPPORTED_TRANSFORMATION, refusal(text).code(), text);
      }
    }
    for (String effect : EffectTable.NOT_BUILT) {
      assertEquals(ErrorCode.UNSUPPORTED_TRANSFORMATION, refusal("e_" + effect).code(), effect);
    }
  }

  @Test
  void isBounded() {
    String many = String.join("/", Collections.nCopies(51, "w_1"));
    assertEquals(ErrorCode.TRANSFORMATION_TOO_LONG, refusal(many).code());
    String wide = "w_" + "1".repeat(5_000);
    assertEquals(ErrorCode.TRANSFORMATION_TOO_LONG, refusal(wide).code());
    assertEquals(50, Transformation.parse(many.substring(4)).components().size());
  }

  @Test
  void aRefusalShowsNothingUnprintable() {
    Refusal refusal = refusal("w_\r\nSet-Cookie: a\u0000\ud83d\ude00" + "x".repeat(200));
    assertTrue(refusal.getMessage().chars().allMatch(at -> at >= 0x20 && at < 0x7f));
    assertTrue(refusal.getMessage().length() < 160, refusal.getMessage());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "w_100",
        "c_fill,w_100,h_100",
        "w_abc",
        "e_sepia",
        "l_text:Arial_20:hi",
        "if_w_gt_3",
        "if_else",
        "if_end",
        "$x_10",
        "t_named",
        "fl_layer_apply",
        "w_100,ab_cd",
        "a_exif",
        "r_max",
        "dpr_2.0",
        "f_auto,q_auto"
      })
  void recognisesAComponent(String segment) {
    assertTrue(Transformation.isComponent(segment));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "v1",
        "v1234567890",
        "sample",
        "sample.jpg",
        "my_folder",
        "ab_cd",
        "w100",
        "_",
        "w_",
        "_w",
        "w_1,",
        ",",
        "Photo_1.jpg",
        "folder_name",
        "photo,2",
        "s--abc--"
      })
  void recognisesWhatIsNone(String segment) {
    assertEquals(false, Transformation.isComponent(segment));
  }

  @Test
  void readsEagerItemsAndKeepsTheirWords() {
    assertEquals(
        List.of(
            new EagerTransformation("w_100,c_fill/png", "w_100,c_fill", "png"),
            new EagerTransformation("e_sepia/r_max", "e_sepia/r_max", ""),
            new EagerTransformation("w_1/JPEG", "w_1", "jpg"),
            new EagerTransformation("webp", "", "webp")),
        EagerTransformation.parseAll("w_100,c_fill/png|e_sepia/r_max||w_1/JPEG|webp"));
    assertEquals(List.of(), EagerTransformation.parseAll(" | "));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '!',
      value = {
        "w_abc|w_1!INVALID_TRANSFORMATION_VALUE",
        "w_1/docx!INVALID_TRANSFORMATION_COMPONENT",
        "w_1/jxl!UNSUPPORTED_TRANSFORMATION",
        "w_1/!OK",
        "/!OK"
      })
  void refusesEagerItems(String eager, String expected) {
    String code = "OK";
    try {
      assertTrue(EagerTransformation.parseAll(eager).size() > 0);
    } catch (Refusal refusal) {
      code = refusal.code().name();
    }
    assertEquals(expected, code);
  }

  @Test
  void tooManyEagerItemsAreRefused() {
    String many = String.join("|", Collections.nCopies(101, "w_1"));
    assertThrows(Refusal.class, () -> EagerTransformation.parseAll(many));
  }

  /** Any text is either understood, and then prints to what reads the same, or refused. */
  @Test
  void survivesNonsense() {
    List<String> pieces =
        Arrays.asList(
            "w_",
            "h_",
            "c_fill",
            "c_",
            "e_sepia",
            ":",
            ".",
            ",",
            "/",
            "_",
            "1",
            "0",
            "-",
            "300",
            "ar_",
            "r_",
            "max",
            "b_rgb:",
            "ff",
            "$",
            "if_",
            "a_",
            "9".repeat(30),
            "\u0000",
            "%",
            "\ud800",
            "é",
            "|",
            "q_auto",
            "f_",
            "t_",
            "g_north",
            "x_",
            "bo_1px_solid_red",
            "o_");
    long seed = System.nanoTime();
    Random random = new Random(seed);
    for (int round = 0; round < 20_000; round++) {
      StringBuilder text = new StringBuilder();
      for (int piece = random.nextInt(9); piece >= 0; piece--) {
        text.append(pieces.get(random.nextInt(pieces.size())));
      }
      requireReadOrRefused(text.toString(), "seed " + seed + ": " + text);
    }
  }

  private static void requireReadOrRefused(String text, String hint) {
    Transformation read;
    try {
      read = Transformation.parse(text);
    } catch (Refusal refusal) {
      assertTrue(refusal.code().status() == 400, hint);
      return;
    }
    String canonical = read.toString();
    assertEquals(canonical, Transformation.parse(canonical).toString(), hint);
  }

  private static Refusal refusal(String text) {
    return assertThrows(Refusal.class, () -> Transformation.parse(text), text);
  }
}
