package dev.darkroom.protocol;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What an upload says of its asset.
 *
 * @param tags null for no change
 * @param metadata external id to text as it was sent; empty text clears the field
 * @param clearInvalid whether invalid values of {@code metadata} are dropped rather than refused
 */
public record Labelling(
    @Nullable List<String> tags,
    Map<String, String> context,
    Map<String, String> metadata,
    boolean clearInvalid) {
  /** Says nothing. */
  public static Labelling none() {
    return new Labelling(null, Map.of(), Map.of(), false);
  }

  /** Only tags. */
  public static Labelling tagged(List<String> tags) {
    return new Labelling(tags, Map.of(), Map.of(), false);
  }
}
