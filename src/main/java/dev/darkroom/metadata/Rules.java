package dev.darkroom.metadata;

import dev.darkroom.protocol.Answer;
import dev.darkroom.protocol.DeleteMetadataRule;
import dev.darkroom.protocol.ErrorCode;
import dev.darkroom.protocol.ListMetadataRules;
import dev.darkroom.protocol.Refusal;
import dev.darkroom.protocol.SaveMetadataRule;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.vertx.sqlclient.SqlConnection;
import java.util.List;
import java.util.stream.Stream;

/** Rules between fields (reference/admin-api.md 15). For virtual threads. */
final class Rules {
  private static final int MOST_RULES = 200;

  private final MetadataStore store;

  Rules(MetadataStore store) {
    this.store = store;
  }

  Answer list(ListMetadataRules asked) {
    JsonArray rules = new JsonArray();
    store
        .rules(asked.environmentId())
        .forEach(placed -> rules.add(placed.rule().json(placed.position())));
    return new Answer(JsonObject.of("metadata_rules", rules).encode());
  }

  Answer save(SaveMetadataRule asked) {
    JsonObject definition = new JsonObject(asked.definition());
    MetadataStore.Placed placed =
        store.change(
            asked.environmentId(),
            connection ->
                asked.externalId() == null
                    ? create(connection, asked.environmentId(), definition)
                    : update(connection, asked.environmentId(), asked.externalId(), definition));
    return new Answer(placed.rule().json(placed.position()).encode());
  }

  Answer delete(DeleteMetadataRule asked) {
    store.<Object>change(
        asked.environmentId(),
        connection -> {
          find(store.rules(connection, asked.environmentId()), asked.externalId());
          store.deleteRule(connection, asked.environmentId(), asked.externalId());
          return asked;
        });
    return new Answer(JsonObject.of("success", true, "message", "ok").encode());
  }

  private MetadataStore.Placed create(
      SqlConnection connection, long environmentId, JsonObject definition) {
    List<MetadataStore.Placed> rules = store.rules(connection, environmentId);
    Rule rule = Rule.parse(definition);
    if (rules.stream().anyMatch(other -> other.rule().externalId().equals(rule.externalId()))) {
      throw new Refusal(ErrorCode.METADATA_CONFLICT, rule.externalId());
    }
    if (rules.size() >= MOST_RULES) {
      throw Words.refusal("external_id", "more than " + MOST_RULES + " rules");
    }
    requireFields(connection, environmentId, rule);
    long last = rules.isEmpty() ? 0 : rules.getLast().position();
    MetadataStore.Placed placed = new MetadataStore.Placed(rule, position(definition, last + 1));
    store.insert(connection, environmentId, placed);
    return placed;
  }

  private MetadataStore.Placed update(
      SqlConnection connection, long environmentId, String externalId, JsonObject changes) {
    MetadataStore.Placed before = find(store.rules(connection, environmentId), externalId);
    JsonObject merged = before.rule().json(before.position()).mergeIn(changes);
    Rule rule = Rule.parse(merged.put("external_id", externalId));
    requireFields(connection, environmentId, rule);
    MetadataStore.Placed placed =
        new MetadataStore.Placed(rule, position(changes, before.position()));
    store.update(connection, environmentId, placed);
    return placed;
  }

  private void requireFields(SqlConnection connection, long environmentId, Rule rule) {
    List<String> known =
        store.fields(connection, environmentId).stream().map(Field::externalId).toList();
    List<String> unknown =
        Stream.concat(Stream.of(rule.fieldId()), rule.condition().fields())
            .filter(id -> !known.contains(id))
            .distinct()
            .toList();
    if (!unknown.isEmpty()) {
      throw new Refusal(ErrorCode.UNKNOWN_METADATA, new JsonArray(unknown).encode());
    }
  }

  private static long position(JsonObject json, long otherwise) {
    return json.getValue("position") instanceof Number number ? number.longValue() : otherwise;
  }

  private static MetadataStore.Placed find(List<MetadataStore.Placed> rules, String externalId) {
    return rules.stream()
        .filter(placed -> placed.rule().externalId().equals(externalId))
        .findAny()
        .orElseThrow(
            () -> new Refusal(ErrorCode.NOT_FOUND, "Metadata rule", Words.shown(externalId)));
  }
}
