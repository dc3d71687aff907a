package dev.darkroom.catalog;

import dev.darkroom.db.Database;
import io.vertx.core.json.JsonObject;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.RowSet;
import io.vertx.sqlclient.SqlClient;
import io.vertx.sqlclient.Tuple;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/** The table {@code upload_preset}. For virtual threads. */
final class PresetStore {
  private static final String FIND =
      """
      select name, external_id, unsigned, settings::text from upload_preset
       where environment_id = $1 and name = $2
      """;
  private static final String FIND_AND_LOCK = FIND + " for update";
  private static final String LIST =
      """
      select name, external_id, unsigned, settings::text from upload_preset
       where environment_id = $1 and name > $2 order by name limit $3
      """;
  private static final String INSERT =
      """
      insert into upload_preset (environment_id, name, external_id, unsigned, settings)
      values ($1, $2, $3, $4, $5::text::jsonb)
      on conflict do nothing
      """;
  private static final String UPDATE =
      """
      update upload_preset set unsigned = $3, settings = $4::text::jsonb
       where environment_id = $1 and name = $2
      """;
  private static final String DELETE =
      "delete from upload_preset where environment_id = $1 and name = $2";

  private final Database database;

  PresetStore(Database database) {
    this.database = database;
  }

  Optional<Preset> find(long environmentId, String name) {
    return presets(database.query(FIND, Tuple.of(environmentId, name)).await()).stream()
        .findFirst();
  }

  Optional<Preset> findAndLock(SqlClient connection, long environmentId, String name) {
    Tuple values = Tuple.of(environmentId, name);
    return presets(Database.query(connection, FIND_AND_LOCK, values).await()).stream().findFirst();
  }

  /** Those after that name, in order of their names. */
  List<Preset> list(long environmentId, String after, int limit) {
    return presets(database.query(LIST, Tuple.of(environmentId, after, limit)).await());
  }

  /** Inserts a preset; false when the name is taken. */
  boolean insert(long environmentId, Preset preset) {
    Tuple values =
        Tuple.of(
            environmentId,
            preset.name(),
            preset.externalId(),
            preset.unsigned(),
            text(preset.settings()));
    return database.query(INSERT, values).await().rowCount() == 1;
  }

  void update(SqlClient connection, long environmentId, Preset preset) {
    Tuple values =
        Tuple.of(environmentId, preset.name(), preset.unsigned(), text(preset.settings()));
    Database.query(connection, UPDATE, values).await();
  }

  /** Deletes a preset; false when there is none. */
  boolean delete(long environmentId, String name) {
    return database.query(DELETE, Tuple.of(environmentId, name)).await().rowCount() == 1;
  }

  private static String text(Map<String, String> settings) {
    JsonObject json = new JsonObject();
    settings.forEach(json::put);
    return json.encode();
  }

  private static List<Preset> presets(RowSet<Row> rows) {
    List<Preset> presets = new ArrayList<>();
    for (Row row : rows) {
      Map<String, String> settings = new LinkedHashMap<>();
      new JsonObject(row.getString("settings"))
          .forEach(member -> settings.put(member.getKey(), String.valueOf(member.getValue())));
      UUID externalId = row.getUUID("external_id");
      presets.add(
          new Preset(row.getString("name"), externalId, row.getBoolean("unsigned"), settings));
    }
    return presets;
  }
}
