package dev.darkroom.transform.language;

import java.util.Locale;

/** How much an encoder may throw away. */
public sealed interface Quality {
  /** 1 to 100. */
  record Percent(int value) implements Quality {}

  /** The server chooses, aiming at that level. */
  enum Auto implements Quality {
    BEST,
    GOOD,
    ECO,
    LOW;

    String word() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  /** Reads {@code 80}, {@code auto} or {@code auto:eco}. */
  static Quality of(Setting setting) {
    String value = setting.value();
    if (value.equals("auto")) {
      return Auto.GOOD;
    }
    for (Auto auto : Auto.values()) {
      if (value.equals("auto:" + auto.word())) {
        return auto;
      }
    }
    if (value.matches("(?:auto:|jpegmini|\\d{1,3}:).*")) {
      throw setting.unsupported();
    }
    return new Percent(setting.integer(1, 100));
  }
}
