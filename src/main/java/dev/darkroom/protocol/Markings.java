package dev.darkroom.protocol;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What an upload decides of its asset.
 *
 * @param coordinates a JSON object: {@code faces} and {@code custom} are arrays of {@code
 *     [x,y,w,h]}, {@code regions} maps names to arrays of points; null for no change
 * @param headers what delivery answers with, name to value; null for no change
 * @param backup whether older versions are kept
 */
public record Markings(
    @Nullable String coordinates, @Nullable Map<String, String> headers, boolean backup) {
  /** Decides nothing. */
  public static Markings none() {
    return new Markings(null, null, false);
  }
}
