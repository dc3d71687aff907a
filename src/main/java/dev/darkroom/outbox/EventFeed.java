package dev.darkroom.outbox;

import dev.darkroom.db.Database;
import dev.darkroom.protocol.ErrorCode;
import dev.darkroom.protocol.EventType;
import dev.darkroom.protocol.FollowEvents.FollowedEvent;
import dev.darkroom.protocol.FollowEvents.FollowedEvents;
import dev.darkroom.protocol.Refusal;
import io.vertx.core.Future;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.Tuple;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Events in an order in which a follower misses none: that of their transactions. Ids alone will
 * not do, for a transaction that took a smaller id may commit later. What is not yet behind every
 * running transaction is left for the next time.
 */
public final class EventFeed {
  private static final Pattern CURSOR = Pattern.compile("(\\d{1,19})-(\\d{1,18})");

  private static final String NOW = "select pg_snapshot_xmin(pg_current_snapshot())::text || '-0'";

  private static final String READ =
      """
      select id, written_by::text, event_type, created_at, subject, body, signature_key from event
      where environment_id = $1 and (written_by, id) > ($2::text::xid8, $3)
        and written_by < pg_snapshot_xmin(pg_current_snapshot())
        and created_at >= coalesce($4, '-infinity'::timestamptz)
      order by written_by, id limit $5
      """;

  private final Database database;

  /** A view of the database. */
  public EventFeed(Database database) {
    this.database = database;
  }

  /** The position behind which everything is yet to happen. */
  public Future<String> now() {
    return database.query(NOW, Tuple.tuple()).map(rows -> rows.iterator().next().getString(0));
  }

  /** The position before everything. */
  public static String beginning() {
    return "0-0";
  }

  /**
   * What happened behind the position, or {@code INVALID_PARAMETER}.
   *
   * @param since what happened earlier is left out
   */
  public Future<FollowedEvents> read(
      long environmentId, String cursor, @Nullable Instant since, int limit) {
    var position = CURSOR.matcher(cursor);
    if (!position.matches()) {
      throw new Refusal(
          ErrorCode.INVALID_PARAMETER,
          "cursor",
          cursor.length() <= 80 ? cursor : cursor.substring(0, 80) + "…");
    }
    OffsetDateTime from = since == null ? null : since.atOffset(ZoneOffset.UTC);
    Tuple values =
        Tuple.of(environmentId, position.group(1), Long.parseLong(position.group(2)))
            .addOffsetDateTime(from)
            .addInteger(limit);
    return database
        .query(READ, values)
        .map(rows -> {
          List<FollowedEvent> events = new ArrayList<>();
          rows.forEach(row -> events.add(event(row)));
          return new FollowedEvents(events, events.isEmpty() ? cursor : events.getLast().cursor());
        });
  }

  private static FollowedEvent event(Row row) {
    return new FollowedEvent(
        row.getString(1) + "-" + row.getLong(0),
        row.getLong(0),
        EventType.of(row.getString(2)).orElseThrow(),
        row.getOffsetDateTime(3).toInstant(),
        row.getString(4),
        row.getString(5),
        row.getString(6));
  }
}
