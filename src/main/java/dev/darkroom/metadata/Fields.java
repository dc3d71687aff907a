package dev.darkroom.metadata;

import dev.darkroom.protocol.Answer;
import dev.darkroom.protocol.ChangeDataSource;
import dev.darkroom.protocol.DeleteMetadataField;
import dev.darkroom.protocol.ErrorCode;
import dev.darkroom.protocol.FindMetadataField;
import dev.darkroom.protocol.ListMetadataFields;
import dev.darkroom.protocol.OrderMetadataFields;
import dev.darkroom.protocol.Refusal;
import dev.darkroom.protocol.SaveMetadataField;
import dev.darkroom.protocol.SearchDataSources;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.vertx.sqlclient.SqlConnection;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/** The fields themselves (reference/admin-api.md 15). For virtual threads. */
final class Fields {
  private static final int MOST_FIELDS = 1_000;

  private final MetadataStore store;

  Fields(MetadataStore store) {
    this.store = store;
  }

  Answer list(ListMetadataFields asked) {
    return answer(store.fields(asked.environmentId()));
  }

  Answer find(FindMetadataField asked) {
    return answer(find(store.fields(asked.environmentId()), asked.externalId()));
  }

  Answer save(SaveMetadataField asked) {
    JsonObject definition = new JsonObject(asked.definition());
    Field saved =
        store.change(
            asked.environmentId(),
            connection ->
                asked.externalId() == null
                    ? create(connection, asked.environmentId(), definition)
                    : update(connection, asked.environmentId(), asked.externalId(), definition));
    return answer(saved);
  }

  /**
   * Rules about the field go with it. Values that assets have are hidden at once and taken away
   * soon; until then the name is not free.
   */
  Answer delete(DeleteMetadataField asked) {
    store.<Object>change(
        asked.environmentId(),
        connection -> {
          find(store.fields(connection, asked.environmentId()), asked.externalId());
          store.rules(connection, asked.environmentId()).stream()
              .filter(placed -> placed.rule().fieldId().equals(asked.externalId()))
              .forEach(placed ->
                  store.deleteRule(connection, asked.environmentId(), placed.rule().externalId()));
          store.deleteField(connection, asked.environmentId(), asked.externalId());
          return asked;
        });
    return new Answer(JsonObject.of("message", "ok").encode());
  }

  Answer order(OrderMetadataFields asked) {
    return answer(
        store.<List<Field>>change(
            asked.environmentId(),
            connection -> {
              List<String> ordered = ordered(connection, asked);
              store.order(connection, asked.environmentId(), ordered);
              return store.fields(connection, asked.environmentId());
            }));
  }

  /** The entries after the change: all of them, or after a deletion those that are left. */
  Answer change(ChangeDataSource asked) {
    Field changed =
        store.change(
            asked.environmentId(),
            connection -> {
              Field field =
                  find(store.fields(connection, asked.environmentId()), asked.externalId());
              Field after = requireList(field).with(changed(field.dataSource(), asked));
              store.update(connection, asked.environmentId(), after);
              return after;
            });
    boolean all = asked.change() != ChangeDataSource.Change.DISABLE;
    return new Answer(changed.dataSource().json(all).encode());
  }

  /** What holds the term, in one field or field by field. */
  Answer search(SearchDataSources asked) {
    List<Field> fields = store.fields(asked.environmentId());
    if (asked.externalId() != null) {
      Field field = requireList(find(fields, asked.externalId()));
      JsonArray values = new JsonArray(field.dataSource().search(asked.term()));
      return new Answer(JsonObject.of("values", values).encode());
    }
    JsonArray found = new JsonArray();
    for (Field field : fields) {
      List<JsonObject> values = field.dataSource().search(asked.term());
      if (!values.isEmpty()) {
        found.add(
            new JsonObject()
                .put("external_id", field.externalId())
                .put("label", field.label())
                .put("values", new JsonArray(values)));
      }
    }
    return new Answer(JsonObject.of("metadata_fields", found).encode());
  }

  private Field create(SqlConnection connection, long environmentId, JsonObject definition) {
    Field field = Field.parse(definition);
    List<Field> fields = store.fields(connection, environmentId);
    if (fields.stream().anyMatch(other -> other.externalId().equals(field.externalId()))
        || !store.isFree(connection, environmentId, field.externalId())) {
      throw new Refusal(ErrorCode.METADATA_CONFLICT, field.externalId());
    }
    if (fields.size() >= MOST_FIELDS) {
      throw Words.refusal("external_id", "more than " + MOST_FIELDS + " fields");
    }
    store.insert(connection, environmentId, field);
    return field;
  }

  /** Members that are given replace what was; entries of the data source are merged. */
  private Field update(
      SqlConnection connection, long environmentId, String externalId, JsonObject changes) {
    Field before = find(store.fields(connection, environmentId), externalId);
    requireSame("type", before.type().word(), changes);
    requireSame("external_id", externalId, changes);
    JsonObject merged = before.json();
    if (changes.getValue("datasource") != null) {
      List<JsonObject> values = Words.objects(Words.object(changes, "datasource"), "values");
      merged.put("datasource", requireList(before).dataSource().merge(values).json(true));
      changes.remove("datasource");
    }
    Field after = Field.parse(merged.mergeIn(changes));
    store.update(connection, environmentId, after);
    return after;
  }

  private List<String> ordered(SqlConnection connection, OrderMetadataFields asked) {
    List<String> created = store.created(connection, asked.environmentId());
    Comparator<Field> by =
        switch (asked.by()) {
          case LABEL -> Comparator.comparing(field -> field.label().toLowerCase(Locale.ROOT));
          case EXTERNAL_ID -> Comparator.comparing(Field::externalId);
          case CREATED_AT -> Comparator.comparingInt(field -> created.indexOf(field.externalId()));
        };
    return store.fields(connection, asked.environmentId()).stream()
        .sorted(asked.descending() ? by.reversed() : by)
        .map(Field::externalId)
        .toList();
  }

  private static DataSource changed(DataSource before, ChangeDataSource asked) {
    return switch (asked.change()) {
      case MERGE -> before.merge(asked.values().stream().map(JsonObject::new).toList());
      case DISABLE -> before.with(Set.copyOf(asked.values()), false);
      case RESTORE -> before.with(Set.copyOf(asked.values()), true);
      case ORDER -> before.ordered(asked.descending());
    };
  }

  private static void requireSame(String member, String before, JsonObject changes) {
    Object given = changes.getValue(member);
    if (given != null && !given.equals(before)) {
      throw Words.refusal(member, given);
    }
  }

  private static Field requireList(Field field) {
    if (!field.type().isList()) {
      throw Words.refusal("datasource", "a field of type " + field.type().word() + " has none");
    }
    return field;
  }

  private static Field find(List<Field> fields, String externalId) {
    return fields.stream()
        .filter(field -> field.externalId().equals(externalId))
        .findAny()
        .orElseThrow(
            () -> new Refusal(ErrorCode.NOT_FOUND, "Metadata field", Words.shown(externalId)));
  }

  private static Answer answer(Field field) {
    return new Answer(field.json().encode());
  }

  private static Answer answer(List<Field> fields) {
    JsonArray array = new JsonArray();
    fields.forEach(field -> array.add(field.json()));
    return new Answer(JsonObject.of("metadata_fields", array).encode());
  }
}
