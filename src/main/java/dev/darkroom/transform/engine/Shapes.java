package dev.darkroom.transform.engine;

import dev.darkroom.transform.plan.Corners;
import dev.darkroom.transform.plan.Corners.Corner;
import dev.darkroom.transform.plan.Paint;
import dev.darkroom.transform.plan.Size;
import java.nio.charset.StandardCharsets;
import java.util.Locale;

/** Smooth shapes, drawn by the SVG renderer inside libvips. */
final class Shapes {
  private static final int ALPHA_BAND = 3;

  private Shapes() {}

  /** A mask of bytes: full inside the corners. */
  static NativeImage mask(Scope scope, Size size, Corners corners) {
    return sheet(scope, size, Paint.WHITE, corners)
        .operation("extract_band")
        .with("band", ALPHA_BAND)
        .image();
  }

  /** A painted sheet with corners, transparent around them. */
  static NativeImage sheet(Scope scope, Size size, Paint paint, Corners corners) {
    return drawn(scope, size, paint, new Outline(size, corners, 0).path());
  }

  /**
   * A painted ring of that width. It reaches a pixel further in, so that nothing shines through
   * between it and the picture it surrounds.
   */
  static NativeImage ring(Scope scope, Size size, Paint paint, Corners corners, int width) {
    int inset = width + 1;
    if (2 * inset >= Math.min(size.width(), size.height())) {
      return sheet(scope, size, paint, corners);
    }
    Size hole = new Size(size.width() - 2 * inset, size.height() - 2 * inset);
    Outline outer = new Outline(size, corners, 0);
    Outline inner = new Outline(hole, corners.grown(-inset), inset);
    return drawn(scope, size, paint, outer.path() + inner.path());
  }

  private static NativeImage drawn(Scope scope, Size size, Paint paint, String path) {
    String svg =
        String.format(
            Locale.ROOT,
            "<svg xmlns='http://www.w3.org/2000/svg' width='%d' height='%d'>"
                + "<path fill-rule='evenodd' fill='rgb(%d,%d,%d)' fill-opacity='%.4f' d='%s'/>"
                + "</svg>",
            size.width(),
            size.height(),
            paint.red(),
            paint.green(),
            paint.blue(),
            paint.alpha() / 255.0,
            path);
    byte[] bytes = svg.getBytes(StandardCharsets.UTF_8);
    return scope.operation("svgload_source").with("source", scope.source(bytes)).image();
  }

  /** A rectangle with corners, so many pixels in from the top left. */
  private record Outline(Size size, Corners corners, int offset) {
    String path() {
      int width = size.width();
      int height = size.height();
      return to("M", corners.topLeft().horizontal(), 0)
          + to("L", width - corners.topRight().horizontal(), 0)
          + arc(corners.topRight(), width, corners.topRight().vertical())
          + to("L", width, height - corners.bottomRight().vertical())
          + arc(corners.bottomRight(), width - corners.bottomRight().horizontal(), height)
          + to("L", corners.bottomLeft().horizontal(), height)
          + arc(corners.bottomLeft(), 0, height - corners.bottomLeft().vertical())
          + to("L", 0, corners.topLeft().vertical())
          + arc(corners.topLeft(), corners.topLeft().horizontal(), 0)
          + "Z";
    }

    private String to(String command, double x, double y) {
      return String.format(Locale.ROOT, "%s%.3f %.3f", command, x + offset, y + offset);
    }

    private String arc(Corner corner, double x, double y) {
      if (corner.horizontal() == 0 || corner.vertical() == 0) {
        return to("L", x, y);
      }
      double wide = corner.horizontal();
      double high = corner.vertical();
      return to(String.format(Locale.ROOT, "A%.3f %.3f 0 0 1 ", wide, high), x, y);
    }
  }
}
