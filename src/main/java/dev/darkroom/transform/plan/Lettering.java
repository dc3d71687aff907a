package dev.darkroom.transform.plan;

/**
 * A text to draw, every choice made.
 *
 * @param text may have several lines
 * @param font name of the family, letters, digits, spaces and dashes
 * @param size of the letters in pixels
 * @param weight 100 to 900
 * @param spacing pixels added between lines
 * @param opacity 0 to 1
 */
public record Lettering(
    String text,
    String font,
    int size,
    int weight,
    boolean italic,
    Line line,
    Side side,
    int spacing,
    Paint color,
    Paint background,
    double opacity) {
  /** A line along the text. */
  public enum Line {
    NONE,
    UNDER,
    THROUGH
  }

  /** Which side lines are flush with. */
  public enum Side {
    LEFT,
    CENTER,
    RIGHT,
    JUSTIFIED
  }
}
