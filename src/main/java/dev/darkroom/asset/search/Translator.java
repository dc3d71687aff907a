package dev.darkroom.asset.search;

import dev.darkroom.asset.listing.Words;
import dev.darkroom.asset.search.Expression.All;
import dev.darkroom.asset.search.Expression.Any;
import dev.darkroom.asset.search.Expression.Everything;
import dev.darkroom.asset.search.Expression.Not;
import dev.darkroom.asset.search.Expression.Term;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/**
 * An expression as a condition over the table {@code asset a}. What callers sent only ever becomes
 * a parameter. It is pure.
 */
final class Translator {
  /** Where bare words are looked for. */
  private static final List<Words.Field> SEARCHABLE =
      List.of(
          Words.Field.PUBLIC_ID,
          Words.Field.DISPLAY_NAME,
          Words.Field.FOLDER,
          Words.Field.TAGS,
          Words.Field.CONTEXT,
          Words.Field.METADATA,
          Words.Field.ORIGINAL_FILENAME);

  private final Scope scope;

  Translator(Scope scope) {
    this.scope = scope;
  }

  String sql(Expression expression) {
    return switch (expression) {
      case Everything() -> "true";
      case All(List<Expression> parts) -> joined(parts, " and ");
      case Any(List<Expression> parts) -> joined(parts, " or ");
      case Not(Expression part) -> negated(sql(part));
      case Term term -> term.field().isEmpty() ? bare(term) : named(term);
    };
  }

  /** What is unknown counts as false. Words are always known: the planner can count those. */
  private static String negated(String sql) {
    return sql.startsWith("a.words @@ ") ? "not (" + sql + ")" : "not coalesce(" + sql + ", false)";
  }

  private String joined(List<Expression> parts, String word) {
    return parts.stream().map(this::sql).collect(Collectors.joining(word, "(", ")"));
  }

  private String named(Term term) {
    return Fields.find(term.field(), scope.folderMode())
        .map(field -> field.sql(term.match(), scope, term.position()))
        .orElse(Scope.NOTHING);
  }

  private String bare(Term term) {
    if (!(term.match() instanceof Match.Like(String text, boolean prefix))) {
      throw QueryError.at(term.position());
    }
    List<String> words = Words.of(text);
    List<String> parts = new ArrayList<>();
    for (int at = 0; at < words.size(); at++) {
      boolean last = prefix && at == words.size() - 1 && Words.endsInWord(text);
      parts.add(Words.queryAny(scope.environmentId(), SEARCHABLE, words.get(at), last));
    }
    return parts.isEmpty() ? Scope.NOTHING : scope.found(String.join(" & ", parts));
  }
}
