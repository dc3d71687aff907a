package dev.darkroom.asset;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.Comparator;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** JSON whose members are in the order of their names, so that texts can be compared. */
final class Sorted {
  private Sorted() {}

  static JsonObject of(JsonObject json) {
    JsonObject sorted = new JsonObject();
    new TreeSet<>(json.fieldNames()).forEach(name -> sorted.put(name, any(json.getValue(name))));
    if (sorted.getValue("resources") instanceof JsonArray resources) {
      sorted.put("resources", byText(resources));
    }
    return sorted;
  }

  /** Assets of one call come in the order of their ids, which are random. */
  private static JsonArray byText(JsonArray resources) {
    return new JsonArray(resources.stream().sorted(Comparator.comparing(String::valueOf)).toList());
  }

  private static @Nullable Object any(@Nullable Object value) {
    return switch (value) {
      case null -> null;
      case JsonObject object -> of(object);
      case JsonArray array -> {
        JsonArray all = new JsonArray();
        array.forEach(each -> all.add(any(each)));
        yield all;
      }
      default -> value;
    };
  }
}
