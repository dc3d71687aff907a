package dev.darkroom.metadata;

import io.vertx.core.json.JsonObject;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A metadata field (reference/admin-api.md 15). What it cannot be is refused when it is read.
 *
 * @param readOnly the restriction {@code readonly_ui}; null for none
 * @param disabled whether it takes values only where a rule enables it
 * @param dynamic whether values that the data source lacks are added to it
 */
record Field(
    String externalId,
    FieldType type,
    String label,
    boolean mandatory,
    @Nullable Value defaultValue,
    @Nullable Validation validation,
    @Nullable Boolean readOnly,
    boolean disabled,
    boolean dynamic,
    DataSource dataSource) {
  private static final int LONGEST_LABEL = 255;

  Field {
    if (defaultValue != null) {
      fault(type, validation, dataSource, defaultValue)
          .ifPresent(fault -> {
            throw Words.refusal("default_value", fault);
          });
    }
  }

  /** Reads a field as the contract writes it. */
  static Field parse(JsonObject json) {
    FieldType type = FieldType.of(json.getString("type"));
    Object externalId = json.getValue("external_id");
    return new Field(
        externalId == null ? Words.generated() : Words.externalId("external_id", externalId),
        type,
        Words.text(json, "label", LONGEST_LABEL),
        Words.flag(json, "mandatory", false),
        defaultValue(json, type),
        json.getValue("validation") == null
            ? null
            : Validation.parse(Words.object(json, "validation"), type),
        readOnly(json),
        Words.flag(json, "default_disabled", false),
        Words.flag(json, "allow_dynamic_list_values", false),
        dataSource(json, type));
  }

  /** The same field with another data source. */
  Field with(DataSource changed) {
    return new Field(
        externalId,
        type,
        label,
        mandatory,
        defaultValue,
        validation,
        readOnly,
        disabled,
        dynamic,
        changed);
  }

  /**
   * Why the field cannot take that value; entries that are not in the list are seen to elsewhere.
   */
  Optional<String> fault(Value value) {
    return validation == null ? Optional.empty() : validation.fault(value);
  }

  /** As the contract writes it. */
  JsonObject json() {
    JsonObject json =
        new JsonObject()
            .put("type", type.word())
            .put("external_id", externalId)
            .put("label", label)
            .put("mandatory", mandatory)
            .put("default_value", defaultValue == null ? null : defaultValue.json())
            .put("validation", validation == null ? null : validation.json())
            .put("restrictions", readOnly == null ? null : JsonObject.of("readonly_ui", readOnly))
            .put("default_disabled", disabled);
    return type.isList()
        ? json.put("datasource", dataSource.json(true)).put("allow_dynamic_list_values", dynamic)
        : json;
  }

  private static Optional<String> fault(
      FieldType type, @Nullable Validation validation, DataSource dataSource, Value value) {
    Set<String> all = dataSource.all();
    if (type.isList() && !all.containsAll(value.texts())) {
      return Optional.of(Words.shown(value.json()));
    }
    return validation == null
        ? Optional.empty()
        : validation.fault(value).map(fault -> Words.shown(value.json()) + " " + fault);
  }

  private static @Nullable Value defaultValue(JsonObject json, FieldType type) {
    Object value = json.getValue("default_value");
    return value == null
        ? null
        : type.read(value).orElseThrow(() -> Words.refusal("default_value", value));
  }

  private static @Nullable Boolean readOnly(JsonObject json) {
    return json.getValue("restrictions") == null
        ? null
        : Words.flag(Words.object(json, "restrictions"), "readonly_ui", false);
  }

  private static DataSource dataSource(JsonObject json, FieldType type) {
    if (json.getValue("datasource") == null) {
      return DataSource.NONE;
    }
    if (!type.isList()) {
      throw Words.refusal("datasource", "a field of type " + type.word() + " has none");
    }
    List<JsonObject> values = Words.objects(Words.object(json, "datasource"), "values");
    return DataSource.parse(values);
  }
}
