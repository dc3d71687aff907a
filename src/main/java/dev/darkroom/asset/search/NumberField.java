package dev.darkroom.asset.search;

import java.math.BigDecimal;
import java.math.RoundingMode;

/**
 * A number.
 *
 * @param column its expression, of a whole type or {@code double precision}
 */
record NumberField(String column, Kind kind) implements Field {
  enum Kind {
    WHOLE,
    REAL,
    /** The aspect ratio: equal when it is, to two digits, which an index of its own finds. */
    RATIO
  }

  private static final BigDecimal MOST = BigDecimal.valueOf(Long.MAX_VALUE);

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
    if (kind != Kind.RATIO) {
      return compared(Comparison.EQUAL, text, scope, position);
    }
    long hundredths = Math.round(100 * Values.ratio(text, position));
    return Columns.ASPECT_HUNDREDTHS + " = " + scope.binder().bind(hundredths) + "::bigint";
  }

  private String compared(Comparison comparison, String text, Scope scope, int position) {
    return switch (kind) {
      case WHOLE -> whole(comparison, Values.number(text, position), scope);
      case REAL ->
          bound(comparison, "double precision", Values.number(text, position).doubleValue(), scope);
      case RATIO -> bound(comparison, "double precision", Values.ratio(text, position), scope);
    };
  }

  /** A fraction is rounded away from the numbers that do not match, so that the index serves. */
  private String whole(Comparison comparison, BigDecimal number, Scope scope) {
    BigDecimal floor = number.setScale(0, RoundingMode.FLOOR);
    boolean fraction = floor.compareTo(number) != 0;
    if (fraction && comparison == Comparison.EQUAL) {
      return Scope.NOTHING;
    }
    boolean up =
        fraction && (comparison == Comparison.GREATER_OR_EQUAL || comparison == Comparison.LESS);
    long value = floor.add(up ? BigDecimal.ONE : BigDecimal.ZERO).min(MOST).longValue();
    return bound(comparison, "bigint", value, scope);
  }

  private String bound(Comparison comparison, String type, Object value, Scope scope) {
    return column + " " + comparison.sign() + " " + scope.binder().bind(value) + "::" + type;
  }
}
