package dev.darkroom.asset.search;

import dev.darkroom.asset.listing.Words;

/** The names of an asset's predominant colors. */
record ColorField() implements Field {
  private static final String CODE = Words.Field.COLORS.code();

  @Override
  public String sql(Match match, Scope scope, int position) {
    return switch (match) {
      case Match.Like(String text, boolean prefix) -> scope.words(CODE, text, prefix);
      case Match.Exact(String text, boolean prefix) -> scope.words(CODE, text, prefix);
      case Match.Compare compare -> Scope.NOTHING;
      case Match.Between between -> Scope.NOTHING;
    };
  }
}
