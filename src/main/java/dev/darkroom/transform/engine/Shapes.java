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
    return shape(scope, size, Paint.WHITE, corners)
        .operation("extract_band")
        .with("band", ALPHA_BAND)
        .image();
  }

  /** A painted sheet with corners, transparent around them. */
  static NativeImage shape(Scope scope, Size size, Paint paint, Corners corners) {
    byte[] svg = svg(size, paint, corners).getBytes(StandardCharsets.UTF_8);
    return scope.operation("svgload_source").with("source", scope.source(svg)).image();
  }

  private static String svg(Size size, Paint paint, Corners corners) {
    return String.format(
        Locale.ROOT,
        "<svg xmlns='http://www.w3.org/2000/svg' width='%d' height='%d'>"
            + "<path fill='rgb(%d,%d,%d)' fill-opacity='%.4f' d='%s'/></svg>",
        size.width(),
        size.height(),
        paint.red(),
        paint.green(),
        paint.blue(),
        paint.alpha() / 255.0,
        outline(size, corners));
  }

  private static String outline(Size size, Corners corners) {
    Corner first = corners.topLeft();
    return String.format(Locale.ROOT, "M%.3f 0", first.horizontal())
        + line(size.width() - corners.topRight().horizontal(), 0)
        + arc(corners.topRight(), size.width(), corners.topRight().vertical())
        + line(size.width(), size.height() - corners.bottomRight().vertical())
        + arc(
            corners.bottomRight(), size.width() - corners.bottomRight().horizontal(), size.height())
        + line(corners.bottomLeft().horizontal(), size.height())
        + arc(corners.bottomLeft(), 0, size.height() - corners.bottomLeft().vertical())
        + line(0, first.vertical())
        + arc(first, first.horizontal(), 0)
        + "Z";
  }

  private static String line(double x, double y) {
    return String.format(Locale.ROOT, "L%.3f %.3f", x, y);
  }

  private static String arc(Corner corner, double x, double y) {
    return corner.horizontal() == 0
        ? ""
        : String.format(
            Locale.ROOT,
            "A%.3f %.3f 0 0 1 %.3f %.3f",
            corner.horizontal(),
            corner.vertical(),
            x,
            y);
  }
}
