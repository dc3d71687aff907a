package dev.darkroom.transform.language;

/** A size or an offset: pixels when written without a point, else a fraction. */
public sealed interface Length {
  /** So many pixels. */
  record Pixels(int count) implements Length {}

  /** A part of the picture's own size: 0.5 is half of it, 1.5 one and a half times. */
  record Fraction(double part) implements Length {}
}
