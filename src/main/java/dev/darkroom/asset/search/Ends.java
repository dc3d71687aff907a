package dev.darkroom.asset.search;

import java.util.ArrayList;
import java.util.List;
import java.util.function.BiFunction;

/** A range as two comparisons, or one, or none where both ends are open. */
final class Ends {
  private Ends() {}

  static String sql(Match.Between range, BiFunction<Comparison, String, String> compared) {
    List<String> ends = new ArrayList<>();
    if (range.low() != null) {
      ends.add(
          compared.apply(
              range.lowIncluded() ? Comparison.GREATER_OR_EQUAL : Comparison.GREATER, range.low()));
    }
    if (range.high() != null) {
      ends.add(
          compared.apply(
              range.highIncluded() ? Comparison.LESS_OR_EQUAL : Comparison.LESS, range.high()));
    }
    return ends.isEmpty() ? "true" : "(" + String.join(" and ", ends) + ")";
  }
}
