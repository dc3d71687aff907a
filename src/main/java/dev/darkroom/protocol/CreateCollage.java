package dev.darkroom.protocol;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Asks for uploaded images in a grid, as an uploaded image (reference/upload-api.md 5.13).
 *
 * @param publicId null to generate one
 */
public record CreateCollage(
    long environmentId,
    Caller caller,
    @Nullable PublicId publicId,
    List<String> tags,
    Grid grid,
    Terms terms)
    implements Order {
  public static final Address<CreateCollage, Answer> ADDRESS =
      Address.of("asset.create-collage", CreateCollage.class, Answer.class).onThisNode();

  /**
   * The manifest: pixels, cells, what is in them, row by row.
   *
   * @param color of what no picture covers, as in {@code b_}
   */
  public record Grid(
      int width, int height, int columns, int rows, int spacing, String color, List<Cell> cells) {}

  /** One picture: its public id, and how it fills its cell. */
  public record Cell(String media, String crop, String gravity) {}

  /** The same with its names decided, as a job must have them. */
  public CreateCollage named(PublicId name) {
    return new CreateCollage(environmentId, caller, name, tags, grid, terms);
  }
}
