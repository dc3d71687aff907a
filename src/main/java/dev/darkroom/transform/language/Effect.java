package dev.darkroom.transform.language;

/** An effect on the colours of a picture (reference/delivery-and-transformations.md 5). */
public sealed interface Effect {
  /** Strength 1 to 100. */
  record Sepia(int strength) implements Effect {}

  /** Shades of grey. */
  record Grayscale() implements Effect {}

  /** Every colour's opposite. */
  record Negate() implements Effect {}

  /** Strength 1 to 2000. */
  record Blur(int strength) implements Effect {}

  /** -99 to 100. */
  record Brightness(int level) implements Effect {}

  /** -100 to 100. */
  record Contrast(int level) implements Effect {}

  /** -100 to 100. */
  record Saturation(int level) implements Effect {}
}
