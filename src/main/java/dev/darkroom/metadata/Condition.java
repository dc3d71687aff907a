package dev.darkroom.metadata;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** When a rule applies (reference/admin-api.md 15, rules). */
sealed interface Condition {
  /**
   * What one field must be; what is null is not asked.
   *
   * @param includes at least one of these is chosen
   * @param equal exactly these are chosen
   */
  record Check(
      String field,
      @Nullable Boolean populated,
      @Nullable List<String> includes,
      @Nullable List<String> equal)
      implements Condition {}

  /** All of them. */
  record And(List<Condition> parts) implements Condition {}

  /** At least one of them. */
  record Or(List<Condition> parts) implements Condition {}

  /** Whether it holds for these values. */
  default boolean met(Map<String, Value> values) {
    return switch (this) {
      case Check check -> met(check, values.get(check.field()));
      case And(List<Condition> parts) -> parts.stream().allMatch(part -> part.met(values));
      case Or(List<Condition> parts) -> parts.stream().anyMatch(part -> part.met(values));
    };
  }

  /** The external ids that it looks at. */
  default Stream<String> fields() {
    return switch (this) {
      case Check check -> Stream.of(check.field());
      case And(List<Condition> parts) -> parts.stream().flatMap(Condition::fields);
      case Or(List<Condition> parts) -> parts.stream().flatMap(Condition::fields);
    };
  }

  /** As the contract writes it. */
  default JsonObject json() {
    return switch (this) {
      case Check check -> json(check);
      case And(List<Condition> parts) -> JsonObject.of("and", json(parts));
      case Or(List<Condition> parts) -> JsonObject.of("or", json(parts));
    };
  }

  /** Reads a condition, or refuses it. */
  static Condition parse(JsonObject json) {
    if (json.containsKey("and")) {
      return new And(parts(json, "and"));
    }
    if (json.containsKey("or")) {
      return new Or(parts(json, "or"));
    }
    Check check =
        new Check(
            Words.externalId("metadata_field_id", json.getValue("metadata_field_id")),
            json.getValue("populated") == null ? null : Words.flag(json, "populated", true),
            texts(json, "includes"),
            texts(json, "equals"));
    if (check.populated() == null && check.includes() == null && check.equal() == null) {
      throw Words.refusal("condition", json.encode());
    }
    return check;
  }

  private static List<Condition> parts(JsonObject json, String member) {
    List<Condition> parts = Words.objects(json, member).stream().map(Condition::parse).toList();
    if (parts.isEmpty()) {
      throw Words.refusal("condition", json.encode());
    }
    return parts;
  }

  private static @Nullable List<String> texts(JsonObject json, String member) {
    return json.getValue(member) == null ? null : Words.texts(json, member);
  }

  private static boolean met(Check check, @Nullable Value value) {
    List<String> texts = value == null ? List.of() : value.texts();
    boolean populated = check.populated() == null || check.populated() != texts.isEmpty();
    boolean includes =
        check.includes() == null || check.includes().stream().anyMatch(texts::contains);
    boolean equal = check.equal() == null || Set.copyOf(check.equal()).equals(Set.copyOf(texts));
    return populated && includes && equal;
  }

  private static JsonObject json(Check check) {
    JsonObject json = JsonObject.of("metadata_field_id", check.field());
    if (check.populated() != null) {
      json.put("populated", check.populated());
    }
    if (check.includes() != null) {
      json.put("includes", new JsonArray(check.includes()));
    }
    if (check.equal() != null) {
      List<String> equal = check.equal();
      json.put("equals", equal.size() == 1 ? equal.getFirst() : new JsonArray(equal));
    }
    return json;
  }

  private static JsonArray json(List<Condition> parts) {
    return new JsonArray(parts.stream().map(Condition::json).toList());
  }
}
