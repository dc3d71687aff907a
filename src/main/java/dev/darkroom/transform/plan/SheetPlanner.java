package dev.darkroom.transform.plan;

import dev.darkroom.protocol.CollageBlobs;
import dev.darkroom.protocol.ErrorCode;
import dev.darkroom.protocol.ImageFacts;
import dev.darkroom.protocol.Refusal;
import dev.darkroom.transform.language.Color;
import dev.darkroom.transform.language.Transformation;
import dev.darkroom.transform.plan.SheetPlan.Placed;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** Lays pictures out: packed on a sheet, one after the other in time, or in a grid. Pure. */
public final class SheetPlanner {
  /** What the original waits between frames when nobody says otherwise. */
  private static final int USUAL_DELAY = 100;

  private static final int MOST_CELLS = 100;

  private final Planner planner;
  private final Limits limits;

  public SheetPlanner(Limits limits) {
    this.limits = limits;
    this.planner = new Planner(limits);
  }

  /**
   * On one sheet, that many pixels apart: nearly square, or a strip when only that is small enough.
   */
  public SheetPlan stack(
      List<ImageFacts> sources, Transformation transformation, String format, int gap) {
    Encoding encoding = encoding(format, Encoding.PNG, Encoding.JPG, Encoding.WEBP);
    List<Plan> plans = plans(sources, transformation, encoding);
    List<Size> sizes = plans.stream().map(Plan::result).toList();
    Packing square = Packing.square(sizes, gap);
    Packing strip = Packing.strip(sizes, gap);
    Packing packing = !isPossible(encoding, square) && isPossible(encoding, strip) ? strip : square;
    require(encoding, packing.sheet());
    List<Placed> places = new ArrayList<>();
    for (int i = 0; i < plans.size(); i++) {
      Packing.Corner corner = packing.corners().get(i);
      places.add(new Placed(plans.get(i), corner.left(), corner.top()));
    }
    Output output = OutputRules.output(transformation, encoding, 1);
    return new SheetPlan(packing.sheet(), places, output, Paint.WHITE);
  }

  /** One after the other; smaller ones lie in the middle of the largest. */
  public SheetPlan frames(List<ImageFacts> sources, Transformation transformation, String format) {
    Encoding encoding = encoding(format, Encoding.GIF, Encoding.WEBP, Encoding.PNG);
    List<Plan> plans = plans(sources, transformation, encoding);
    Size frame = plans.getFirst().result();
    for (Plan plan : plans) {
      frame = frame.union(plan.result());
    }
    require(encoding, frame);
    limits.require(frame, plans.size());
    List<Placed> places = new ArrayList<>();
    for (Plan plan : plans) {
      Size size = plan.result();
      int left = (frame.width() - size.width()) / 2;
      int top = places.size() * frame.height() + (frame.height() - size.height()) / 2;
      places.add(new Placed(plan, left, top));
    }
    Output usual = OutputRules.output(transformation, encoding, plans.size());
    int delay = usual.delay() < 0 ? USUAL_DELAY : usual.delay();
    Output output = new Output(encoding, usual.quality(), plans.size(), delay);
    Size size = new Size(frame.width(), frame.height() * plans.size());
    return new SheetPlan(size, places, output, Paint.WHITE);
  }

  /** The pages of a document, each of its own size. */
  public List<Plan> pages(List<ImageFacts> sources, Transformation transformation) {
    return plans(sources, transformation, Encoding.JPG);
  }

  /** Row by row in equal cells, that many pixels apart; cells beyond the grid are left out. */
  public SheetPlan grid(CollageBlobs asked) {
    Paint behind = paint(asked.color());
    Encoding encoding = behind.opaque() ? Encoding.JPG : Encoding.PNG;
    Size sheet = sheet(asked);
    Size cell = cell(asked);
    List<Placed> places = new ArrayList<>();
    int count = Math.min(asked.cells().size(), asked.columns() * asked.rows());
    for (int number = 0; number < count; number++) {
      Plan plan =
          planner.still(
              cropped(asked.cells().get(number), cell),
              asked.cells().get(number).source().image(),
              encoding);
      int left = number % asked.columns() * (cell.width() + asked.spacing());
      int top = number / asked.columns() * (cell.height() + asked.spacing());
      Size size = plan.result();
      places.add(
          new Placed(
              plan,
              left + Math.max(0, (cell.width() - size.width()) / 2),
              top + Math.max(0, (cell.height() - size.height()) / 2)));
    }
    Output output = OutputRules.output(Transformation.NONE, encoding, 1);
    planner.require(sheet, output);
    return new SheetPlan(sheet, places, output, behind);
  }

