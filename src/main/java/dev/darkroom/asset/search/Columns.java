package dev.darkroom.asset.search;

/**
 * Expressions over {@code asset a} that indexes of migration V7 are made of: they must be alike.
 */
final class Columns {
  static final String FILENAME = "regexp_replace(a.public_id, '^.*/', '')";
  static final String PIXELS = "(a.width::bigint * a.height)";
  static final String ASPECT_RATIO = "aspect_ratio(a.width, a.height)";
  static final String ASPECT_HUNDREDTHS = "aspect_hundredths(a.width, a.height)";

  private Columns() {}

  /** A measure of the engine as a number: an array's length, 1 and 0 for yes and no. */
  static String measure(String name) {
    return "asset_measure(a.analysis, '" + name + "')";
  }
}
