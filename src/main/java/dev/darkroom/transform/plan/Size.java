package dev.darkroom.transform.plan;

/** The size of a picture in pixels, at least one by one. */
public record Size(int width, int height) {
  public Size {
    if (width < 1 || height < 1) {
      throw new IllegalArgumentException("no picture is " + width + " x " + height);
    }
  }

  /** A size from measured sides: rounded, at least one pixel. */
  static Size of(double width, double height) {
    return new Size(pixels(width), pixels(height));
  }

  /** The number of pixels. */
  public long area() {
    return (long) width * height;
  }

  /** This size after a quarter turn. */
  public Size lyingOver() {
    return new Size(/* width= */ height, /* height= */ width);
  }

  /** Width divided by height. */
  double ratio() {
    return (double) width / height;
  }

  /** The largest size of this ratio inside the box. */
  Size inside(Size box) {
    double factor = Math.min(factorWide(box), factorHigh(box));
    Size scaled = Size.of(width * factor, height * factor);
    return new Size(Math.min(box.width, scaled.width), Math.min(box.height, scaled.height));
  }

  /** The smallest size of this ratio that covers the box. */
  Size covering(Size box) {
    double factor = Math.max(factorWide(box), factorHigh(box));
    Size scaled = Size.of(width * factor, height * factor);
    return new Size(Math.max(box.width, scaled.width), Math.max(box.height, scaled.height));
  }

  /** The part that both sizes share. */
  Size common(Size other) {
    return new Size(Math.min(width, other.width), Math.min(height, other.height));
  }

  /** The smallest size that holds both. */
  Size union(Size other) {
    return new Size(Math.max(width, other.width), Math.max(height, other.height));
  }

  /** Whether this is at least as wide and as high. */
  boolean holds(Size other) {
    return width >= other.width && height >= other.height;
  }

  private double factorWide(Size box) {
    return (double) box.width / width;
  }

  private double factorHigh(Size box) {
    return (double) box.height / height;
  }

  private static int pixels(double measured) {
    return (int) Math.min(Integer.MAX_VALUE, Math.max(1, Math.round(measured)));
  }
}
