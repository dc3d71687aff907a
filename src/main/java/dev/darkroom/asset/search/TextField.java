package dev.darkroom.asset.search;

import dev.darkroom.asset.listing.Words;

/**
 * A text that has words: a name, a folder.
 *
 * @param code its short name in lexemes
 * @param column its expression
 * @param ordered whether an index has {@code folded(column)} in the order of its bytes
 */
record TextField(Words.Field code, String column, boolean ordered) implements Field {
  private static final String LAST = Character.toString(Character.MAX_CODE_POINT);

  @Override
  public String sql(Match match, Scope scope, int position) {
    return switch (match) {
      case Match.Like(String text, boolean prefix) ->
          prefix && !Words.isOneWord(text)
              ? beginning(text, scope)
              : scope.words(code.code(), text, prefix);
      case Match.Exact(String text, boolean prefix) -> {
        String value = scope.binder().text(text);
        String equal =
            prefix ? "starts_with(" + column + ", " + value + ")" : column + " = " + value;
        boolean indexed = !prefix && code == Words.Field.FOLDER;
        yield indexed ? equal : scope.sieved(code.code(), text, prefix, equal);
      }
      case Match.Compare(Comparison comparison, String text) ->
          compared(comparison.sign(), text, scope);
      case Match.Between between ->
          Ends.sql(between, (comparison, text) -> compared(comparison.sign(), text, scope));
    };
  }

  /** The whole text begins so, whatever the case of its letters: {@code folder/*}. */
  private String beginning(String text, Scope scope) {
    String low = Words.folded(text);
    String begins =
        ordered
            ? "(folded(%1$s) >= %2$s and folded(%1$s) < %3$s)"
                .formatted(column, scope.binder().text(low), scope.binder().text(low + LAST))
            : "starts_with(folded(" + column + "), " + scope.binder().text(low) + ")";
    return ordered ? begins : scope.sieved(code.code(), text, true, begins);
  }

  private String compared(String sign, String text, Scope scope) {
    return column + " collate \"C\" " + sign + " " + scope.binder().text(text);
  }
}
