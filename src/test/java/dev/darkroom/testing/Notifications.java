package dev.darkroom.testing;

import dev.darkroom.docs.Catalogue;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.vertx.json.schema.Draft;
import io.vertx.json.schema.JsonSchema;
import io.vertx.json.schema.JsonSchemaOptions;
import io.vertx.json.schema.OutputFormat;
import io.vertx.json.schema.OutputUnit;
import io.vertx.json.schema.Validator;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** Holds notifications against the catalogue, more strictly than receivers may: nothing more. */
public final class Notifications {
  private static final Catalogue CATALOGUE = new Catalogue();
  private static final Map<String, Validator> VALIDATORS = new ConcurrentHashMap<>();

  private Notifications() {}

  /** Fails unless it is exactly as its type is described. */
  public static JsonObject conforming(JsonObject notification) {
    List<String> errors = errors(notification);
    if (!errors.isEmpty()) {
      throw new AssertionError(errors + " in " + notification.encodePrettily());
    }
    return notification;
  }

  /** What is wrong with it; empty for nothing. */
  public static List<String> errors(JsonObject notification) {
    String type = notification.getString("notification_type", "");
    return CATALOGUE
        .document(type)
        .map(document ->
            errors(
                VALIDATORS.computeIfAbsent(type, word -> strict(document.schema())), notification))
        .orElseGet(() -> List.of("nothing describes " + type));
  }

  /** A validator of a schema, for which members that it does not name are errors. */
  public static Validator strict(JsonObject schema) {
    return validator(closed(schema));
  }

  /** A validator of a schema as it is. */
  public static Validator validator(JsonObject schema) {
    return Validator.create(
        JsonSchema.of(schema.copy()),
        new JsonSchemaOptions()
            .setBaseUri("https://darkroom.test/")
            .setDraft(Draft.DRAFT202012)
            .setOutputFormat(OutputFormat.Basic));
  }

  /** What a validator says. */
  public static List<String> errors(Validator validator, JsonObject value) {
    OutputUnit result = validator.validate(value);
    if (Boolean.TRUE.equals(result.getValid())) {
      return List.of();
    }
    return result.getErrors() == null
        ? List.of("invalid")
        : result.getErrors().stream()
            .map(error -> error.getInstanceLocation() + " " + error.getError())
            .toList();
  }

  private static JsonObject closed(JsonObject schema) {
    JsonObject closed = new JsonObject();
    schema.forEach(
        member -> closed.put(member.getKey(), closed(member.getKey(), member.getValue())));
    if (closed.containsKey("properties") && !closed.containsKey("additionalProperties")) {
      closed.put("additionalProperties", false);
    }
    return closed;
  }

  private static Object closed(String keyword, Object value) {
    if (keyword.equals("examples")) {
      return value;
    }
    return switch (value) {
      case JsonObject object -> closed(object);
      case JsonArray array -> {
        JsonArray all = new JsonArray();
        array.forEach(each -> all.add(closed("", each)));
        yield all;
      }
      default -> value;
    };
  }
}
