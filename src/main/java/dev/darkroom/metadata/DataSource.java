package dev.darkroom.metadata;

import dev.darkroom.protocol.ErrorCode;
import dev.darkroom.protocol.Refusal;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/** The entries that a list field's values are chosen from, in their order. */
record DataSource(List<Entry> entries) {
  /** No entry. */
  static final DataSource NONE = new DataSource(List.of());

  private static final int MOST_ENTRIES = 3_000;
  private static final int LONGEST_VALUE = 500;

  /**
   * One entry.
   *
   * @param active false when it was deleted: values that assets have stay, new ones are refused
   */
  record Entry(String externalId, String value, boolean active) {}

  DataSource {
    entries = List.copyOf(entries);
    if (entries.size() > MOST_ENTRIES) {
      throw Words.refusal("datasource", "more than " + MOST_ENTRIES + " values");
    }
  }

  /** Reads {@code values}; external ids are made up where they are absent. */
  static DataSource parse(List<JsonObject> values) {
    return NONE.merge(values);
  }

  /** With these entries added, or changed where the external id is known. */
  DataSource merge(List<JsonObject> values) {
    Map<String, Entry> merged = byId();
    for (JsonObject value : values) {
      Entry entry = entry(value);
      Entry before = merged.get(entry.externalId());
      boolean active =
          (before == null || value.containsKey("state")) ? entry.active() : before.active();
      merged.put(entry.externalId(), new Entry(entry.externalId(), entry.value(), active));
    }
    return new DataSource(List.copyOf(merged.values()));
  }

  /** With these entries active or not; unknown ones are refused. */
  DataSource with(Set<String> externalIds, boolean active) {
    Set<String> known = byId().keySet();
    externalIds.stream()
        .filter(id -> !known.contains(id))
        .findFirst()
        .ifPresent(id -> {
          throw new Refusal(ErrorCode.NOT_FOUND, "Datasource value", Words.shown(id));
        });
    return new DataSource(
        entries.stream()
            .map(entry ->
                externalIds.contains(entry.externalId())
                    ? new Entry(entry.externalId(), entry.value(), active)
                    : entry)
            .toList());
  }

  /** In order of their values. */
  DataSource ordered(boolean descending) {
    Comparator<Entry> order =
        Comparator.comparing((Entry entry) -> entry.value().toLowerCase(Locale.ROOT))
            .thenComparing(Entry::externalId);
    return new DataSource(entries.stream().sorted(descending ? order.reversed() : order).toList());
  }

  /** The external ids that may be chosen. */
  Set<String> active() {
    return entries.stream()
        .filter(Entry::active)
        .map(Entry::externalId)
        .collect(Collectors.toUnmodifiableSet());
  }

  /** Every external id. */
  Set<String> all() {
    return byId().keySet();
  }

  /** The entries as {@code {"values":[…]}}. */
  JsonObject json(boolean alsoInactive) {
    JsonArray values = new JsonArray();
    for (int at = 0; at < entries.size(); at++) {
      Entry entry = entries.get(at);
      if (alsoInactive || entry.active()) {
        values.add(json(entry, at));
      }
    }
    return JsonObject.of("values", values);
  }

  /** The active entries whose value holds the term, whatever its case. */
  List<JsonObject> search(String term) {
    String wanted = term.toLowerCase(Locale.ROOT);
    List<JsonObject> found = new ArrayList<>();
    for (int at = 0; at < entries.size(); at++) {
      Entry entry = entries.get(at);
      if (entry.active() && entry.value().toLowerCase(Locale.ROOT).contains(wanted)) {
        found.add(json(entry, at));
      }
    }
    return found;
  }

  private static JsonObject json(Entry entry, int position) {
    return new JsonObject()
        .put("external_id", entry.externalId())
        .put("value", entry.value())
        .put("state", entry.active() ? "active" : "inactive")
        .put("position", position);
  }

  private Map<String, Entry> byId() {
    Map<String, Entry> byId = new LinkedHashMap<>();
    entries.forEach(entry -> byId.put(entry.externalId(), entry));
    return byId;
  }

  private static Entry entry(JsonObject json) {
    Object id = json.getValue("external_id");
    return new Entry(
        id == null ? Words.generated() : Words.externalId("external_id", id),
        Words.text(json, "value", LONGEST_VALUE),
        !"inactive".equals(json.getValue("state")));
  }
}
