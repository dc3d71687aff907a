package dev.darkroom.metadata;

import io.vertx.core.json.JsonArray;
import java.util.List;

/** A value of a metadata field. Dates and entries of lists are text. */
sealed interface Value {
  /** A string, an ISO date, or the external id of a list's entry. */
  record Text(String text) implements Value {}

  /** A whole number. */
  record Whole(long number) implements Value {}

  /** External ids of a list's entries, each once. */
  record Many(List<String> items) implements Value {
    public Many {
      items = items.stream().distinct().toList();
    }
  }

  /** As it stands in JSON. */
  default Object json() {
    return switch (this) {
      case Text(String text) -> text;
      case Whole(long number) -> number;
      case Many(List<String> items) -> new JsonArray(items);
    };
  }

  /** The value as texts: one, or those of the list. */
  default List<String> texts() {
    return switch (this) {
      case Text(String text) -> List.of(text);
      case Whole(long number) -> List.of(Long.toString(number));
      case Many(List<String> items) -> items;
    };
  }
}
