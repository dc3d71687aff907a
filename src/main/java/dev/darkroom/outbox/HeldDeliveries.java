package dev.darkroom.outbox;

import dev.darkroom.db.Database;
import io.vertx.core.Future;
import io.vertx.sqlclient.SqlClient;
import io.vertx.sqlclient.Tuple;

/**
 * The deliveries of paused URLs, and those that wait for their turn: due at the end of time until
 * they are let go.
 */
public final class HeldDeliveries {
  private static final String HOLD =
      """
      update delivery set due = 'infinity'
      where environment_id = $1 and url = $2 and owner is null and due < 'infinity'
      """;

  private static final String RELEASE =
      """
      update delivery set due = clock_timestamp()
      where environment_id = $1 and url = $2 and due = 'infinity' and owner is null
        and (in_turn is null or %s)
      """
          .formatted(Turns.HAS_COME);

  /**
   * Who read that a URL is paused may commit after it was resumed; who ended a delivery, or
   * committed one, may die before the one whose turn it is has been fetched.
   */
  private static final String RELEASE_FORGOTTEN =
      """
      update delivery set due = clock_timestamp()
      where due = 'infinity' and owner is null and not exists (
        select 1 from webhook_endpoint e
        where e.environment_id = delivery.environment_id and e.url = delivery.url
          and e.state = 'paused')
        and (in_turn is null or %s)
      """
          .formatted(Turns.HAS_COME);

  private static final String DROP_LEFT_OVER =
      """
      delete from delivery_turn
      where not exists (select from delivery where id = delivery_turn.delivery_id)
      """;

  private HeldDeliveries() {}

  /** Lets what nobody leased wait. */
  public static Future<Integer> hold(SqlClient connection, long environmentId, String url) {
    return changed(connection, HOLD, Tuple.of(environmentId, url));
  }

  /** Makes what waits due at once. */
  public static Future<Integer> release(SqlClient connection, long environmentId, String url) {
    return changed(connection, RELEASE, Tuple.of(environmentId, url));
  }

  /** Makes due what waits although its URL is not paused and its turn has come. */
  public static Future<Integer> releaseForgotten(Database database) {
    return database
        .query(RELEASE_FORGOTTEN, Tuple.tuple())
        .compose(freed ->
            database.query(DROP_LEFT_OVER, Tuple.tuple()).map(dropped -> freed.rowCount()));
  }

  private static Future<Integer> changed(SqlClient connection, String sql, Tuple values) {
    return Database.query(connection, sql, values).map(rows -> rows.rowCount());
  }
}
