package dev.darkroom.outbox;

import dev.darkroom.db.Database;
import dev.darkroom.protocol.DeliveryPage;
import dev.darkroom.protocol.DeliveryPage.Entry;
import dev.darkroom.protocol.ErrorCode;
import dev.darkroom.protocol.EventType;
import dev.darkroom.protocol.ListDeliveries;
import dev.darkroom.protocol.Refusal;
import io.vertx.core.Future;
import io.vertx.core.json.JsonObject;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.RowSet;
import io.vertx.sqlclient.Tuple;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.stream.StreamSupport;
import org.jspecify.annotations.Nullable;

/** Deliveries as a reader sees them: pending and ended ones in one list, newest first. */
public final class DeliveryHistory {
  private static final int LARGEST_PAGE = 500;

  private static final String PENDING =
      """
      (select id, event_id, event_at, url, 'pending' as state, attempts,
        case when owner is null then due else now() end as due_at,
        null::timestamptz as ended_at, history -> -1 as last
      from delivery
      where environment_id = $1 and id < $2 order by id desc limit $3)
      """;

  private static final String ENDED =
      """
      (select id, event_id, event_at, url, state, attempts, null::timestamptz as due_at, ended_at,
        history -> -1 as last
      from delivery_log
      where environment_id = $1 and id < $2 and %s order by id desc limit $3)
      """;

  private static final String PAGE =
      """
      select one.id, event_id, event_type, subject, url, state, attempts, created_at, due_at,
        ended_at, last
      from (%s) one join event on event.environment_id = $1 and event.id = one.event_id
        and event.created_at = one.event_at
      order by one.id desc limit $3
      """;

  private static final String LIST_PENDING = PAGE.formatted(PENDING);
  private static final String LIST_DELIVERED =
      PAGE.formatted(ENDED.formatted("state = 'delivered'"));
  private static final String LIST_DEAD = PAGE.formatted(ENDED.formatted("state = 'dead'"));
  private static final String LIST_ALL =
      PAGE.formatted(PENDING + " union all " + ENDED.formatted("true"));

  private final Database database;

  /** A view of the database. */
  public DeliveryHistory(Database database) {
    this.database = database;
  }

  /** A page, or {@code INVALID_PARAMETER}. */
  public Future<DeliveryPage> list(ListDeliveries request) {
    int limit = Math.clamp(request.limit(), 1, LARGEST_PAGE);
    long before = request.cursor() == null ? Long.MAX_VALUE : position(request.cursor());
    return database
        .query(statement(request.state()), Tuple.of(request.environmentId(), before, limit))
        .map(rows -> page(rows, limit));
  }

  private static String statement(@Nullable String state) {
    return switch (state) {
      case null -> LIST_ALL;
      case "pending" -> LIST_PENDING;
      case "delivered" -> LIST_DELIVERED;
      case "dead" -> LIST_DEAD;
      default -> throw new Refusal(ErrorCode.INVALID_PARAMETER, "state", state);
    };
  }

  private static long position(String cursor) {
    try {
      return Long.parseLong(cursor, 16);
    } catch (NumberFormatException unreadable) {
      throw new Refusal(ErrorCode.INVALID_PARAMETER, "next_cursor", cursor);
    }
  }

  private static DeliveryPage page(RowSet<Row> rows, int limit) {
    List<Entry> entries =
        StreamSupport.stream(rows.spliterator(), false).map(DeliveryHistory::entry).toList();
    boolean isLast = entries.size() < limit;
    return new DeliveryPage(entries, isLast ? null : Long.toHexString(entries.getLast().id()));
  }

  private static Entry entry(Row row) {
    JsonObject last = row.getJsonObject(10);
    return new Entry(
        row.getLong(0),
        row.getLong(1),
        EventType.of(row.getString(2)).orElseThrow(),
        row.getString(3),
        row.getString(4),
        row.getString(5),
        row.getInteger(6),
        row.get(OffsetDateTime.class, 7).toInstant(),
        instant(row, 8),
        instant(row, 9),
        last == null ? null : last.getInteger("status"),
        last == null ? null : last.getString("error"));
  }

  private static @Nullable Instant instant(Row row, int column) {
    OffsetDateTime time = row.get(OffsetDateTime.class, column);
    return time == null ? null : time.toInstant();
  }
}
