package dev.darkroom.metadata;

import dev.darkroom.protocol.AppliedMetadata;
import dev.darkroom.protocol.ApplyMetadata;
import io.vertx.core.json.JsonObject;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Answers {@link ApplyMetadata}. For virtual threads. */
final class AssetMetadata {
  private final MetadataStore store;

  AssetMetadata(MetadataStore store) {
    this.store = store;
  }

  /** The asset's metadata after the change; entries of dynamic lists are added on the way. */
  AppliedMetadata apply(ApplyMetadata asked) {
    long environment = asked.environmentId();
    List<Rule> rules = store.rules(environment).stream().map(MetadataStore.Placed::rule).toList();
    MetadataChange.Outcome outcome =
        MetadataChange.apply(
            store.fields(environment),
            rules,
            new MetadataChange.Request(
                members(asked.current()), asked.changes(), asked.clearInvalid(), asked.create()));
    if (!outcome.added().isEmpty()) {
      add(environment, outcome.added());
    }
    return new AppliedMetadata(outcome.values().encode());
  }

  static Map<String, Object> members(String json) {
    Map<String, Object> members = new LinkedHashMap<>();
    new JsonObject(json).forEach(member -> members.put(member.getKey(), member.getValue()));
    return members;
  }

  private void add(long environment, Map<String, List<String>> added) {
    store.<List<Field>>change(
        environment,
        connection -> {
          List<Field> fields = store.fields(connection, environment);
          for (Field field : fields) {
            List<JsonObject> entries =
                added.getOrDefault(field.externalId(), List.of()).stream()
                    .map(value -> JsonObject.of("external_id", value, "value", value))
                    .toList();
            if (!entries.isEmpty()) {
              store.update(connection, environment, field.with(field.dataSource().merge(entries)));
            }
          }
          return fields;
        });
  }
}
