package dev.darkroom.asset.search;

import java.time.Instant;
import java.time.ZoneOffset;

/**
 * A time. A value stands for all of its day or second: {@code >2026-01-31} is after that day.
 *
 * @param column its expression
 */
record DateField(String column) implements Field {
  @Override
  public String sql(Match match, Scope scope, int position) {
    return switch (match) {
      case Match.Like(String text, boolean prefix) -> equal(text, prefix, scope, position);
      case Match.Exact(String text, boolean prefix) -> equal(text, prefix, scope, position);
      case Match.Compare(Comparison comparison, String text) ->
          compared(comparison, text, scope, position);
      case Match.Between between ->
          Ends.sql(between, (comparison, text) -> compared(comparison, text, scope, position));
    };
  }

  private String equal(String text, boolean prefix, Scope scope, int position) {
    if (prefix) {
      throw QueryError.at(position);
    }
    return compared(Comparison.EQUAL, text, scope, position);
  }

  private String compared(Comparison comparison, String text, Scope scope, int position) {
    Values.Moment moment = Values.moment(text, scope.now(), position);
    return switch (comparison) {
      case LESS -> bound("<", moment.start(), scope);
      case LESS_OR_EQUAL -> bound("<", moment.end(), scope);
      case GREATER -> bound(">=", moment.end(), scope);
      case GREATER_OR_EQUAL -> bound(">=", moment.start(), scope);
      case EQUAL ->
          "("
              + bound(">=", moment.start(), scope)
              + " and "
              + bound("<", moment.end(), scope)
              + ")";
    };
  }

  private String bound(String sign, Instant time, Scope scope) {
    return column
        + " "
        + sign
        + " "
        + scope.binder().bind(time.atOffset(ZoneOffset.UTC))
        + "::timestamptz";
  }
}
