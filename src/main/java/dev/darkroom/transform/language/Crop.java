package dev.darkroom.transform.language;

import java.util.Locale;
import java.util.Set;

/** How a picture meets the asked size (reference: "Resize rules"). */
public enum Crop {
  /** Exactly the size; distorts when both sides are given. */
  SCALE,
  /** Inside the box, keeping the ratio; may enlarge. */
  FIT,
  /** Like fit, never enlarges. */
  LIMIT,
  /** Like fit, only enlarges. */
  MFIT,
  /** Covers the box, the rest is cut off by gravity. */
  FILL,
  /** Like fill, never enlarges. */
  LFILL,
  /** Fit, then padded to the box. */
  PAD,
  /** Limit, then padded to the box. */
  LPAD,
  /** Not scaled, padded where the box is larger. */
  MPAD,
  /** A part of the picture, not scaled. */
  CROP,
  /** Covers the box around a point of interest. */
  THUMB;

  private static final Set<String> NOT_BUILT =
      Set.of("fill_pad", "auto", "auto_pad", "imagga_crop", "imagga_scale");

  /** The word of the contract. */
  public String word() {
    return name().toLowerCase(Locale.ROOT);
  }

  static Crop of(Setting setting) {
    for (Crop crop : values()) {
      if (crop.word().equals(setting.value())) {
        return crop;
      }
    }
    throw NOT_BUILT.contains(setting.value()) ? setting.unsupported() : setting.invalid();
  }
}
