package dev.darkroom.docs;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * A JSON value of a notification: what JSON Schema says of it, and an example. Pure.
 *
 * @param definitions the schemas that it refers to, by name
 */
record Value(JsonObject schema, Object example, Map<String, JsonObject> definitions) {
  private static final String TYPE = "type";

  /** Any text. */
  static Value text(String example) {
    return typed("string", example);
  }

  /** A text that looks like this, as a whole. */
  static Value text(String example, String pattern) {
    return text(example).with("pattern", "^" + pattern + "$");
  }

  /** One of these words; the first is the example. */
  static Value word(String... words) {
    return of(JsonObject.of("enum", new JsonArray(List.of(words))), words[0]);
  }

  /** Exactly this word. */
  static Value exactly(String word) {
    return of(JsonObject.of("const", word), word);
  }

  /** An integer. */
  static Value whole(long example) {
    return typed("integer", example);
  }

  /** A number. */
  static Value number(double example) {
    return typed("number", example);
  }

  /** Yes or no. */
  static Value flag(boolean example) {
    return typed("boolean", example);
  }

  /** Anything. */
  static Value anything(Object example) {
    return of(new JsonObject(), example);
  }

  /** An array of such values; its example has one of them. */
  static Value list(Value item) {
    JsonObject schema = JsonObject.of(TYPE, "array", "items", item.schema);
    return new Value(schema, new JsonArray().add(item.example), item.definitions);
  }

  /** An array whose example is empty. */
  static Value none(Value item) {
    return new Value(list(item).schema, new JsonArray(), item.definitions);
  }

  /** An object that has such a value under any name; its example has this name. */
  static Value map(String name, Value each) {
    JsonObject schema = JsonObject.of(TYPE, "object", "additionalProperties", each.schema);
    return new Value(schema, JsonObject.of(name, each.example), each.definitions);
  }

  /** An object of members; others may be added some day. */
  static Value object(List<Member> members) {
    JsonObject properties = new JsonObject();
    JsonArray required = new JsonArray();
    JsonObject example = new JsonObject();
    Map<String, JsonObject> definitions = new TreeMap<>();
    for (Member member : members) {
      properties.put(member.name(), member.schema());
      definitions.putAll(member.value().definitions);
      if (member.presence() == Member.Presence.ALWAYS) {
        required.add(member.name());
      }
      if (member.presence() != Member.Presence.ELSEWHERE) {
        example.put(member.name(), member.value().example);
      }
    }
    JsonObject schema =
        JsonObject.of(TYPE, "object", "properties", properties, "required", required);
    return new Value(schema, example, Map.copyOf(definitions));
  }

  /** The same, or null. */
  Value orNull() {
    return with(TYPE, JsonArray.of(schema.getString(TYPE), "null"));
  }

  /** The same with another keyword of JSON Schema. */
  Value with(String keyword, Object value) {
    return new Value(schema.copy().put(keyword, value), example, definitions);
  }

  /** The same with another example. */
  Value like(Object otherExample) {
    return new Value(schema, otherExample, definitions);
  }

  /** The same as a definition that others share. */
  Value named(String name) {
    Map<String, JsonObject> all = new TreeMap<>(definitions);
    all.put(name, schema);
    return new Value(JsonObject.of("$ref", "#/$defs/" + name), example, Map.copyOf(all));
  }

  private static Value typed(String type, Object example) {
    return of(JsonObject.of(TYPE, type), example);
  }

  private static Value of(JsonObject schema, Object example) {
    return new Value(schema, example, Map.of());
  }
}
