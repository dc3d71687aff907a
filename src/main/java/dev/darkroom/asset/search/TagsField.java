package dev.darkroom.asset.search;

import dev.darkroom.asset.listing.Words;

/** The tags of an asset; comparisons mean nothing for a set. */
record TagsField() implements Field {
  private static final String CODE = Words.Field.TAGS.code();

  @Override
  public String sql(Match match, Scope scope, int position) {
    return switch (match) {
      case Match.Like(String text, boolean prefix) -> scope.words(CODE, text, prefix);
      case Match.Exact(String text, boolean prefix) -> {
        String value = scope.binder().text(text);
        String equal =
            prefix
                ? "exists (select from unnest(a.tags) as tag where starts_with(tag, " + value + "))"
                : value + " = any(a.tags)";
        yield scope.sieved(CODE, text, prefix, equal);
      }
      case Match.Compare compare -> Scope.NOTHING;
      case Match.Between between -> Scope.NOTHING;
    };
  }
}
