package dev.darkroom.asset.listing;

/** Which rows are wanted: SQL over the table {@code asset a} with its values in the binder. */
@FunctionalInterface
public interface Condition {
  /** The condition's text, with parentheses where it needs them. */
  String sql(Binder binder);
}
