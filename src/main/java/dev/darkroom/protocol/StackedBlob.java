package dev.darkroom.protocol;

import java.util.List;

/**
 * A sheet of pictures.
 *
 * @param places where each source is, in their order
 */
public record StackedBlob(RenderedBlob sheet, List<Place> places) implements BusMessage {
  /** A rectangle of the sheet, in pixels from its top left corner. */
  public record Place(int x, int y, int width, int height) {}
}
