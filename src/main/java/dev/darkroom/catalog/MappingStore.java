package dev.darkroom.catalog;

import dev.darkroom.db.Database;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.RowSet;
import io.vertx.sqlclient.SqlClient;
import io.vertx.sqlclient.Tuple;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/** The table {@code upload_mapping}. For virtual threads. */
final class MappingStore {
  private static final String LONGEST_MATCH =
      """
      select folder, template, external_id from upload_mapping
       where environment_id = $1 and folder = any($2) order by length(folder) desc limit 1
      """;
  private static final String FIND =
      """
      select folder, template, external_id from upload_mapping
       where environment_id = $1 and folder = $2
      """;
  private static final String LIST =
      """
      select folder, template, external_id from upload_mapping
       where environment_id = $1 and folder > $2 order by folder limit $3
      """;
  private static final String COUNT =
      "select count(*) from upload_mapping where environment_id = $1";
  private static final String INSERT =
      """
      insert into upload_mapping (environment_id, folder, template) values ($1, $2, $3)
      on conflict do nothing returning folder, template, external_id
      """;
  private static final String UPDATE =
      """
      update upload_mapping set template = $3 where environment_id = $1 and folder = $2
      returning folder, template, external_id
      """;
  private static final String PUT =
      """
      insert into upload_mapping (environment_id, folder, template) values ($1, $2, $3)
      on conflict (environment_id, folder) do update set template = excluded.template
      """;
  private static final String DELETE =
      "delete from upload_mapping where environment_id = $1 and folder = $2";
  private static final String DELETE_OTHERS =
      "delete from upload_mapping where environment_id = $1 and folder <> all($2)";

  /** One mapping: what lies in the folder comes from where the template says. */
  record Mapping(String folder, String template, UUID externalId) {}

  private final Database database;

  MappingStore(Database database) {
    this.database = database;
  }

  /** The mapping of the longest of these folders. */
  Optional<Mapping> longest(long environmentId, List<String> folders) {
    return first(LONGEST_MATCH, Tuple.of(environmentId, (Object) folders.toArray(String[]::new)));
  }

  Optional<Mapping> find(long environmentId, String folder) {
    return first(FIND, Tuple.of(environmentId, folder));
  }

  /** Those after that folder, in order of their folders. */
  List<Mapping> list(long environmentId, String after, int limit) {
    return mappings(database.query(LIST, Tuple.of(environmentId, after, limit)).await());
  }

  long count(long environmentId) {
    return database.query(COUNT, Tuple.of(environmentId)).await().iterator().next().getLong(0);
  }

  /** A new mapping; empty when the folder has one. */
  Optional<Mapping> insert(long environmentId, String folder, String template) {
    return first(INSERT, Tuple.of(environmentId, folder, template));
  }

  /** The changed mapping; empty when there is none. */
  Optional<Mapping> update(long environmentId, String folder, String template) {
    return first(UPDATE, Tuple.of(environmentId, folder, template));
  }

  /** Deletes a mapping; false when there is none. */
  boolean delete(long environmentId, String folder) {
    return database.query(DELETE, Tuple.of(environmentId, folder)).await().rowCount() == 1;
  }

  /** Makes these, folder to template, the environment's only ones. */
  void replace(SqlClient connection, long environmentId, Map<String, String> mappings) {
    Object folders = mappings.keySet().toArray(String[]::new);
    Database.query(connection, DELETE_OTHERS, Tuple.of(environmentId, folders)).await();
    mappings.forEach((folder, template) ->
        Database.query(connection, PUT, Tuple.of(environmentId, folder, template)).await());
  }

  private Optional<Mapping> first(String sql, Tuple values) {
    return mappings(database.query(sql, values).await()).stream().findFirst();
  }

  private static List<Mapping> mappings(RowSet<Row> rows) {
    List<Mapping> mappings = new ArrayList<>();
    rows.forEach(row ->
        mappings.add(
            new Mapping(
                row.getString("folder"), row.getString("template"), row.getUUID("external_id"))));
    return mappings;
  }
}
