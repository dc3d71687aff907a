package dev.darkroom.asset.search;

import dev.darkroom.asset.listing.Words;

/** A word that is kept as one lexeme, such as the kind of a moderation. */
record LexemeField(Words.Field field) implements Field {
  @Override
  public String sql(Match match, Scope scope, int position) {
    return switch (match) {
      case Match.Like(String text, boolean prefix) -> found(Words.folded(text), prefix, scope);
      case Match.Exact(String text, boolean prefix) -> found(text, prefix, scope);
      case Match.Compare compare -> Scope.NOTHING;
      case Match.Between between -> Scope.NOTHING;
    };
  }

  private String found(String word, boolean prefix, Scope scope) {
    return word.isEmpty()
        ? Scope.NOTHING
        : scope.found(Words.query(scope.environmentId(), field.code(), word, prefix));
  }
}
