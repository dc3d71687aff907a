package dev.darkroom.catalog;

import dev.darkroom.db.Database;
import io.vertx.core.json.JsonArray;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.RowSet;
import io.vertx.sqlclient.SqlClient;
import io.vertx.sqlclient.Tuple;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The table {@code streaming_profile}. For virtual threads. */
final class ProfileStore {
  private static final String FIND =
      """
      select name, display_name, representations::text from streaming_profile
       where environment_id = $1 and name = $2
      """;
  private static final String LIST =
      """
      select name, display_name, representations::text from streaming_profile
       where environment_id = $1 order by name limit $2
      """;
  private static final String INSERT =
      """
      insert into streaming_profile (environment_id, name, display_name, representations)
      values ($1, $2, $3, $4::text::jsonb) on conflict do nothing
      """;
  private static final String PUT =
      """
      insert into streaming_profile (environment_id, name, display_name, representations)
      values ($1, $2, $3, $4::text::jsonb)
      on conflict (environment_id, name) do update
         set display_name = excluded.display_name, representations = excluded.representations
      """;
  private static final String DELETE =
      "delete from streaming_profile where environment_id = $1 and name = $2";

  private final Database database;

  ProfileStore(Database database) {
    this.database = database;
  }

  Optional<Profile> find(long environmentId, String name) {
    return profiles(database.query(FIND, Tuple.of(environmentId, name)).await()).stream()
        .findFirst();
  }

  List<Profile> list(long environmentId, int limit) {
    return profiles(database.query(LIST, Tuple.of(environmentId, limit)).await());
  }

  /** Inserts a profile; false when the name is taken. */
  boolean insert(long environmentId, Profile profile) {
    return database.query(INSERT, values(environmentId, profile)).await().rowCount() == 1;
  }

  /** Inserts a profile, or replaces the one of its name. */
  void put(SqlClient connection, long environmentId, Profile profile) {
    Database.query(connection, PUT, values(environmentId, profile)).await();
  }

  /** Deletes a profile; false when there is none. */
  boolean delete(long environmentId, String name) {
    return database.query(DELETE, Tuple.of(environmentId, name)).await().rowCount() == 1;
  }

  private static Tuple values(long environmentId, Profile profile) {
    String representations = new JsonArray(profile.representations()).encode();
    return Tuple.of(environmentId, profile.name(), profile.displayName(), representations);
  }

  private static List<Profile> profiles(RowSet<Row> rows) {
    List<Profile> profiles = new ArrayList<>();
    for (Row row : rows) {
      JsonArray representations = new JsonArray(row.getString("representations"));
      profiles.add(
          new Profile(
              row.getString("name"),
              row.getString("display_name"),
              representations.stream().map(String::valueOf).toList()));
    }
    return profiles;
  }
}
