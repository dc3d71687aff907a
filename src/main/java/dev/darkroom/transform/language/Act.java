package dev.darkroom.transform.language;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A component that changes pixels or the way they are encoded. What is null is not asked for.
 *
 * @param opacity 0 to 100
 * @param page of the source, or frame, from 1 on
 * @param density of a vector source, dots per inch
 * @param delay between frames, milliseconds
 */
public record Act(
    @Nullable Resize resize,
    List<Turn> turns,
    @Nullable Effect effect,
    @Nullable Integer opacity,
    @Nullable Radius radius,
    @Nullable Border border,
    @Nullable Color background,
    @Nullable Quality quality,
    @Nullable Format format,
    @Nullable Integer page,
    @Nullable Integer density,
    @Nullable Integer delay)
    implements Component {
  public Act {
    turns = List.copyOf(turns);
  }
}
