package dev.darkroom.transform.plan;

import dev.darkroom.protocol.ImageFacts;
import dev.darkroom.transform.language.Act;
import dev.darkroom.transform.language.Border;
import dev.darkroom.transform.language.Color;
import dev.darkroom.transform.language.Component;
import dev.darkroom.transform.language.Radius;
import dev.darkroom.transform.language.Transformation;
import dev.darkroom.transform.language.Turn;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/** Turns a transformation and the facts of a source into a plan. Pure. */
public final class Planner {
  /** The order of operations inside one component. */
  private static final List<BiConsumer<Draft, Act>> ORDER =
      List.of(
          Planner::turnToTheBox,
          Planner::resize,
          Planner::turn,
          Planner::effect,
          Planner::round,
          Planner::frame,
          Planner::fade,
          Planner::back);

  private static final double POINTS_PER_INCH = 72;

  private final Limits limits;

  /** A planner that refuses larger results. */
  public Planner(Limits limits) {
    this.limits = limits;
  }

  /**
   * The plan of a transformation; refuses results that would be too large.
   *
   * @param requested the format asked for outside the transformation; may be empty
   */
  public Plan plan(Transformation transformation, ImageFacts source, String requested) {
    return plan(transformation, source, OutputRules.output(transformation, source, requested));
  }

  /** The plan of one picture of a sheet: still, whatever the source. */
  Plan still(Transformation transformation, ImageFacts source, Encoding encoding) {
    return plan(transformation, source, OutputRules.output(transformation, encoding, 1));
  }

  /** Refuses sheets that are too large. */
  void require(Size size, Output output) {
    limits.require(size, output);
  }

  private Plan plan(Transformation transformation, ImageFacts source, Output output) {
    Size size = new Size(source.width(), source.height());
    Draft draft = new Draft(size, limits, output.frames());
    if (isVector(source)) {
      transformation.density().ifPresent(density -> draft.add(atDensity(size, density)));
    }
    for (Component component : transformation.components()) {
      switch (component) {
        case Act act -> ORDER.forEach(step -> step.accept(draft, act));
      }
    }
    limits.require(draft.size(), output);
    int page = transformation.page().orElse(1);
    return new Plan(size, page, draft.operations(), draft.size(), output);
  }

  private static boolean isVector(ImageFacts source) {
    return source.format().equals("pdf") || source.format().equals("svg");
  }

  /** Sizes of vector pictures are told at 72 dots per inch. */
  private static Op atDensity(Size size, int density) {
    double factor = density / POINTS_PER_INCH;
    return new Op.Scale(Size.of(size.width() * factor, size.height() * factor));
  }

  /** {@code a_auto_right}: a quarter turn when the box lies and the picture stands, or so. */
  private static void turnToTheBox(Draft draft, Act act) {
    if (act.resize() == null) {
      return;
    }
    Size box = ResizeRules.box(act.resize(), draft.size());
    boolean across = (box.ratio() - 1) * (draft.size().ratio() - 1) < 0;
    for (Turn turn : act.turns()) {
      if (across && turn == Turn.Named.AUTO_RIGHT) {
        draft.add(new Op.QuarterTurn(1));
      } else if (across && turn == Turn.Named.AUTO_LEFT) {
        draft.add(new Op.QuarterTurn(3));
      }
    }
  }

  /** Padding stays empty under a colour that shines through: it is laid behind at the end, once. */
  private static void resize(Draft draft, Act act) {
    if (act.resize() != null) {
      Paint behind = paint(act.background());
      Paint padding = behind.opaque() ? behind : Paint.NONE;
      draft.addAll(ResizeRules.operations(act.resize(), draft.size(), padding));
    }
  }

  private static void turn(Draft draft, Act act) {
    for (Turn turn : act.turns()) {
      switch (turn) {
        case Turn.Degrees(double angle) -> rotate(draft, angle);
        case Turn.Named named -> {
          switch (named) {
            case HFLIP -> draft.add(new Op.Mirror(true));
            case VFLIP -> draft.add(new Op.Mirror(false));
            case AUTO_RIGHT, AUTO_LEFT, EXIF -> {}
          }
        }
      }
    }
  }

  private static void rotate(Draft draft, double angle) {
    double degrees = ((angle % 360) + 360) % 360;
    if (degrees % 90 != 0) {
      draft.add(new Op.Rotate(degrees, turned(draft.size(), Math.toRadians(degrees))));
    } else if (degrees != 0) {
      draft.add(new Op.QuarterTurn((int) (degrees / 90)));
    }
  }

  private static Size turned(Size size, double radians) {
    double cosine = Math.abs(Math.cos(radians));
    double sine = Math.abs(Math.sin(radians));
    return Size.of(
        size.width() * cosine + size.height() * sine, size.width() * sine + size.height() * cosine);
  }

  private static void effect(Draft draft, Act act) {
    if (act.effect() != null) {
      draft.add(EffectRules.operation(act.effect()));
    }
  }

  private static void round(Draft draft, Act act) {
    if (act.radius() != null) {
      draft.add(new Op.Round(corners(act.radius(), draft.size())));
    }
  }

  private static void frame(Draft draft, Act act) {
    Border border = act.border();
    if (border != null && border.width() > 0) {
      Radius radius = act.radius() == null ? new Radius(0, 0, 0, 0) : act.radius();
      Corners corners = corners(radius, draft.size()).grown(border.width());
      draft.add(new Op.Frame(border.width(), paint(border.color()), corners));
    }
  }

  private static void fade(Draft draft, Act act) {
    if (act.opacity() != null && act.opacity() < 100) {
      draft.add(new Op.Fade(act.opacity() / 100.0));
    }
  }

  private static void back(Draft draft, Act act) {
    if (act.background() != null) {
      draft.add(new Op.Back(paint(act.background())));
    }
  }

  private static Corners corners(Radius radius, Size size) {
    return new Corners(
        corner(radius.topLeft(), size),
        corner(radius.topRight(), size),
        corner(radius.bottomRight(), size),
        corner(radius.bottomLeft(), size));
  }

  /** {@code max} gives an ellipse, a number never more than a half circle. */
  private static Corners.Corner corner(int radius, Size size) {
    if (radius == Radius.MAX) {
      return new Corners.Corner(size.width() / 2.0, size.height() / 2.0);
    }
    double pixels = Math.min(radius, Math.min(size.width(), size.height()) / 2.0);
    return new Corners.Corner(pixels, pixels);
  }

  private static Paint paint(@Nullable Color color) {
    return color == null
        ? Paint.NONE
        : new Paint(color.red(), color.green(), color.blue(), color.alpha());
  }

  /** A plan in the making: it follows the size and refuses growth beyond the limits. */
  private static final class Draft {
    private final List<Op> operations = new ArrayList<>();
    private final Limits limits;
    private final int frames;
    private Size size;

    Draft(Size size, Limits limits, int frames) {
      this.size = size;
      this.limits = limits;
      this.frames = frames;
    }

    void add(Op operation) {
      Size after = operation.sizeAfter(size);
      if (after.area() > size.area()) {
        limits.require(after, frames);
      }
      operations.add(operation);
      size = after;
    }

    void addAll(List<Op> all) {
      all.forEach(this::add);
    }

    Size size() {
      return size;
    }

    List<Op> operations() {
      return operations;
    }
  }
}
