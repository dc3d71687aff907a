package dev.darkroom.asset.search;

/** A field that expressions may name: how it is compared, in SQL over the table {@code asset a}. */
@FunctionalInterface
interface Field {
  /**
   * The condition, with parentheses where it needs them; it may be null where the field has no
   * value, and counts as false then.
   */
  String sql(Match match, Scope scope, int position);
}
