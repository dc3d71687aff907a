package dev.darkroom.asset.store;

import dev.darkroom.db.Database;
import io.vertx.sqlclient.SqlClient;
import io.vertx.sqlclient.Tuple;

/** The table {@code folder}, as far as assets bring folders into being. It awaits. */
public final class FolderStore {
  private static final String ENSURE =
      """
      insert into folder (environment_id, path, parent, name)
        select $1, array_to_string(parts[1:depth], '/'),
               array_to_string(parts[1:depth - 1], '/'), parts[depth]
          from (select string_to_array($2, '/') as parts) as split,
               generate_series(1, cardinality(parts)) as depth
        on conflict do nothing
      """;

  private FolderStore() {}

  /** Makes the folder and those above it exist; the root always does. */
  public static void ensure(SqlClient connection, long environmentId, String path) {
    if (!path.isEmpty()) {
      Database.query(connection, ENSURE, Tuple.of(environmentId, path)).await();
    }
  }
}
