package dev.darkroom.transform.measure;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.function.IntBinaryOperator;
import org.junit.jupiter.api.Test;

class MeasuresTest {
  private static final int RED = 0xffcc0000;
  private static final int BLUE = 0xff0000ff;
  private static final int GREEN = 0xff5a7a00;

  @Test
  void colorsAreSharesOfThePicture() {
    Pixels flag = drawn(100, 80, (x, y) -> x < 75 ? RED : BLUE);
    assertEquals(
        List.of(new Palette.Share("#CC0000", 75), new Palette.Share("#0000FF", 25)),
        Palette.colors(flag));
    assertEquals(
        List.of(new Palette.Share("red", 75), new Palette.Share("blue", 25)), Palette.google(flag));
    assertEquals("blue", Palette.fine(flag).get(1).color());
  }

  @Test
  void colorsAreFewAndOrdered() {
    Random random = new Random(1);
    Pixels noise = drawn(90, 90, (x, y) -> 0xff << 24 | random.nextInt(1 << 24));
    List<Palette.Share> colors = Palette.colors(noise);
    assertTrue(colors.size() <= 16, colors::toString);
    double sum = colors.stream().mapToDouble(Palette.Share::percent).sum();
    assertEquals(100, sum, 1);
    for (int at = 1; at < colors.size(); at++) {
      assertTrue(colors.get(at - 1).percent() >= colors.get(at).percent());
    }
  }

  @Test
  void nothingHasNoColor() {
    Pixels nothing = drawn(9, 9, (x, y) -> 0);
    assertEquals(List.of(), Palette.colors(nothing));
    assertEquals(List.of(), Palette.google(nothing));
    assertEquals(1, ColorBlindness.of(nothing).score());
  }

  @Test
  void hashesStayWhenPicturesAreScaledOrNoisy() {
    Pixels photo = photo(200, 150, 0);
    String hash = PerceptualHash.of(photo);
    assertTrue(hash.matches("[0-9a-f]{16}"), hash);
    assertTrue(distance(hash, PerceptualHash.of(photo.inside(90))) <= 4);
    assertTrue(distance(hash, PerceptualHash.of(photo(200, 150, 20))) <= 6);
    Pixels other = drawn(200, 150, (x, y) -> x * y / 40 % 2 == 0 ? RED : 0xffffffff);
    assertTrue(distance(hash, PerceptualHash.of(other)) > 15);
    assertEquals(16, PerceptualHash.of(drawn(1, 1, (x, y) -> RED)).length());
  }

  @Test
  void qualityFallsWithBlurAndNoise() {
    Pixels sharp = drawn(200, 200, (x, y) -> (x / 8 + y / 8) % 2 == 0 ? 0xff202020 : 0xffe0d0c0);
    Pixels blurred =
        drawn(200, 200, (x, y) -> 0xff << 24 | 0x010101 * (int) (120 + 80 * Math.sin(x / 20.0)));
    assertTrue(measure("focus", sharp) > 0.9);
    assertTrue(measure("focus", blurred) < 0.2);
    assertTrue(measure("noise", photo(200, 150, 60)) < measure("noise", blurred));
    assertTrue(measure("exposure", drawn(50, 50, (x, y) -> 0xff000000)) < 0.1);
    assertEquals(0, measure("saturation", drawn(50, 50, (x, y) -> 0xff808080)));
    for (Pixels pixels : List.of(sharp, blurred, drawn(1, 1, (x, y) -> 0), photo(40, 3, 9))) {
      Map<String, Double> measures = measures(pixels);
      measures.forEach((name, value) -> assertTrue(value >= 0 && value <= 1, name));
      double score = Quality.score(measures);
      assertTrue(score >= 0 && score <= 1);
    }
  }

  @Test
  void redAndGreenLookAlikeToSome() {
    Pixels traffic = drawn(60, 60, (x, y) -> x / 10 % 2 == 0 ? 0xffa05000 : GREEN);
    Pixels clear = drawn(60, 60, (x, y) -> x / 10 % 2 == 0 ? 0xffffffff : 0xff000080);
    assertTrue(ColorBlindness.of(traffic).score() < ColorBlindness.of(clear).score());
    assertEquals(1, ColorBlindness.of(clear).score());
    assertEquals(List.of("#A05000", "#5A7A00"), ColorBlindness.of(traffic).mostIndistinctPair());
  }

  @Test
  void naturesDiffer() {
    Nature drawing = Nature.of(drawn(100, 100, (x, y) -> x < 50 ? RED : BLUE));
    assertEquals(new Nature(1, false, false), drawing);
    Nature photo = Nature.of(photo(100, 100, 25));
    assertTrue(photo.illustrationScore() < 0.3 && photo.grayscale());
    assertTrue(Nature.of(drawn(9, 9, (x, y) -> 0x80ff0000)).semiTransparent());
    assertFalse(Nature.of(drawn(9, 9, (x, y) -> x < 4 ? 0 : RED)).semiTransparent());
  }

  @Test
  void cinemagraphsMostlyStandStill() {
    Pixels first = drawn(100, 100, (x, y) -> RED);
    Pixels second = drawn(100, 100, (x, y) -> y < 20 ? BLUE : RED);
    assertEquals(0.8, Nature.cinemagraph(List.of(first, second)));
    assertEquals(0, Nature.cinemagraph(List.of(first)));
    assertEquals(0, Nature.cinemagraph(List.of(first, first)));
    assertEquals(0, Nature.cinemagraph(List.of()));
  }

  private static double measure(String name, Pixels pixels) {
    return measures(pixels).getOrDefault(name, -1.0);
  }

  private static Map<String, Double> measures(Pixels pixels) {
    return Quality.of(pixels, 1);
  }

  private static int distance(String one, String other) {
    return Long.bitCount(Long.parseUnsignedLong(one, 16) ^ Long.parseUnsignedLong(other, 16));
  }

  private static Pixels photo(int width, int height, int grain) {
    Random random = new Random(7);
    return drawn(
        width,
        height,
        (x, y) -> {
          double wave = Math.sin(7.0 * x / width) + Math.cos(9.0 * y * x / height / width);
          int noise = grain == 0 ? 0 : random.nextInt(grain);
          int light = (int) Math.clamp(120 + 50 * wave + noise, 0, 255);
          return 0xff << 24 | 0x010101 * light;
        });
  }

  private static Pixels drawn(int width, int height, IntBinaryOperator color) {
    int[] colors = new int[width * height];
    for (int at = 0; at < colors.length; at++) {
      colors[at] = color.applyAsInt(at % width, at / width);
    }
    return new Pixels(width, height, colors);
  }
}
