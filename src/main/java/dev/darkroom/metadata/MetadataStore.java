package dev.darkroom.metadata;

import dev.darkroom.db.Database;
import io.vertx.core.json.JsonObject;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.RowSet;
import io.vertx.sqlclient.SqlClient;
import io.vertx.sqlclient.SqlConnection;
import io.vertx.sqlclient.Tuple;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;

/**
 * The tables {@code metadata_field}, {@code metadata_rule} and {@code metadata_gone}, whose entries
 * the asset store marks as swept. For virtual threads. An environment has few of them: they are
 * read as a whole, and changed one change at a time.
 */
final class MetadataStore {
  private static final String LOCK =
      "select pg_advisory_xact_lock(hashtextextended('metadata', $1))";
  private static final String FIELDS =
      """
      select external_id, position, definition::text, created_at from metadata_field
       where environment_id = $1 order by position, created_at, external_id
      """;
  private static final String CREATED =
      """
      select external_id from metadata_field where environment_id = $1
       order by created_at, external_id
      """;
  private static final String INSERT_FIELD =
      """
      insert into metadata_field (environment_id, external_id, position, definition)
      values ($1, $2, (select coalesce(max(position), 0) + 1 from metadata_field
                        where environment_id = $1), $3::text::jsonb)
      """;
  private static final String UPDATE_FIELD =
      """
      update metadata_field set definition = $3::text::jsonb
       where environment_id = $1 and external_id = $2
      """;
  private static final String MOVE_FIELD =
      "update metadata_field set position = $3 where environment_id = $1 and external_id = $2";
  private static final String DELETE_FIELD =
      "delete from metadata_field where environment_id = $1 and external_id = $2";
  private static final String HIDE =
      """
      insert into metadata_gone (environment_id, external_id, swept)
      values ($1, $2, not exists (
        select from asset where environment_id = $1 and words @@ metadata_presence($1, $2)))
      on conflict (environment_id, external_id)
        do update set deleted_at = now(), swept = excluded.swept
      """;
  private static final String SHOW =
      """
      delete from metadata_gone where environment_id = $1 and external_id = $2 and not exists (
        select from asset where environment_id = $1 and words @@ metadata_presence($1, $2))
      """;
  private static final String HIDDEN =
      "select from metadata_gone where environment_id = $1 and external_id = $2";
  private static final String RULES =
      """
      select external_id, position, definition::text, created_at from metadata_rule
       where environment_id = $1 order by position, created_at, external_id
      """;
  private static final String INSERT_RULE =
      """
      insert into metadata_rule (environment_id, external_id, position, definition)
      values ($1, $2, $4, $3::text::jsonb)
      """;
  private static final String UPDATE_RULE =
      """
      update metadata_rule set definition = $3::text::jsonb, position = $4
       where environment_id = $1 and external_id = $2
      """;
  private static final String DELETE_RULE =
      "delete from metadata_rule where environment_id = $1 and external_id = $2";

  /** A rule and its place among the rules. */
  record Placed(Rule rule, long position) {}

  private final Database database;

  MetadataStore(Database database) {
    this.database = database;
  }

  /** Runs a change; no other change of the environment's fields and rules runs at the same time. */
  <T> T change(long environmentId, Function<SqlConnection, T> work) {
    return database.awaitTransaction(connection -> {
      Database.query(connection, LOCK, Tuple.of(environmentId)).await();
      return work.apply(connection);
    });
  }

  List<Field> fields(long environmentId) {
    return fields(database.query(FIELDS, Tuple.of(environmentId)).await());
  }

  List<Field> fields(SqlClient connection, long environmentId) {
    return fields(Database.query(connection, FIELDS, Tuple.of(environmentId)).await());
  }

  /** External ids in order of their creation. */
  List<String> created(SqlClient connection, long environmentId) {
    List<String> created = new ArrayList<>();
    Database.query(connection, CREATED, Tuple.of(environmentId))
        .await()
        .forEach(row -> created.add(row.getString("external_id")));
    return created;
  }

  List<Placed> rules(long environmentId) {
    return rules(database.query(RULES, Tuple.of(environmentId)).await());
  }

  List<Placed> rules(SqlClient connection, long environmentId) {
    return rules(Database.query(connection, RULES, Tuple.of(environmentId)).await());
  }

  void insert(SqlClient connection, long environmentId, Field field) {
    run(connection, INSERT_FIELD, Tuple.of(environmentId, field.externalId(), text(field)));
  }

  void update(SqlClient connection, long environmentId, Field field) {
    run(connection, UPDATE_FIELD, Tuple.of(environmentId, field.externalId(), text(field)));
  }

  /** Puts the fields into that order. */
  void order(SqlClient connection, long environmentId, List<String> externalIds) {
    for (int at = 0; at < externalIds.size(); at++) {
      run(connection, MOVE_FIELD, Tuple.of(environmentId, externalIds.get(at), at + 1L));
    }
  }

  /** The field is gone, and the values that assets have of it are hidden. */
  void deleteField(SqlClient connection, long environmentId, String externalId) {
    run(connection, DELETE_FIELD, Tuple.of(environmentId, externalId));
    run(connection, HIDE, Tuple.of(environmentId, externalId));
  }

  /** Whether no asset has values any more of a deleted field of that name; then it is forgotten. */
  boolean isFree(SqlClient connection, long environmentId, String externalId) {
    run(connection, SHOW, Tuple.of(environmentId, externalId));
    return Database.query(connection, HIDDEN, Tuple.of(environmentId, externalId)).await().size()
        == 0;
  }

  void insert(SqlClient connection, long environmentId, Placed placed) {
    run(connection, INSERT_RULE, values(environmentId, placed));
  }

  void update(SqlClient connection, long environmentId, Placed placed) {
    run(connection, UPDATE_RULE, values(environmentId, placed));
  }

  void deleteRule(SqlClient connection, long environmentId, String externalId) {
    run(connection, DELETE_RULE, Tuple.of(environmentId, externalId));
  }

  private static Tuple values(long environmentId, Placed placed) {
    Rule rule = placed.rule();
    String text = rule.json(placed.position()).encode();
    return Tuple.of(environmentId, rule.externalId(), text, placed.position());
  }

  private static void run(SqlClient connection, String sql, Tuple values) {
    Database.query(connection, sql, values).await();
  }

  private static String text(Field field) {
    return field.json().encode();
  }

  private static List<Field> fields(RowSet<Row> rows) {
    List<Field> fields = new ArrayList<>();
    rows.forEach(row -> fields.add(Field.parse(new JsonObject(row.getString("definition")))));
    return fields;
  }

  private static List<Placed> rules(RowSet<Row> rows) {
    List<Placed> rules = new ArrayList<>();
    rows.forEach(row ->
        rules.add(
            new Placed(
                Rule.parse(new JsonObject(row.getString("definition"))), row.getLong("position"))));
    return rules;
  }
}
