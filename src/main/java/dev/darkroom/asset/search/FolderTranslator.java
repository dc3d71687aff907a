package dev.darkroom.asset.search;

import dev.darkroom.asset.listing.Words;
import dev.darkroom.asset.search.Expression.All;
import dev.darkroom.asset.search.Expression.Any;
import dev.darkroom.asset.search.Expression.Everything;
import dev.darkroom.asset.search.Expression.Not;
import dev.darkroom.asset.search.Expression.Term;
import java.util.List;
import java.util.stream.Collectors;

/**
 * An expression as a condition over the table {@code folder a}. Folders are few and have no index
 * of words: theirs are told apart when they are looked at.
 */
final class FolderTranslator {
  private static final DateField CREATED = new DateField("a.created_at");

  private final Scope scope;

  FolderTranslator(Scope scope) {
    this.scope = scope;
  }

  String sql(Expression expression) {
    return switch (expression) {
      case Everything() -> "true";
      case All(List<Expression> parts) -> joined(parts, " and ");
      case Any(List<Expression> parts) -> joined(parts, " or ");
      case Not(Expression part) -> "not coalesce(" + sql(part) + ", false)";
      case Term term -> term(term);
    };
  }

  private String joined(List<Expression> parts, String word) {
    return parts.stream().map(this::sql).collect(Collectors.joining(word, "(", ")"));
  }

  private String term(Term term) {
    return switch (term.field()) {
      case "", "path" -> text("a.path", term.match());
      case "name" -> text("a.name", term.match());
      case "created_at" -> CREATED.sql(term.match(), scope, term.position());
      default -> Scope.NOTHING;
    };
  }

  private String text(String column, Match match) {
    return switch (match) {
      case Match.Like(String text, boolean prefix) -> like(column, text, prefix);
      case Match.Exact(String text, boolean prefix) -> {
        String value = scope.binder().text(text);
        yield prefix ? "starts_with(" + column + ", " + value + ")" : column + " = " + value;
      }
      case Match.Compare(Comparison comparison, String text) ->
          column + " " + comparison.sign() + " " + scope.binder().text(text);
      case Match.Between between ->
          Ends.sql(
              between,
              (comparison, text) ->
                  column + " " + comparison.sign() + " " + scope.binder().text(text));
    };
  }

  private String like(String column, String text, boolean prefix) {
    if (prefix && !Words.isOneWord(text)) {
      return "starts_with(folded(%s), %s)"
          .formatted(column, scope.binder().text(Words.folded(text)));
    }
    List<String> words = Words.of(text);
    if (words.isEmpty()) {
      return Scope.NOTHING;
    }
    Object all = words.subList(0, words.size() - (prefix ? 1 : 0)).toArray(String[]::new);
    String whole = "asset_lexemes('', " + column + ") @> " + scope.binder().bind(all) + "::text[]";
    return prefix
        ? "("
            + whole
            + " and exists (select from unnest(asset_lexemes('', "
            + column
            + ")) as word where starts_with(word, "
            + scope.binder().text(words.getLast())
            + ")))"
        : whole;
  }
}