  private List<Plan> plans(
      List<ImageFacts> sources, Transformation transformation, Encoding encoding) {
    if (sources.isEmpty()) {
      throw new Refusal(ErrorCode.MISSING_PARAMETER, "sources");
    }
    return sources.stream().map(source -> planner.still(transformation, source, encoding)).toList();
  }

  /** A crop that leaves more than the cell, such as {@code mfit}, is cut to it. */
  private static Transformation cropped(CollageBlobs.Cell cell, Size size) {
    String box = ",w_" + size.width() + ",h_" + size.height();
    String gravity = cell.gravity().isEmpty() ? "" : ",g_" + cell.gravity();
    return Transformation.parse("c_" + cell.crop() + box + gravity + "/c_crop" + box);
  }

  private static Size sheet(CollageBlobs asked) {
    if (asked.width() < 1 || asked.height() < 1) {
      throw invalid("width, height", asked.width() + " x " + asked.height());
    }
    return new Size(asked.width(), asked.height());
  }

  private static Size cell(CollageBlobs asked) {
    int columns = asked.columns();
    int rows = asked.rows();
    if (columns < 1 || rows < 1 || columns > MOST_CELLS || rows > MOST_CELLS) {
      throw invalid("columns, rows", columns + " x " + rows);
    }
    long width = (asked.width() - (columns - 1L) * asked.spacing()) / columns;
    long height = (asked.height() - (rows - 1L) * asked.spacing()) / rows;
    if (asked.spacing() < 0 || width < 1 || height < 1) {
      throw invalid("spacing", String.valueOf(asked.spacing()));
    }
    return new Size((int) width, (int) height);
  }

  private static Paint paint(String color) {
    String text = color.startsWith("#") ? "rgb:" + color.substring(1) : color;
    Color found =
        text.isEmpty() ? Color.WHITE : Color.of(text).orElseThrow(() -> invalid("color", color));
    return new Paint(found.red(), found.green(), found.blue(), found.alpha());
  }

  private boolean isPossible(Encoding encoding, Packing packing) {
    Size sheet = packing.sheet();
    return Math.max(sheet.width(), sheet.height()) <= side(encoding)
        && sheet.area() <= limits.pixels();
  }

  private void require(Encoding encoding, Size sheet) {
    int side = side(encoding);
    if (Math.max(sheet.width(), sheet.height()) > side) {
      throw new Refusal(
          ErrorCode.RESULT_TOO_LARGE,
          side + " pixels on a side for " + encoding.word(),
          sheet.width() + " x " + sheet.height());
    }
    if (sheet.area() > limits.pixels()) {
      throw new Refusal(
          ErrorCode.IMAGE_TOO_LARGE,
          limits.pixels() / 1_000_000,
          String.format(Locale.ROOT, "%.1f", sheet.area() / 1e6));
    }
  }

  /** A sheet may be longer than a picture may be, as far as its encoding goes. */
  private int side(Encoding encoding) {
    return switch (encoding) {
      case PNG -> 1_000_000;
      case JPG, GIF -> 65_500;
      case WEBP, AVIF -> limits.side();
    };
  }

  private static Encoding encoding(String format, Encoding... possible) {
    Optional<Encoding> found = Optional.empty();
    for (Encoding encoding : possible) {
      if (encoding.word().equals(format.toLowerCase(Locale.ROOT))) {
        found = Optional.of(encoding);
      }
    }
    return found.orElseThrow(() -> invalid("format", format));
  }

  private static Refusal invalid(String parameter, String value) {
    String shown = value.length() > 80 ? value.substring(0, 80) : value;
    return new Refusal(ErrorCode.INVALID_PARAMETER, parameter, shown);
  }
}
