package dev.darkroom.transform.plan;

/** Four rounded corners, clockwise from the top left. */
public record Corners(Corner topLeft, Corner topRight, Corner bottomRight, Corner bottomLeft) {
  /** A quarter of an ellipse; its two radii in pixels, both zero for a sharp corner. */
  public record Corner(double horizontal, double vertical) {
    private Corner grown(double by) {
      return horizontal == 0
          ? this
          : new Corner(Math.max(0, horizontal + by), Math.max(0, vertical + by));
    }
  }

  /** The outline that many pixels further out, or in; sharp corners stay sharp. */
  public Corners grown(double by) {
    return new Corners(
        topLeft.grown(by), topRight.grown(by), bottomRight.grown(by), bottomLeft.grown(by));
  }
}
