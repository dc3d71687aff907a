package dev.darkroom.transform.engine;

import dev.darkroom.transform.plan.Size;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Pattern;

/**
 * A guess at what a vector picture costs to draw, because its renderer cannot be stopped: filters
 * are what makes one slow, by their number, their uses, and the pixels they work on. Measured: an
 * eighth of a second per primitive and megapixel.
 */
final class SvgCost {
  private static final double MEGAPIXEL = 1_000_000;
  private static final double MOST = 30;

  private static final Pattern PRIMITIVE =
      Pattern.compile("<(?:[\\w.-]+:)?fe[A-Z]|\\b(?:blur|drop-shadow)\\s*\\(");
  private static final Pattern REFERENCE = Pattern.compile("\\bfilter\\s*[=:]");
  private static final Pattern REPETITION = Pattern.compile("<(?:[\\w.-]+:)?use\\b|&\\w+;");

  private SvgCost() {}

  /** Whether drawing that file at that size would take too long. */
  static boolean tooHigh(Path file, Size size) throws IOException {
    String text = Files.readString(file, StandardCharsets.ISO_8859_1);
    double repetitions = 1 + count(REPETITION, text);
    double primitives = count(PRIMITIVE, text) * (double) Math.max(1, count(REFERENCE, text));
    return primitives * repetitions * repetitions * size.area() / MEGAPIXEL > MOST;
  }

  private static long count(Pattern pattern, String text) {
    return pattern.matcher(text).results().count();
  }
}
