package dev.darkroom.metadata;

import dev.darkroom.protocol.ErrorCode;
import dev.darkroom.protocol.Refusal;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * One change of one asset's metadata, decided: pure. Values of fields that do not exist any more
 * are dropped; what is wrong with any field refuses the whole change, field by field.
 */
final class MetadataChange {
  /**
   * The outcome.
   *
   * @param values the whole metadata of the asset, in the order of the fields
   * @param added entries to add to the data sources of dynamic fields, by field
   */
  record Outcome(JsonObject values, Map<String, List<String>> added) {}

  /**
   * What is asked for.
   *
   * @param current the asset's metadata
   * @param sent external id to text; empty text clears
   * @param clearInvalid whether invalid values that the asset has are dropped rather than refused
   * @param create whether the asset is new
   */
  record Request(
      Map<String, Object> current,
      Map<String, String> sent,
      boolean clearInvalid,
      boolean create) {}

  private final Map<String, Field> fields = new LinkedHashMap<>();
  private final List<Rule> rules;
  private final Request request;
  private final Map<String, Value> values = new LinkedHashMap<>();
  private final Map<String, List<String>> added = new LinkedHashMap<>();
  private final Map<String, String> faults = new LinkedHashMap<>();

  private MetadataChange(List<Field> fields, List<Rule> rules, Request request) {
    fields.forEach(field -> this.fields.put(field.externalId(), field));
    this.rules = rules.stream().filter(Rule::active).toList();
    this.request = request;
  }

  /** Applies the change, or refuses it as a whole. */
  static Outcome apply(List<Field> fields, List<Rule> rules, Request request) {
    return new MetadataChange(fields, rules, request).apply();
  }

  private Outcome apply() {
    refuseUnknown();
    keepCurrent();
    request.sent().forEach(this::set);
    if (request.create()) {
      fields.values().forEach(this::fillIn);
    }
    Effects effects = new Effects();
    rules.forEach(effects::apply);
    fields.values().forEach(effects::check);
    if (!faults.isEmpty()) {
      List<String> all = new ArrayList<>();
      faults.forEach((id, fault) -> all.add("Metadata field " + id + " " + fault));
      throw new Refusal(ErrorCode.INVALID_METADATA, String.join("; ", all));
    }
    JsonObject json = new JsonObject();
    fields
        .keySet()
        .forEach(id ->
            Optional.ofNullable(values.get(id)).ifPresent(value -> json.put(id, value.json())));
    return new Outcome(json, added);
  }

  private void refuseUnknown() {
    List<String> unknown =
        request.sent().keySet().stream().filter(id -> !fields.containsKey(id)).toList();
    if (!unknown.isEmpty()) {
      JsonArray shown = new JsonArray(unknown.stream().limit(20).map(Words::shown).toList());
      throw new Refusal(ErrorCode.UNKNOWN_METADATA, shown.encode());
    }
  }

  private void keepCurrent() {
    request
        .current()
        .forEach((id, stored) -> {
          Field field = fields.get(id);
          if (field == null || request.sent().containsKey(id)) {
            return;
          }
          Optional<Value> value = field.type().read(stored);
          Optional<String> fault =
              value.isPresent() ? field.fault(value.get()) : Optional.of(mismatch(field));
          if (fault.isEmpty() && request.clearInvalid()) {
            fault = unlisted(field, value.orElseThrow(), field.dataSource().active());
          }
          if (fault.isEmpty()) {
            values.put(id, value.orElseThrow());
          } else if (!request.clearInvalid()) {
            faults.put(id, fault.get());
          }
        });
  }

  private void set(String id, String text) {
    Field field = fields.get(id);
    if (field == null || text.isEmpty() || text.equals("[]")) {
      return;
    }
    Optional<Value> read = field.type().read(text);
    if (read.isEmpty()) {
      faults.put(id, mismatch(field));
      return;
    }
    Value value = field.type().isList() ? named(field, read.get()) : read.get();
    field
        .fault(value)
        .or(() -> unlisted(field, value, field.dataSource().active()))
        .ifPresent(fault -> faults.put(id, fault));
    values.put(id, value);
  }

