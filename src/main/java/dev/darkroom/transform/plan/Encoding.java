package dev.darkroom.transform.plan;

import java.util.Locale;

/** What the result is encoded as. */
public enum Encoding {
  JPG,
  PNG,
  WEBP,
  GIF,
  AVIF;

  /** The word of the contract, also the usual extension. */
  public String word() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** Whether a file of this kind can hold several frames that this server writes. */
  boolean moves() {
    return switch (this) {
      case GIF, WEBP -> true;
      case JPG, PNG, AVIF -> false;
    };
  }
}
