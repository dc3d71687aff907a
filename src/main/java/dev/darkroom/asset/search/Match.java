package dev.darkroom.asset.search;

import org.jspecify.annotations.Nullable;

/** How a term compares its field. */
public sealed interface Match {
  /**
   * {@code field:value}: the words of the value.
   *
   * @param prefix whether a {@code *} follows
   */
  record Like(String text, boolean prefix) implements Match {}

  /**
   * {@code field=value}: the value itself, in the case of its letters.
   *
   * @param prefix whether a {@code *} follows
   */
  record Exact(String text, boolean prefix) implements Match {}

  /** {@code field>value} and its like. */
  record Compare(Comparison comparison, String text) implements Match {}

  /**
   * {@code field:[low TO high]}, with braces for ends that do not belong to the range.
   *
   * @param low null for an open end
   * @param high null for an open end
   */
  record Between(
      @Nullable String low, boolean lowIncluded, @Nullable String high, boolean highIncluded)
      implements Match {}
}
