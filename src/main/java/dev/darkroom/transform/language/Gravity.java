package dev.darkroom.transform.language;

import java.util.Locale;
import java.util.regex.Pattern;

/** Which part of a picture is kept, or where it lies on a canvas: the points of the compass. */
public enum Gravity {
  NORTH_WEST(-1, -1),
  NORTH(0, -1),
  NORTH_EAST(1, -1),
  WEST(-1, 0),
  CENTER(0, 0),
  EAST(1, 0),
  SOUTH_WEST(-1, 1),
  SOUTH(0, 1),
  SOUTH_EAST(1, 1);

  private static final Pattern NOT_BUILT =
      Pattern.compile(
          "(?:faces?|body|custom|auto|adv_faces?|adv_eyes|ocr_text|xy_center|track_person|"
              + "cat|dog|person|bird|car|bicycle)(?::[\\w:]+)?");

  private final int horizontal;
  private final int vertical;

  Gravity(int horizontal, int vertical) {
    this.horizontal = horizontal;
    this.vertical = vertical;
  }

  /** -1 at the left edge, 0 in the middle, 1 at the right edge. */
  public int horizontal() {
    return horizontal;
  }

  /** -1 at the top edge, 0 in the middle, 1 at the bottom edge. */
  public int vertical() {
    return vertical;
  }

  /** The word of the contract. */
  public String word() {
    return name().toLowerCase(Locale.ROOT);
  }

  static Gravity of(Setting setting) {
    for (Gravity gravity : values()) {
      if (gravity.word().equals(setting.value())) {
        return gravity;
      }
    }
    throw NOT_BUILT.matcher(setting.value()).matches() ? setting.unsupported() : setting.invalid();
  }
}
