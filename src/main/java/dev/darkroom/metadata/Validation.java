package dev.darkroom.metadata;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;
import org.jspecify.annotations.Nullable;

/** What a field's values must be, beyond their type (reference/admin-api.md 15). */
sealed interface Validation {
  int LONGEST_PATTERN = 512;

  /** A number of characters; null where there is no bound. */
  record Length(@Nullable Integer least, @Nullable Integer most) implements Validation {}

  /** On one side of a limit. */
  record Bound(boolean greater, Value limit, boolean inclusive) implements Validation {}

  /** One of these. */
  record Among(List<Value> values) implements Validation {}

  /** All of these at once. */
  record All(List<Validation> rules) implements Validation {}

  /** A regular expression that the whole text matches. */
  record Matching(String pattern) implements Validation {}

  /** Why the value is wrong, in words that follow the field's name; empty when it is right. */
  default Optional<String> fault(Value value) {
    return switch (this) {
      case Length length -> fault(length, value);
      case Bound bound ->
          holds(bound, value)
              ? Optional.empty()
              : Optional.of(
                  "must be "
                      + (bound.greater() ? "greater than " : "less than ")
                      + (bound.inclusive() ? "or equal to " : "")
                      + bound.limit().json());
      case Among(List<Value> values) ->
          values.contains(value)
              ? Optional.empty()
              : Optional.of("must be one of " + Words.shown(json(values).encode()));
      case All(List<Validation> rules) ->
          rules.stream().flatMap(rule -> rule.fault(value).stream()).findFirst();
      case Matching(String pattern) ->
          BoundedText.matches(Pattern.compile(pattern), String.valueOf(value.json()))
              ? Optional.empty()
              : Optional.of("must match " + Words.shown(pattern));
    };
  }

  /** As the contract writes it. */
  default JsonObject json() {
    return switch (this) {
      case Length(Integer least, Integer most) ->
          put(put(JsonObject.of("type", "strlen"), "min", least), "max", most);
      case Bound(boolean greater, Value limit, boolean inclusive) ->
          new JsonObject()
              .put("type", greater ? "greater_than" : "less_than")
              .put("value", limit.json())
              .put("equals", inclusive);
      case Among(List<Value> values) -> JsonObject.of("type", "in", "values", json(values));
      case All(List<Validation> rules) ->
          JsonObject.of(
              "type", "and", "rules", new JsonArray(rules.stream().map(Validation::json).toList()));
      case Matching(String pattern) -> JsonObject.of("type", "regex", "pattern", pattern);
    };
  }

  /** Reads a validation for fields of that type, or refuses it. */
  static Validation parse(JsonObject json, FieldType type) {
    Validation read =
        switch (String.valueOf(json.getValue("type"))) {
          case "strlen" -> new Length(bound(json, "min"), bound(json, "max"));
          case "greater_than" -> new Bound(true, limit(json, type), equal(json));
          case "less_than" -> new Bound(false, limit(json, type), equal(json));
          case "in" -> new Among(values(json, type));
          case "and" ->
              new All(
                  Words.objects(json, "rules").stream().map(rule -> parse(rule, type)).toList());
          case "regex" -> new Matching(pattern(json));
          default -> throw Words.refusal("validation", json.encode());
        };
    if (!read.fits(type)) {
      throw Words.refusal("validation", json.encode() + " of a field of type " + type.word());
    }
    return read;
  }

  private boolean fits(FieldType type) {
    return switch (this) {
      case Length length -> type == FieldType.STRING;
      case Matching matching -> type == FieldType.STRING;
      case Bound bound -> type == FieldType.INTEGER || type == FieldType.DATE;
      case Among among -> !type.isList();
      case All all -> !type.isList();
    };
  }

  private static Optional<String> fault(Length length, Value value) {
    String text = String.valueOf(value.json());
    int characters = text.codePointCount(0, text.length());
    if (length.least() != null && characters < length.least()) {
      return Optional.of("must have at least " + length.least() + " characters");
    }
    return length.most() != null && characters > length.most()
        ? Optional.of("must have at most " + length.most() + " characters")
        : Optional.empty();
  }

  private static boolean holds(Bound bound, Value value) {
    int order =
        bound.limit() instanceof Value.Whole(long limit)
                && value instanceof Value.Whole(long number)
            ? Long.compare(number, limit)
            : String.valueOf(value.json()).compareTo(String.valueOf(bound.limit().json()));
    return order == 0 ? bound.inclusive() : bound.greater() == (order > 0);
  }

  private static @Nullable Integer bound(JsonObject json, String member) {
    Object value = json.getValue(member);
    if (value == null) {
      return null;
    }
    if (!(value instanceof Integer number) || number < 0) {
      throw Words.refusal("validation", json.encode());
    }
    return number;
  }

  private static Value limit(JsonObject json, FieldType type) {
    return type.read(json.getValue("value"))
        .orElseThrow(() -> Words.refusal("validation", json.encode()));
  }

  private static boolean equal(JsonObject json) {
    return Words.flag(json, "equals", false);
  }

  private static List<Value> values(JsonObject json, FieldType type) {
    return Words.texts(json, "values").stream()
        .map(text -> type.read(text).orElseThrow(() -> Words.refusal("validation", json.encode())))
        .toList();
  }

  private static String pattern(JsonObject json) {
    String pattern = Words.text(json, "pattern", LONGEST_PATTERN);
    try {
      return Pattern.compile(pattern).pattern();
    } catch (PatternSyntaxException broken) {
      throw Words.refusal("validation", json.encode());
    }
  }

  private static JsonArray json(List<Value> values) {
    return new JsonArray(values.stream().map(Value::json).toList());
  }

  private static JsonObject put(JsonObject json, String member, @Nullable Object value) {
    return value == null ? json : json.put(member, value);
  }
}
