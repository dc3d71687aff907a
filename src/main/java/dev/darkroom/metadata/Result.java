package dev.darkroom.metadata;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a rule does to its field (reference/admin-api.md 15, rules); what is null it leaves alone.
 *
 * @param enable whether the field takes values
 * @param activate which entries of its list may be chosen
 * @param apply a value that it gets
 * @param mandatory whether it must have a value
 */
record Result(
    @Nullable Boolean enable,
    @Nullable Activation activate,
    @Nullable Application apply,
    @Nullable Boolean mandatory) {

  /**
   * Entries that may be chosen.
   *
   * @param externalIds null for all
   * @param append whether they are added to what other rules activate
   */
  record Activation(@Nullable List<String> externalIds, boolean append) {}

  /**
   * A value that the field gets.
   *
   * @param append whether it is added to a set that has other items; else only an empty field gets
   *     it
   */
  record Application(List<String> value, boolean append) {}

  /** Reads a result, or refuses it. */
  static Result parse(JsonObject json) {
    Result result =
        new Result(
            flag(json, "enable"), activation(json), application(json), flag(json, "set_mandatory"));
    if (result.equals(new Result(null, null, null, null))) {
      throw Words.refusal("result", json.encode());
    }
    return result;
  }

  /** As the contract writes it. */
  JsonObject json() {
    JsonObject json = new JsonObject();
    if (enable != null) {
      json.put("enable", enable);
    }
    if (activate != null) {
      json.put("activate_values", json(activate));
    }
    if (apply != null) {
      json.put("apply_value", json(apply));
    }
    return mandatory == null ? json : json.put("set_mandatory", mandatory);
  }

  private static Object json(Activation activation) {
    List<String> ids = activation.externalIds();
    return ids == null
        ? "all"
        : JsonObject.of(
            "external_ids",
            new JsonArray(ids),
            "mode",
            activation.append() ? "append" : "override");
  }

  private static JsonObject json(Application application) {
    List<String> value = application.value();
    return JsonObject.of(
        "value",
        value.size() == 1 ? value.getFirst() : new JsonArray(value),
        "mode",
        application.append() ? "append" : "default");
  }

  private static @Nullable Boolean flag(JsonObject json, String member) {
    return json.getValue(member) == null ? null : Words.flag(json, member, false);
  }

  private static @Nullable Activation activation(JsonObject json) {
    Object value = json.getValue("activate_values");
    if (value == null) {
      return null;
    }
    if (value.equals("all")) {
      return new Activation(null, false);
    }
    JsonObject activation = Words.object(json, "activate_values");
    return new Activation(
        Words.texts(activation, "external_ids"), mode(activation, "override", "append"));
  }

  private static @Nullable Application application(JsonObject json) {
    if (json.getValue("apply_value") == null) {
      return null;
    }
    JsonObject application = Words.object(json, "apply_value");
    return new Application(
        Words.texts(application, "value"), mode(application, "default", "append"));
  }

  /** Whether the second of the two modes is asked for. */
  private static boolean mode(JsonObject json, String usual, String other) {
    String mode = json.getValue("mode") == null ? usual : String.valueOf(json.getValue("mode"));
    if (!mode.equals(usual) && !mode.equals(other)) {
      throw Words.refusal("mode", mode);
    }
    return mode.equals(other);
  }
}
