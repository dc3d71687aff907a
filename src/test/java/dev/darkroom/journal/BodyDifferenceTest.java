package dev.darkroom.journal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The first byte that differs, and why. */
final class BodyDifferenceTest {
  private static final String SENT = "{\"a\":1,\"b\":[\"x/y\",\"é\"]}";

  @Test
  void theSameIsNoDifference() {
    assertTrue(BodyDifference.between(bytes(SENT), bytes(SENT)).isEmpty());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '~',
      quoteCharacter = '`',
      textBlock =
          """
          {"a": 1, "b": ["x/y", "é"]} ~ 5 ~ the JSON was parsed and written again
          {"a":1,"b":["x\\/y","é"]} ~ 14 ~ slashes were escaped
          {"a":1,"b":["x/y","\\u00e9"]} ~ 19 ~ characters were escaped as \\uXXXX
          {"b":["x/y","é"],"a":1} ~ 2 ~ the JSON was parsed and written again: the values are the same, the bytes are not
          {"a":1,"b":["x/y" ~ 17 ~ its end was cut off
          {"a":2,"b":["x/y","é"]} ~ 5 ~ the content is another one
          `` ~ 0 ~ the body is empty: it was read before
          """)
  void theFirstOneIsFoundAndExplained(String received, int offset, String cause) {
    BodyDifference found =
        BodyDifference.between(bytes(SENT), bytes(received.replace("\\\\", "\\"))).orElseThrow();
    assertEquals(offset, found.offset());
    assertEquals(cause.replace("\\\\", "\\"), found.cause());
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }
}
