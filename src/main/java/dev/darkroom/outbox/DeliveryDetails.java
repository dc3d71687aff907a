package dev.darkroom.outbox;

import dev.darkroom.db.Database;
import io.vertx.core.Future;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.RowSet;
import io.vertx.sqlclient.Tuple;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * One delivery with all that is known of it.
 *
 * @param type the event's word
 * @param state pending, delivered or dead
 * @param attempts how many were made
 * @param dueAt when the next attempt is made; null when there is none, when its URL is paused, or
 *     when it waits for its turn
 * @param body exactly the bytes that are signed
 * @param history every attempt, oldest first
 */
public record DeliveryDetails(
    long id,
    long eventId,
    String type,
    String subject,
    String url,
    @Nullable String triggerId,
    String state,
    int attempts,
    Instant createdAt,
    @Nullable Instant dueAt,
    @Nullable Instant endedAt,
    String body,
    String signatureKey,
    List<AttemptEntry> history) {

  private static final String FIND =
      """
      with one as (
        select id, event_id, event_at, url, trigger_id, 'pending' as state, attempts,
          case when owner is null then due else now() end as due_at,
          null::timestamptz as ended_at, body, history::json
        from delivery where environment_id = $1 and id = $2
        union all
        select id, event_id, event_at, url, trigger_id, state, attempts, null::timestamptz,
          ended_at, body, history
        from delivery_log where environment_id = $1 and id = $2
      )
      select one.id, event_id, event_type, subject, url, trigger_id, state, attempts, created_at,
        due_at, ended_at, coalesce(one.body, event.body), signature_key, history
      from one join event on event.environment_id = $1 and event.id = one.event_id
        and event.created_at = one.event_at
      order by ended_at desc nulls first limit 1
      """;

  /** The event's own body matters, so any of its deliveries will do; the newest is taken. */
  private static final String OF_EVENT =
      """
      select max(id) from (
        select id from delivery where environment_id = $1 and event_id = $2
        union all select id from delivery_log where environment_id = $1 and event_id = $2) one
      """;

  /** The newest delivery of that event. */
  public static Future<Optional<DeliveryDetails>> ofEvent(
      Database database, long environmentId, long eventId) {
    return database
        .query(OF_EVENT, Tuple.of(environmentId, eventId))
        .compose(rows -> {
          Long id = rows.iterator().next().getLong(0);
          return id == null
              ? Future.succeededFuture(Optional.empty())
              : find(database, environmentId, id);
        });
  }

  /** The delivery of that id, if the environment has it and has not forgotten it. */
  public static Future<Optional<DeliveryDetails>> find(
      Database database, long environmentId, long id) {
    return database.query(FIND, Tuple.of(environmentId, id)).map(DeliveryDetails::of);
  }

  private static Optional<DeliveryDetails> of(RowSet<Row> rows) {
    if (rows.size() == 0) {
      return Optional.empty();
    }
    Row row = rows.iterator().next();
    return Optional.of(
        new DeliveryDetails(
            row.getLong(0),
            row.getLong(1),
            row.getString(2),
            row.getString(3),
            row.getString(4),
            row.getString(5),
            row.getString(6),
            row.getInteger(7),
            row.getOffsetDateTime(8).toInstant(),
            instant(row, 9),
            instant(row, 10),
            row.getString(11),
            row.getString(12),
            attempts(row.getJsonArray(13))));
  }

  private static List<AttemptEntry> attempts(JsonArray history) {
    List<AttemptEntry> attempts = new ArrayList<>();
    for (int at = 0; at < history.size(); at++) {
      JsonObject entry = history.getJsonObject(at);
      attempts.add(AttemptEntry.of(entry));
    }
    return attempts;
  }

  /** The end of time is where deliveries to a paused URL wait. */
  private static @Nullable Instant instant(Row row, int column) {
    OffsetDateTime time = row.getOffsetDateTime(column);
    return time == null || time.equals(OffsetDateTime.MAX) ? null : time.toInstant();
  }
}
