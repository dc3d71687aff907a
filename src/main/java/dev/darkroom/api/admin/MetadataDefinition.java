package dev.darkroom.api.admin;

import dev.darkroom.api.request.Parameters;
import dev.darkroom.protocol.ErrorCode;
import dev.darkroom.protocol.Refusal;
import io.vertx.core.json.DecodeException;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.List;

/**
 * Definitions of metadata fields and rules, put together again from parameters: only members that
 * were sent; what was sent empty is null. It is pure.
 */
final class MetadataDefinition {
  private static final List<String> FIELD_TEXTS = List.of("type", "external_id", "label");
  private static final List<String> FIELD_FLAGS =
      List.of("mandatory", "default_disabled", "allow_dynamic_list_values");
  private static final List<String> FIELD_OBJECTS =
      List.of("validation", "restrictions", "datasource");
  private static final List<String> RULE_TEXTS =
      List.of("external_id", "metadata_field_id", "name", "state");
  private static final List<String> RULE_OBJECTS = List.of("condition", "result");
  private static final int MOST_RULES = 1_000_000;

  private MetadataDefinition() {}

  /** A field's definition. */
  static JsonObject ofField(Parameters parameters) {
    JsonObject field = new JsonObject();
    texts(parameters, FIELD_TEXTS, field);
    FIELD_FLAGS.forEach(
        name -> parameters.optionalFlag(name).ifPresent(flag -> field.put(name, flag)));
    objects(parameters, FIELD_OBJECTS, field);
    if (parameters.names().contains("default_value")) {
      List<String> values = parameters.items("default_value");
      switch (values.size()) {
        case 0 -> field.putNull("default_value");
        case 1 -> field.put("default_value", values.getFirst());
        default -> field.put("default_value", new JsonArray(values));
      }
    }
    return field;
  }

  /** A rule's definition. */
  static JsonObject ofRule(Parameters parameters) {
    JsonObject rule = new JsonObject();
    texts(parameters, RULE_TEXTS, rule);
    objects(parameters, RULE_OBJECTS, rule);
    if (parameters.has("position")) {
      rule.put("position", parameters.requiredNumber("position", 0, MOST_RULES));
    }
    return rule;
  }

  private static void texts(Parameters parameters, List<String> names, JsonObject into) {
    names.forEach(name -> parameters.text(name).ifPresent(text -> into.put(name, text)));
  }

  private static void objects(Parameters parameters, List<String> names, JsonObject into) {
    for (String name : names) {
      if (parameters.has(name)) {
        into.put(name, object(name, parameters.required(name)));
      } else if (parameters.names().contains(name)) {
        into.putNull(name);
      }
    }
  }

  private static JsonObject object(String name, String text) {
    try {
      return new JsonObject(text);
    } catch (DecodeException broken) {
      throw new Refusal(ErrorCode.INVALID_PARAMETER, name, Entry.shown(text));
    }
  }
}
