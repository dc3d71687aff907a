package dev.darkroom.transform.engine;

import dev.darkroom.transform.plan.Corners;
import dev.darkroom.transform.plan.Op;
import dev.darkroom.transform.plan.Paint;
import dev.darkroom.transform.plan.Size;
import java.util.List;

/** Does what a plan says: one exhaustive switch over its operations. */
final class Painter {
  private static final int EXTEND_BACKGROUND = 5;
  private static final int CENTRE = 0;
  private static final int OVER = 2;

  /** A wider blur is made on a smaller picture: it looks the same and takes a fraction of it. */
  private static final double WIDEST_DIRECT_BLUR = 8;

  private static final double BLUR_AFTER_SHRINK = 5;

  private Painter() {}

  static Picture paint(Picture picture, List<Op> operations) {
    Picture result = picture;
    for (Op operation : operations) {
      result = paint(result, operation);
    }
    return result;
  }

  private static Picture paint(Picture picture, Op operation) {
    return switch (operation) {
      case Op.Scale(Size size) -> picture.scaled(size);
      case Op.Cut cut -> cut(picture, cut);
      case Op.Lay lay -> lay(picture, lay);
      case Op.QuarterTurn(int quarters) -> quarterTurn(picture, quarters);
      case Op.Mirror(boolean leftToRight) -> mirror(picture, leftToRight);
      case Op.Rotate(double degrees, Size size) -> rotate(picture, degrees, size);
      case Op.Mix(List<Double> weights) -> mix(picture, weights);
      case Op.Level(double factor, double offset) -> level(picture, factor, offset);
      case Op.Blur(double sigma) -> blur(picture.settled(), sigma);
      case Op.Round(Corners corners) ->
          picture.masked(Shapes.mask(scope(picture), picture.size(), corners));
      case Op.Frame frame -> frame(picture, frame);
      case Op.Fade(double factor) -> picture.faded(factor);
      case Op.Back(Paint paint) -> back(picture, paint);
    };
  }

  private static Picture cut(Picture picture, Op.Cut cut) {
    return picture.with(
        scope(picture)
            .operation("extract_area")
            .with("input", picture.image())
            .with("left", cut.left())
            .with("top", cut.top())
            .with("width", cut.size().width())
            .with("height", cut.size().height())
            .image());
  }

  private static Picture lay(Picture picture, Op.Lay lay) {
    Picture sheet = lay.paint().opaque() ? picture : picture.withAlpha();
    return picture.with(
        sheet
            .image()
            .operation("embed")
            .with("x", lay.left())
            .with("y", lay.top())
            .with("width", lay.sheet().width())
            .with("height", lay.sheet().height())
            .with("extend", EXTEND_BACKGROUND)
            .withNumbers("background", numbers(lay.paint(), sheet.hasAlpha()))
            .image());
  }

  private static Picture quarterTurn(Picture picture, int quarters) {
    Picture settled = picture.settled();
    return settled.with(settled.image().operation("rot").with("angle", quarters).image());
  }

  private static Picture mirror(Picture picture, boolean leftToRight) {
    Picture readable = leftToRight ? picture : picture.settled();
    return readable.with(
        readable.image().operation("flip").with("direction", leftToRight ? 0 : 1).image());
  }

  private static Picture rotate(Picture picture, double degrees, Size size) {
    Picture settled = picture.settled().withAlpha();
    NativeImage turned =
        settled
            .image()
            .operation("rotate")
            .with("angle", degrees)
            .withNumbers("background", 0, 0, 0, 0)
            .image();
    return settled.with(
        turned
            .operation("gravity")
            .with("direction", CENTRE)
            .with("width", size.width())
            .with("height", size.height())
            .with("extend", EXTEND_BACKGROUND)
            .withNumbers("background", 0, 0, 0, 0)
            .image()
            .asBytes());
  }

  private static Picture mix(Picture picture, List<Double> weights) {
    NativeImage matrix = scope(picture).matrix(weights);
    return picture.onColors(
        colors -> colors.operation("recomb").with("m", matrix.pointer()).image());
  }

  private static Picture level(Picture picture, double factor, double offset) {
    return picture.onColors(colors ->
        colors
            .operation("linear")
            .withNumbers("a", factor)
            .withNumbers("b", offset)
            .with("uchar", true)
            .image());
  }

  private static Picture blur(Picture picture, double sigma) {
    if (sigma <= WIDEST_DIRECT_BLUR) {
      return picture.overColors(
          colors -> colors.operation("gaussblur").with("sigma", sigma).image());
    }
    Size size = picture.size();
    double shrink = sigma / BLUR_AFTER_SHRINK;
    Size small =
        new Size(
            Math.max(1, (int) (size.width() / shrink)),
            Math.max(1, (int) (size.height() / shrink)));
    double rest = sigma * small.width() / size.width();
    return blur(picture.scaled(small), Math.min(rest, WIDEST_DIRECT_BLUR)).scaled(size);
  }

  private static Picture frame(Picture picture, Op.Frame frame) {
    Size size = frame.sizeAfter(picture.size());
    NativeImage ring =
        Shapes.ring(scope(picture), size, frame.paint(), frame.corners(), frame.width());
    return over(picture, ring, frame.width());
  }

  /** An opaque colour ends all transparency; another one only shines through. */
  static Picture back(Picture picture, Paint paint) {
    if (!picture.hasAlpha()) {
      return picture;
    }
    if (paint.opaque()) {
      return flat(picture, paint);
    }
    Corners.Corner sharp = new Corners.Corner(0, 0);
    Corners corners = new Corners(sharp, sharp, sharp, sharp);
    return over(picture, Shapes.sheet(scope(picture), picture.size(), paint, corners), 0);
  }

  /** The picture without transparency, on a colour. */
  static Picture flat(Picture picture, Paint paint) {
    if (!picture.hasAlpha()) {
      return picture;
    }
    return picture.with(
        picture
            .image()
            .operation("flatten")
            .withNumbers("background", numbers(paint, false))
            .image()
            .asBytes());
  }

  private static Picture over(Picture picture, NativeImage sheet, int offset) {
    return picture.with(
        scope(picture)
            .operation("composite2")
            .with("base", sheet)
            .with("overlay", picture.image())
            .with("mode", OVER)
            .with("x", offset)
            .with("y", offset)
            .image()
            .asBytes());
  }

  private static double[] numbers(Paint paint, boolean alpha) {
    return alpha
        ? new double[] {paint.red(), paint.green(), paint.blue(), paint.alpha()}
        : new double[] {paint.red(), paint.green(), paint.blue()};
  }

  private static Scope scope(Picture picture) {
    return picture.image().scope();
  }
}