  /** What a dynamic field's list lacks becomes an entry of it. */
  private Value named(Field field, Value value) {
    if (field.dynamic()) {
      List<String> unknown =
          value.texts().stream().filter(text -> !field.dataSource().all().contains(text)).toList();
      if (!unknown.isEmpty()) {
        added.put(field.externalId(), unknown);
      }
    }
    return value;
  }

  private void fillIn(Field field) {
    if (field.defaultValue() != null
        && !field.disabled()
        && !values.containsKey(field.externalId())
        && !request.sent().containsKey(field.externalId())) {
      values.put(field.externalId(), field.defaultValue());
    }
  }

  private Optional<String> unlisted(Field field, Value value, Set<String> allowed) {
    if (!field.type().isList()) {
      return Optional.empty();
    }
    Set<String> known = new HashSet<>(allowed);
    known.addAll(added.getOrDefault(field.externalId(), List.of()));
    return value.texts().stream()
        .filter(text -> !known.contains(text))
        .findFirst()
        .map(text -> "has no value " + Words.shown(text));
  }

  private static String mismatch(Field field) {
    return switch (field.type()) {
      case STRING, ENUM -> "must be a text of at most 1024 characters";
      case INTEGER -> "must be a whole number";
      case DATE -> "must be a date as 2026-01-31";
      case SET -> "must be a list of at most 3000 values";
    };
  }

  /** What the rules, in their order, say about the fields. */
  private final class Effects {
    private final Map<String, Boolean> enabled = new LinkedHashMap<>();
    private final Map<String, Boolean> mandatory = new LinkedHashMap<>();
    private final Map<String, Set<String>> allowed = new LinkedHashMap<>();

    void apply(Rule rule) {
      Field field = fields.get(rule.fieldId());
      if (field == null || !rule.condition().met(values)) {
        return;
      }
      Result result = rule.result();
      if (result.enable() != null) {
        enabled.put(field.externalId(), result.enable());
      }
      if (result.mandatory() != null) {
        mandatory.put(field.externalId(), result.mandatory());
      }
      if (result.activate() != null) {
        activate(field, result.activate());
      }
      if (result.apply() != null && isEnabled(field)) {
        give(field, result.apply());
      }
    }

    private void activate(Field field, Result.Activation activation) {
      Set<String> active =
          activation.externalIds() == null
              ? field.dataSource().active()
              : new LinkedHashSet<>(activation.externalIds());
      if (activation.append()) {
        allowed.computeIfAbsent(field.externalId(), id -> new LinkedHashSet<>()).addAll(active);
      } else {
        allowed.put(field.externalId(), new LinkedHashSet<>(active));
      }
    }

    private void give(Field field, Result.Application application) {
      Value before = values.get(field.externalId());
      if (before != null && !(application.append() && field.type() == FieldType.SET)) {
        return;
      }
      List<String> items = new ArrayList<>(before == null ? List.of() : before.texts());
      items.addAll(application.value());
      field
          .type()
          .read(new JsonArray(items))
          .filter(value -> field.fault(value).isEmpty())
          .ifPresent(value -> values.put(field.externalId(), value));
    }

    /** A disabled field has no value; a mandatory one has. */
    void check(Field field) {
      String id = field.externalId();
      @Nullable Value value = values.get(id);
      if (!isEnabled(field)) {
        refuseDisabled(field, value);
        return;
      }
      boolean asked = request.create() || request.sent().containsKey(id);
      if (value == null || value.texts().isEmpty()) {
        if (asked && mandatory.getOrDefault(id, field.mandatory())) {
          faults.putIfAbsent(id, "is mandatory");
        }
      } else if (asked && allowed.containsKey(id)) {
        unlisted(field, value, allowed.getOrDefault(id, Set.of()))
            .ifPresent(fault -> faults.putIfAbsent(id, fault));
      }
    }

    private void refuseDisabled(Field field, @Nullable Value value) {
      if (value != null && request.sent().containsKey(field.externalId())) {
        faults.putIfAbsent(field.externalId(), "is disabled");
      }
      values.remove(field.externalId());
    }

    private boolean isEnabled(Field field) {
      return enabled.getOrDefault(field.externalId(), !field.disabled());
    }
  }
}
