package dev.darkroom.catalog;

import dev.darkroom.db.Database;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.RowSet;
import io.vertx.sqlclient.Tuple;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The table {@code transformation}. For virtual threads. */
final class TransformationStore {
  private static final String DEFINITIONS =
      """
      select name, definition from transformation
       where environment_id = $1 and named and name = any($2)
      """;
  private static final String FIND =
      """
      select name, named, definition, allowed_for_strict from transformation
       where environment_id = $1 and named = $2 and md5(name) = md5($3) and name = $3
      """;
  private static final String LIST_NAMED =
      """
      select name, named, definition, allowed_for_strict from transformation
       where environment_id = $1 and named and name > $2 order by name limit $3
      """;
  private static final String ALLOWED =
      """
      select name from transformation
       where environment_id = $1 and not named and allowed_for_strict
         and md5(name) in (select md5(each) from unnest($2::text[]) as each)
      """;
  private static final String INSERT =
      """
      insert into transformation (environment_id, named, name, definition, allowed_for_strict)
      values ($1, $2, $3, $4, $5)
      on conflict (environment_id, named, md5(name)) do nothing
      """;
  private static final String UPDATE =
      """
      update transformation
         set definition = coalesce($4, definition),
             allowed_for_strict = coalesce($5, allowed_for_strict)
       where environment_id = $1 and named = $2 and md5(name) = md5($3) and name = $3
      """;
  private static final String DELETE =
      """
      delete from transformation
       where environment_id = $1 and named = $2 and md5(name) = md5($3) and name = $3
      """;

  /**
   * One row.
   *
   * @param name of an unnamed one: the transformation itself
   */
  record Stored(String name, boolean named, String definition, boolean allowedForStrict) {}

  private final Database database;

  TransformationStore(Database database) {
    this.database = database;
  }

  /** What the names stand for; unknown ones are absent. */
  Map<String, String> definitions(long environmentId, Set<String> names) {
    Map<String, String> definitions = new HashMap<>();
    database
        .query(DEFINITIONS, Tuple.of(environmentId, (Object) names.toArray(String[]::new)))
        .await()
        .forEach(row -> definitions.put(row.getString("name"), row.getString("definition")));
    return definitions;
  }

  Optional<Stored> find(long environmentId, boolean named, String name) {
    return stored(database.query(FIND, Tuple.of(environmentId, named, name)).await()).stream()
        .findFirst();
  }

  /** Named ones after that name, in order of their names. */
  List<Stored> listNamed(long environmentId, String after, int limit) {
    return stored(database.query(LIST_NAMED, Tuple.of(environmentId, after, limit)).await());
  }

  /** Which of these unnamed ones are allowed. */
  Set<String> allowed(long environmentId, List<String> transformations) {
    Set<String> allowed = new HashSet<>();
    database
        .query(ALLOWED, Tuple.of(environmentId, (Object) transformations.toArray(String[]::new)))
        .await()
        .forEach(row -> allowed.add(row.getString("name")));
    return allowed;
  }

  /** Inserts a row; false when there is one already. */
  boolean insert(long environmentId, Stored stored) {
    Tuple values =
        Tuple.of(
            environmentId,
            stored.named(),
            stored.name(),
            stored.definition(),
            stored.allowedForStrict());
    return database.query(INSERT, values).await().rowCount() == 1;
  }

  /** Changes what is not null; false when there is no such row. */
  boolean update(
      long environmentId,
      boolean named,
      String name,
      @Nullable String definition,
      @Nullable Boolean allowedForStrict) {
    Tuple values = Tuple.of(environmentId, named, name, definition, allowedForStrict);
    return database.query(UPDATE, values).await().rowCount() == 1;
  }

  /** Deletes a row; false when there is none. */
  boolean delete(long environmentId, boolean named, String name) {
    return database.query(DELETE, Tuple.of(environmentId, named, name)).await().rowCount() == 1;
  }

  private static List<Stored> stored(RowSet<Row> rows) {
    List<Stored> stored = new ArrayList<>();
    rows.forEach(row ->
        stored.add(
            new Stored(
                row.getString("name"),
                row.getBoolean("named"),
                row.getString("definition"),
                row.getBoolean("allowed_for_strict"))));
    return stored;
  }
}
