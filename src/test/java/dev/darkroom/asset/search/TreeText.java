package dev.darkroom.asset.search;

import dev.darkroom.asset.search.Expression.All;
import dev.darkroom.asset.search.Expression.Any;
import dev.darkroom.asset.search.Expression.Everything;
import dev.darkroom.asset.search.Expression.Not;
import dev.darkroom.asset.search.Expression.Term;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Trees as text, for tables. */
final class TreeText {
  private TreeText() {}

  static String of(Expression expression) {
    return switch (expression) {
      case Everything() -> "everything";
      case All(List<Expression> parts) -> list("and", parts);
      case Any(List<Expression> parts) -> list("or", parts);
      case Not(Expression part) -> "(not " + of(part) + ")";
      case Term(String field, Match match, int position) -> field + of(match);
    };
  }

  private static String list(String word, List<Expression> parts) {
    return parts.stream().map(TreeText::of).collect(Collectors.joining(" ", "(" + word + " ", ")"));
  }

  private static String of(Match match) {
    return switch (match) {
      case Match.Like(String text, boolean prefix) -> ":'" + text + "'" + (prefix ? "*" : "");
      case Match.Exact(String text, boolean prefix) -> "='" + text + "'" + (prefix ? "*" : "");
      case Match.Compare(Comparison comparison, String text) ->
          comparison.sign() + "'" + text + "'";
      case Match.Between(String low, boolean lowIn, String high, boolean highIn) ->
          ":" + (lowIn ? "[" : "{") + end(low) + ".." + end(high) + (highIn ? "]" : "}");
    };
  }

  private static String end(@Nullable String end) {
    return end == null ? "*" : end;
  }
}
