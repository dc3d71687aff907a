package dev.darkroom.metadata;

import dev.darkroom.protocol.ErrorCode;
import dev.darkroom.protocol.Refusal;
import io.vertx.core.json.DecodeException;
import io.vertx.core.json.JsonArray;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** What the values of a field are (reference/admin-api.md 15). */
enum FieldType {
  STRING,
  INTEGER,
  DATE,
  /** One entry of a data source. */
  ENUM,
  /** Several entries of a data source. */
  SET;

  private static final int LONGEST_TEXT = 1_024;
  private static final int MOST_ITEMS = 3_000;
  private static final Pattern WHOLE = Pattern.compile("[+-]?\\d{1,18}");
  private static final Pattern DAY = Pattern.compile("\\d{4}-\\d{2}-\\d{2}");

  /** The word of the contract. */
  String word() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** The type of that word, or a refusal. */
  static FieldType of(@Nullable String word) {
    return Stream.of(values())
        .filter(type -> type.word().equals(word))
        .findAny()
        .orElseThrow(() -> new Refusal(ErrorCode.INVALID_PARAMETER, "type", Words.shown(word)));
  }

  /** Whether values are entries of a data source. */
  boolean isList() {
    return this == ENUM || this == SET;
  }

  /** A value as it was sent or stored; empty when it is none of this type. */
  Optional<Value> read(@Nullable Object sent) {
    return switch (sent) {
      case null -> Optional.empty();
      case JsonArray array when this == SET -> many(array);
      case JsonArray array -> read(String.join(",", array.stream().map(String::valueOf).toList()));
      default -> read(sent.toString());
    };
  }

  private Optional<Value> read(String text) {
    return switch (this) {
      case STRING, ENUM -> isShort(text) ? Optional.of(new Value.Text(text)) : Optional.empty();
      case INTEGER ->
          WHOLE.matcher(text.strip()).matches()
              ? Optional.of(new Value.Whole(Long.parseLong(text.strip())))
              : Optional.empty();
      case DATE -> date(text.strip());
      case SET -> set(text);
    };
  }

  private static Optional<Value> date(String text) {
    try {
      return DAY.matcher(text).matches()
          ? Optional.of(new Value.Text(LocalDate.parse(text).toString()))
          : Optional.empty();
    } catch (DateTimeException noSuchDay) {
      return Optional.empty();
    }
  }

  /** A JSON array, or the items joined by commas. */
  private static Optional<Value> set(String text) {
    if (!text.startsWith("[")) {
      return many(new JsonArray(List.of(text.split(","))));
    }
    try {
      return many(new JsonArray(text));
    } catch (DecodeException broken) {
      return Optional.empty();
    }
  }

  private static Optional<Value> many(JsonArray array) {
    List<String> items = new ArrayList<>();
    for (Object item : array) {
      String text = String.valueOf(item).strip();
      if (!isShort(text) || items.size() == MOST_ITEMS) {
        return Optional.empty();
      }
      if (!text.isEmpty()) {
        items.add(text);
      }
    }
    return Optional.of(new Value.Many(items));
  }

  private static boolean isShort(String text) {
    return text.length() <= LONGEST_TEXT;
  }
}
