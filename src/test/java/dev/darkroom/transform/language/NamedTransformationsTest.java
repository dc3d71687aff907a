package dev.darkroom.transform.language;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.darkroom.protocol.ErrorCode;
import dev.darkroom.protocol.Refusal;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class NamedTransformationsTest {
  private static final Map<String, String> DEFINED =
      Map.of(
          "small", "c_scale,w_100",
          "two", "c_fill,w_10,h_10/e_sepia",
          "outer", "t_two/r_max",
          "loop", "t_loop",
          "bomb", "t_bomb/t_bomb/w_1000");

  @ParameterizedTest
  @CsvSource(
      delimiterString = " # ",
      textBlock =
          """
          t_small                 # c_scale,w_100
          t_small.two             # c_scale,w_100/c_fill,w_10,h_10/e_sepia
          e_blur/t_small/f_png    # e_blur/c_scale,w_100/f_png
          t_small,e_blur          # c_scale,w_100/e_blur
          e_blur,t_small          # c_scale,w_100/e_blur
          t_small,pg_3            # pg_3/c_scale,w_100
          e_blur,pg_3,t_small,dn_9 # pg_3,dn_9/c_scale,w_100/e_blur
          t_outer                 # c_fill,w_10,h_10/e_sepia/r_max
          w_100/l_t_small/e_tint_ # w_100/l_t_small/e_tint_
          """)
  void namesAreReplaced(String text, String expanded) {
    assertEquals(expanded, expand(text));
  }

  @Test
  void namesAreFoundAndLeftOut() {
    assertEquals(Set.of("a", "b", "c"), NamedTransformations.names("t_a.b/w_1,t_c/l_t_d/e_x"));
    assertEquals("w_1/e_x", NamedTransformations.without("t_a.b/w_1,t_c/e_x"));
    assertEquals("", NamedTransformations.without("t_a"));
    assertEquals("pg_2/w_1", NamedTransformations.without("t_a,w_1,pg_2"));
  }

  @Test
  void whatIsUnknownOrEndlessIsRefused() {
    assertEquals(ErrorCode.UNKNOWN_TRANSFORMATION, refusal("t_nobody"));
    assertEquals(ErrorCode.TRANSFORMATION_TOO_LONG, refusal("t_loop"));
    assertEquals(ErrorCode.TRANSFORMATION_TOO_LONG, refusal("t_bomb"));
  }

  private static ErrorCode refusal(String text) {
    return assertThrows(Refusal.class, () -> expand(text)).code();
  }

  private static String expand(String text) {
    return NamedTransformations.expanded(
        text,
        name ->
            Optional.ofNullable(DEFINED.get(name))
                .orElseThrow(() -> new Refusal(ErrorCode.UNKNOWN_TRANSFORMATION, name)));
  }
}
