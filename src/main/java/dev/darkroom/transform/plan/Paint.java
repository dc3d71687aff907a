package dev.darkroom.transform.plan;

/**
 * A colour in numbers, each 0 to 255.
 *
 * @param alpha 255 is opaque
 */
public record Paint(int red, int green, int blue, int alpha) {
  /** Opaque white. */
  public static final Paint WHITE = new Paint(255, 255, 255, 255);

  /** Nothing at all. */
  public static final Paint NONE = new Paint(0, 0, 0, 0);

  /** Whether nothing shines through. */
  public boolean opaque() {
    return alpha == 255;
  }
}
