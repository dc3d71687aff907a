package dev.darkroom.asset.search;

import dev.darkroom.asset.listing.Words;
import java.util.regex.Pattern;

/**
 * One key of {@code context} or {@code metadata}, or all of them.
 *
 * @param column {@code a.context} or {@code a.metadata}
 * @param key empty for any key
 */
record LabelField(Words.Field field, String column, String key) implements Field {
  private static final Pattern NUMBER = Pattern.compile("-?\\d{1,18}(\\.\\d{1,12})?");

  @Override
  public String sql(Match match, Scope scope, int position) {
    return switch (match) {
      case Match.Like(String text, boolean prefix) -> scope.words(code(), text, prefix);
      case Match.Exact(String text, boolean prefix) ->
          scope.sieved(
              code(),
              text,
              prefix,
              key.isEmpty() ? any(text, prefix, scope) : own(text, prefix, scope));
      case Match.Compare(Comparison comparison, String text) -> compared(comparison, text, scope);
      case Match.Between between ->
          key.isEmpty()
              ? Scope.NOTHING
              : Ends.sql(between, (comparison, text) -> compared(comparison, text, scope));
    };
  }

  private String code() {
    return key.isEmpty() ? field.code() : field.code(key);
  }

  private String any(String text, boolean prefix, Scope scope) {
    String equal =
        prefix
            ? "starts_with(value, " + scope.binder().text(text) + ")"
            : "value = " + scope.binder().text(text);
    return "exists (select from jsonb_each_text(" + column + ") where " + equal + ")";
  }

  /** A set of metadata is an array: it equals each of its members. */
  private String own(String text, boolean prefix, Scope scope) {
    String value = scope.binder().text(text);
    String name = scope.binder().text(key);
    return prefix
        ? "starts_with(%s ->> %s, %s)".formatted(column, name, value)
        : "(%1$s ->> %2$s = %3$s or %1$s -> %2$s @> to_jsonb(%3$s))".formatted(column, name, value);
  }

  /** Numbers compare as numbers where both are, all else by bytes: so do ISO dates. */
  private String compared(Comparison comparison, String text, Scope scope) {
    if (key.isEmpty()) {
      return Scope.NOTHING;
    }
    String name = scope.binder().text(key);
    String present = scope.found(Words.query(scope.environmentId(), code(), "", false));
    String condition =
        NUMBER.matcher(text).matches()
            ? "case when jsonb_typeof(%1$s -> %2$s) = 'number' then (%1$s -> %2$s)::numeric %3$s %4$s::text::numeric end"
            : "%1$s ->> %2$s collate \"C\" %3$s %4$s::text";
    return "("
        + present
        + " and "
        + condition.formatted(column, name, comparison.sign(), scope.binder().bind(text))
        + ")";
  }
}
