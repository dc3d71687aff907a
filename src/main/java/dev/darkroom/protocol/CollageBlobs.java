package dev.darkroom.protocol;

import java.util.List;

/**
 * Asks for pictures in a grid, row by row (reference/upload-api.md 5.13).
 *
 * @param width of the whole, pixels
 * @param height of the whole, pixels
 * @param spacing pixels between cells
 * @param color of what no picture covers, as in {@code b_}
 */
public record CollageBlobs(
    int width, int height, int columns, int rows, int spacing, String color, List<Cell> cells)
    implements BusMessage {
  public static final Address<CollageBlobs, RenderedBlob> ADDRESS =
      Address.of("transform.collage", CollageBlobs.class, RenderedBlob.class)
          .onThisNode()
          .atLength();

  /**
   * One picture of the grid.
   *
   * @param crop {@code fill}, {@code pad}, {@code fit}… as in {@code c_}
   * @param gravity as in {@code g_}
   */
  public record Cell(SourceBlob source, String crop, String gravity) {}
}
