package dev.darkroom.transform.language;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** A rotation or a mirroring. */
public sealed interface Turn {
  /** Clockwise by that angle. */
  record Degrees(double angle) implements Turn {}

  /** A turn that has a name. */
  enum Named implements Turn {
    /** Mirrored from left to right. */
    HFLIP,
    /** Mirrored from top to bottom. */
    VFLIP,
    /** A quarter clockwise, when the asked box lies across the picture. */
    AUTO_RIGHT,
    /** A quarter anticlockwise, when the asked box lies across the picture. */
    AUTO_LEFT,
    /** As the camera says, which always happens. */
    EXIF;

    /** The word of the contract. */
    public String word() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  /** Reads {@code hflip.90}; {@code ignore} is known but not built. */
  static List<Turn> of(Setting setting) {
    if (setting.value().matches("-?\\d*\\.\\d+")) {
      return List.of(one(setting, setting.value()));
    }
    List<Turn> turns = new ArrayList<>();
    for (String part : setting.value().split("\\.", -1)) {
      turns.add(one(setting, part));
    }
    return turns;
  }

  private static Turn one(Setting setting, String part) {
    for (Named named : Named.values()) {
      if (named.word().equals(part)) {
        return named;
      }
    }
    if (part.equals("ignore")) {
      throw setting.unsupported();
    }
    return new Degrees(setting.number(part, -3600, 3600));
  }
}
