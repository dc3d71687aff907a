package dev.darkroom.asset.search;

import java.util.Locale;

/**
 * Something that is so or is not.
 *
 * @param yes the condition for {@code true}
 * @param no the condition for {@code false}
 */
record FlagField(String yes, String no) implements Field {
  @Override
  public String sql(Match match, Scope scope, int position) {
    return switch (match) {
      case Match.Like(String text, boolean prefix) -> is(text, position);
      case Match.Exact(String text, boolean prefix) -> is(text, position);
      case Match.Compare compare -> throw QueryError.at(position);
      case Match.Between between -> throw QueryError.at(position);
    };
  }

  private String is(String text, int position) {
    return switch (text.toLowerCase(Locale.ROOT)) {
      case "true", "1", "yes" -> yes;
      case "false", "0", "no" -> no;
      default -> throw QueryError.at(position);
    };
  }
}
