package dev.darkroom.transform.plan;

import dev.darkroom.protocol.ErrorCode;
import dev.darkroom.protocol.Refusal;
import dev.darkroom.transform.language.Crop;
import dev.darkroom.transform.language.Gravity;
import dev.darkroom.transform.language.Length;
import dev.darkroom.transform.language.Resize;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The contract's resize rules (reference/delivery-and-transformations.md 3) as geometry. */
final class ResizeRules {
  private final Resize resize;
  private final Size source;
  private final Paint paint;

  private ResizeRules(Resize resize, Size source, Paint paint) {
    this.resize = resize;
    this.source = source;
    this.paint = paint;
  }

  /**
   * The operations that resize a picture of that size.
   *
   * @param paint what padding is painted with
   */
  static List<Op> operations(Resize resize, Size source, Paint paint) {
    ResizeRules rules = new ResizeRules(resize, source, paint);
    Size box = rules.box();
    List<Op> operations =
        switch (resize.crop()) {
          case SCALE -> List.of(new Op.Scale(box));
          case FIT -> List.of(new Op.Scale(source.inside(box)));
          case LIMIT -> List.of(new Op.Scale(rules.limit(box)));
          case MFIT -> List.of(new Op.Scale(rules.enlarge(box)));
          case FILL, THUMB -> rules.fill(box);
          case LFILL ->
              source.covering(box).holds(source) ? rules.cut(source.common(box)) : rules.fill(box);
          case PAD -> rules.pad(source.inside(box), box);
          case LPAD -> rules.pad(rules.limit(box), box);
          case MPAD -> rules.pad(source, box);
          case CROP -> rules.extract(box);
        };
    return operations.stream().filter(operation -> !isIdle(operation, source)).toList();
  }

  /** The box a resize asks for, both sides known: missing ones follow the ratio. */
  static Size box(Resize resize, Size source) {
    return new ResizeRules(resize, source, Paint.NONE).box();
  }

  private Size box() {
    Double ratio = resize.ratio();
    double shape = ratio == null ? source.ratio() : ratio;
    double width = measured(resize.width(), source.width(), 0);
    double height = measured(resize.height(), source.height(), 0);
    if (width > 0 && height > 0) {
      return Size.of(width, height);
    }
    if (width > 0) {
      return Size.of(width, width / shape);
    }
    if (height > 0) {
      return Size.of(height * shape, height);
    }
    return ratio == null ? source : shaped(ratio);
  }

  /** The source's box brought to a ratio: wider or higher for padding, else cut out of it. */
  private Size shaped(double ratio) {
    boolean wider = ratio > source.ratio();
    boolean byHeight =
        switch (resize.crop()) {
          case PAD, LPAD, MPAD -> wider;
          case FIT, LIMIT, MFIT, FILL, LFILL, CROP, THUMB -> !wider;
          case SCALE -> false;
        };
    return byHeight
        ? Size.of(source.height() * ratio, source.height())
        : Size.of(source.width(), source.width() / ratio);
  }

  private Size limit(Size box) {
    Size fitted = source.inside(box);
    return source.holds(fitted) ? fitted : source;
  }

  private Size enlarge(Size box) {
    Size fitted = source.inside(box);
    return fitted.holds(source) ? fitted : source;
  }

  /** Shrinks, then cuts; or cuts, then enlarges: never more pixels between than needed. */
  private List<Op> fill(Size box) {
    Size covering = source.covering(box);
    if (source.holds(covering)) {
      List<Op> operations = new ArrayList<>();
      operations.add(new Op.Scale(covering));
      operations.addAll(cutFrom(covering, box));
      return operations;
    }
    List<Op> operations = new ArrayList<>(cut(box.inside(source)));
    operations.add(new Op.Scale(box));
    return operations;
  }

  private List<Op> cut(Size part) {
    return cutFrom(source, part);
  }

  private List<Op> cutFrom(Size whole, Size part) {
    return part.equals(whole)
        ? List.of()
        : List.of(
            new Op.Cut(
                clamped(left(part, whole), whole.width() - part.width()),
                clamped(top(part, whole), whole.height() - part.height()),
                part));
  }

  private List<Op> pad(Size scaled, Size box) {
    List<Op> operations = new ArrayList<>(List.of(new Op.Scale(scaled)));
    Size sheet = scaled.union(box);
    if (!sheet.equals(scaled)) {
      operations.add(
          new Op.Lay(
              clamped(left(scaled, sheet), sheet.width() - scaled.width()),
              clamped(top(scaled, sheet), sheet.height() - scaled.height()),
              sheet,
              paint));
    }
    return operations;
  }

  /** The part of the asked region that lies inside the picture. */
  private List<Op> extract(Size box) {
    Size part = resize.x() == null && resize.y() == null ? box.common(source) : box;
    int left = left(part, source);
    int top = top(part, source);
    int right = Math.min(source.width(), left + part.width());
    int bottom = Math.min(source.height(), top + part.height());
    int startX = Math.max(0, left);
    int startY = Math.max(0, top);
    requireInside("x", startX, right);
    requireInside("y", startY, bottom);
    return List.of(new Op.Cut(startX, startY, new Size(right - startX, bottom - startY)));
  }

  private static void requireInside(String name, int start, int end) {
    if (start >= end) {
      throw new Refusal(ErrorCode.INVALID_TRANSFORMATION_VALUE, name, start);
    }
  }

  private int left(Size inner, Size outer) {
    int offset = (int) Math.round(measured(resize.x(), outer.width(), 0));
    return place(gravity().horizontal(), outer.width() - inner.width(), offset);
  }

  private int top(Size inner, Size outer) {
    int offset = (int) Math.round(measured(resize.y(), outer.height(), 0));
    return place(gravity().vertical(), outer.height() - inner.height(), offset);
  }

  /** A crop with coordinates counts them from the top left, unless a gravity says otherwise. */
  private Gravity gravity() {
    if (resize.gravity() != null) {
      return resize.gravity();
    }
    boolean placed = resize.x() != null || resize.y() != null;
    return resize.crop() == Crop.CROP && placed ? Gravity.NORTH_WEST : Gravity.CENTER;
  }

  private static int place(int direction, int room, int offset) {
    return switch (direction) {
      case -1 -> offset;
      case 0 -> Math.floorDiv(room, 2) + offset;
      default -> room - offset;
    };
  }

  private static int clamped(int position, int room) {
    return Math.max(0, Math.min(room, position));
  }

  private static double measured(@Nullable Length length, int whole, double missing) {
    return switch (length) {
      case null -> missing;
      case Length.Pixels(int count) -> count;
      case Length.Fraction(double part) -> {
        double pixels = part * whole;
        yield pixels > 0 && pixels < 1 ? 1 : pixels;
      }
    };
  }

  private static boolean isIdle(Op operation, Size source) {
    boolean keepsPixels = operation instanceof Op.Scale || operation instanceof Op.Cut;
    return keepsPixels && operation.sizeAfter(source).equals(source);
  }
}
