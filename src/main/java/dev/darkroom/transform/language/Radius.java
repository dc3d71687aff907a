package dev.darkroom.transform.language;

import java.util.List;

/**
 * Rounded corners, in pixels; {@link #MAX} rounds as far as the picture allows.
 *
 * @param topLeft the others follow clockwise
 */
public record Radius(int topLeft, int topRight, int bottomRight, int bottomLeft) {
  /** A circle or an ellipse. */
  public static final int MAX = Integer.MAX_VALUE;

  private static final int LARGEST = 20_000;

  /** Reads one to four values; missing ones mirror the opposite corner. */
  static Radius of(Setting setting) {
    List<Integer> values =
        List.of(setting.value().split(":", -1)).stream()
            .map(part -> part.equals("max") ? MAX : setting.integer(part, 0, LARGEST))
            .toList();
    return switch (values.size()) {
      case 1 -> new Radius(values.get(0), values.get(0), values.get(0), values.get(0));
      case 2 -> new Radius(values.get(0), values.get(1), values.get(0), values.get(1));
      case 3 -> new Radius(values.get(0), values.get(1), values.get(2), values.get(1));
      case 4 -> new Radius(values.get(0), values.get(1), values.get(2), values.get(3));
      default -> throw setting.invalid();
    };
  }

  /** The text that {@link #of} reads. */
  String text() {
    List<Integer> corners = List.of(topLeft, topRight, bottomRight, bottomLeft);
    if (corners.stream().distinct().count() == 1) {
      return corner(topLeft);
    }
    return String.join(":", corners.stream().map(Radius::corner).toList());
  }

  private static String corner(int radius) {
    return radius == MAX ? "max" : Integer.toString(radius);
  }
}
