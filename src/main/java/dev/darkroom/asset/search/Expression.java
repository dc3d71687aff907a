package dev.darkroom.asset.search;

import java.util.List;

/** What a search expression says (reference/admin-api.md 7). */
public sealed interface Expression {
  /** The empty expression: every row. */
  record Everything() implements Expression {}

  /** Every part holds. */
  record All(List<Expression> parts) implements Expression {}

  /** At least one part holds. */
  record Any(List<Expression> parts) implements Expression {}

  /** The part does not hold. */
  record Not(Expression part) implements Expression {}

  /**
   * One field compared with a value.
   *
   * @param field empty for a bare word, which is looked for in all searchable fields
   * @param position where its value begins in the expression, from 1
   */
  record Term(String field, Match match, int position) implements Expression {}
}
