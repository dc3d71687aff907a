package dev.darkroom.transform.plan;

import java.util.List;

/** One operation on pixels. It holds only numbers: everything else was decided by the planner. */
public sealed interface Op {
  /** Scales to exactly that size. */
  record Scale(Size size) implements Op {}

  /** Keeps a part, which lies inside the picture. */
  record Cut(int left, int top, Size size) implements Op {}

  /** Lays the picture, which fits, on a larger sheet. */
  record Lay(int left, int top, Size sheet, Paint paint) implements Op {}

  /** Turns clockwise by 1, 2 or 3 quarters. */
  record QuarterTurn(int quarters) implements Op {}

  /** Mirrors from left to right, or from top to bottom. */
  record Mirror(boolean leftToRight) implements Op {}

  /** Turns clockwise by any angle; the new corners are transparent. */
  record Rotate(double degrees, Size size) implements Op {}

  /** Makes each colour a weighted sum of the three: nine weights, row by row. */
  record Mix(List<Double> weights) implements Op {
    public Mix {
      weights = List.copyOf(weights);
    }
  }

  /** Multiplies each colour, then adds to it. */
  record Level(double factor, double offset) implements Op {}

  /** Blurs by a Gaussian of that many pixels. */
  record Blur(double sigma) implements Op {}

  /** Cuts the corners off, softly. */
  record Round(Corners corners) implements Op {}

  /** Lays the picture on a sheet that is so much larger on every side, itself with corners. */
  record Frame(int width, Paint paint, Corners corners) implements Op {}

  /** Multiplies the opacity. */
  record Fade(double factor) implements Op {}

  /** Lays the picture on a sheet of its own size. */
  record Back(Paint paint) implements Op {}

  /** The size of a picture after this operation. */
  default Size sizeAfter(Size before) {
    return switch (this) {
      case Scale(Size size) -> size;
      case Cut(int left, int top, Size size) -> size;
      case Lay(int left, int top, Size sheet, Paint paint) -> sheet;
      case Rotate(double degrees, Size size) -> size;
      case QuarterTurn(int quarters) -> quarters == 2 ? before : before.lyingOver();
      case Frame(int width, Paint paint, Corners corners) ->
          new Size(before.width() + 2 * width, before.height() + 2 * width);
      case Mirror mirror -> before;
      case Mix mix -> before;
      case Level level -> before;
      case Blur blur -> before;
      case Round round -> before;
      case Fade fade -> before;
      case Back back -> before;
    };
  }
}
