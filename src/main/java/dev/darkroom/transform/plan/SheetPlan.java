package dev.darkroom.transform.plan;

import java.util.List;

/**
 * Several pictures on one sheet, or as the frames of one file, which lie one below the other.
 *
 * @param size of the whole sheet
 * @param pictures where each source goes, in their order
 * @param behind what is seen where no picture is; transparent where the encoding can
 */
public record SheetPlan(Size size, List<Placed> pictures, Output output, Paint behind) {
  public SheetPlan {
    pictures = List.copyOf(pictures);
  }

  /** A picture and its place, in pixels from the top left corner of the sheet. */
  public record Placed(Plan plan, int left, int top) {}

  /** The size of one frame, which is the size that clients are told. */
  public Size frame() {
    return new Size(size.width(), size.height() / output.frames());
  }
}
