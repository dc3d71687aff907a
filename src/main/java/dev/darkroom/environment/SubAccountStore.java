package dev.darkroom.environment;

import dev.darkroom.db.Database;
import dev.darkroom.protocol.UpdateSubAccount;
import io.vertx.core.Future;
import io.vertx.sqlclient.SqlClient;
import io.vertx.sqlclient.Tuple;

/** Changes of the table {@code environment}. Event loop, futures only. */
final class SubAccountStore {
  private static final String IS_FIRST =
      "select from environment where id = $1 and id = (select min(id) from environment)";
  private static final String IS_TAKEN = "select from environment where cloud = $1 and id <> $2";
  private static final String UPDATE =
      """
      update environment
         set name = coalesce($2, name), cloud = coalesce($3, cloud),
             custom_attributes = coalesce($4::text::jsonb, custom_attributes),
             enabled = coalesce($5, enabled)
       where id = $1
      """;

  /** Other tables name it: the row stays, and gives up the cloud's name. */
  private static final String DELETE =
      """
      update environment set cloud = cloud || '.deleted.' || id, enabled = false, deleted_at = now()
       where id = $1 and not exists (select from asset where environment_id = $1)
      """;

  private SubAccountStore() {}

  /** Whether it is the one that the server's settings name. */
  static Future<Boolean> isFirst(SqlClient connection, long id) {
    return Database.query(connection, IS_FIRST, Tuple.of(id)).map(rows -> rows.size() > 0);
  }

  /** Whether another one has that cloud name. */
  static Future<Boolean> isTaken(SqlClient connection, String cloud, long id) {
    return Database.query(connection, IS_TAKEN, Tuple.of(cloud, id)).map(rows -> rows.size() > 0);
  }

  static Future<?> update(SqlClient connection, long id, UpdateSubAccount asked) {
    Tuple values =
        Tuple.of(id, asked.name(), asked.cloud(), asked.customAttributes(), asked.enabled());
    return Database.query(connection, UPDATE, values);
  }

  /** Whether it was empty, and so is deleted. */
  static Future<Boolean> delete(SqlClient connection, long id) {
    return Database.query(connection, DELETE, Tuple.of(id)).map(rows -> rows.rowCount() == 1);
  }
}
