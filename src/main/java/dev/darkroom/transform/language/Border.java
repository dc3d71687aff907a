package dev.darkroom.transform.language;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A solid frame around the picture; it adds to its size.
 *
 * @param width pixels
 */
public record Border(int width, Color color) {
  private static final Pattern SHAPE = Pattern.compile("(\\d{1,4})px_solid_(.+)");
  private static final int WIDEST = 1_000;

  static Border of(Setting setting) {
    Matcher shape = SHAPE.matcher(setting.value());
    if (!shape.matches()) {
      throw setting.invalid();
    }
    return new Border(
        setting.integer(shape.group(1), 0, WIDEST),
        Color.of(shape.group(2)).orElseThrow(setting::invalid));
  }

  /** The text that {@link #of} reads. */
  String text() {
    return width + "px_solid_" + color.text();
  }
}
