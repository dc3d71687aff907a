package dev.darkroom.asset.search;

import dev.darkroom.asset.listing.Words;

/**
 * A word out of few, or an id: lower case in the database, and taken as a whole.
 *
 * @param column its expression
 */
record KeywordField(String column) implements Field {
  @Override
  public String sql(Match match, Scope scope, int position) {
    return switch (match) {
      case Match.Like(String text, boolean prefix) -> equal(Words.folded(text), prefix, scope);
      case Match.Exact(String text, boolean prefix) -> equal(text, prefix, scope);
      case Match.Compare(Comparison comparison, String text) -> compared(comparison, text, scope);
      case Match.Between between ->
          Ends.sql(between, (comparison, text) -> compared(comparison, text, scope));
    };
  }

  private String equal(String text, boolean prefix, Scope scope) {
    String value = scope.binder().text(text);
    return prefix ? "starts_with(" + column + ", " + value + ")" : column + " = " + value;
  }

  private String compared(Comparison comparison, String text, Scope scope) {
    return column + " collate \"C\" " + comparison.sign() + " " + scope.binder().text(text);
  }
}
