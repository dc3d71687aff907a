package dev.darkroom.outbox;

import dev.darkroom.db.Database;
import dev.darkroom.protocol.DeliveryFilter;
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
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Deliveries as a reader sees them: pending and ended ones in one list, newest first. A page reads
 * a bounded stretch of the log; where filters let little through, it may hold fewer than were asked
 * for, even none, and still name the place where the next one goes on.
 */
public final class DeliveryHistory {
  private static final int LARGEST_PAGE = 500;

  /** How many deliveries a page with filters looks at. */
  private static final int STRETCH = 5_000;

  /** How many events of one asset a page looks at. */
  private static final int EVENTS = 200;

  private static final String PENDING =
      """
      (select id, event_id, event_at, url, 'pending' as state, attempts,
        case when owner is null then due else now() end as due_at,
        null::timestamptz as ended_at, history::json
      from delivery
      where environment_id = $1 and id < $2 order by id desc limit $4)
      """;

  private static final String ENDED =
      """
      (select id, event_id, event_at, url, state, attempts, null::timestamptz as due_at, ended_at,
        history
      from delivery_log
      where environment_id = $1 and id < $2 and %s
        and ended_at >= coalesce($7, '-infinity'::timestamptz) order by id desc limit $4)
      """;

  /** Always one row at least, for the place where the stretch ended. */
  private static final String PAGE =
      """
      with stretch as (
        select * from (%s) one order by id desc limit $4
      ), found as (
        select one.id, event_id, event_type, subject, url, state, attempts, created_at, due_at,
          ended_at, history -> -1 as last
        from stretch one join event on event.environment_id = $1 and event.id = one.event_id
          and event.created_at = one.event_at
        where ($5::text is null or url = $5) and ($6::text is null or event_type = $6)
          and ($7::timestamptz is null or event_at >= $7)
          and ($8::timestamptz is null or event_at <= $8)
        order by one.id desc limit $3
      )
      select found.*, stretched.ended, stretched.size
      from (select min(id) as ended, count(*) as size from stretch) stretched
        left join found on true
      order by found.id desc
      """;

  private static final String LIST_PENDING = PAGE.formatted(PENDING);
  private static final String LIST_DELIVERED =
      PAGE.formatted(ENDED.formatted("state = 'delivered'"));
  private static final String LIST_DEAD = PAGE.formatted(ENDED.formatted("state = 'dead'"));
  private static final String LIST_ALL =
      PAGE.formatted(PENDING + " union all " + ENDED.formatted("true"));

  /** By the asset's newest events; a delivery follows its event in the list. */
  private static final String OF_ASSET =
      """
      with told as (
        select id, event_type, subject, created_at from event
        where environment_id = $1 and subject = $2 and id <= $3
          and ($7::text is null or event_type = $7)
          and ($8::timestamptz is null or created_at >= $8)
          and ($9::timestamptz is null or created_at <= $9)
        order by id desc limit $10
      ), one as (
        select id, event_id, event_at, url, 'pending' as state, attempts,
          case when owner is null then due else now() end as due_at,
          null::timestamptz as ended_at, history::json
        from delivery
        where environment_id = $1 and event_id = any (array(select id from told))
        union all
        select id, event_id, event_at, url, state, attempts, null::timestamptz, ended_at, history
        from delivery_log
        where environment_id = $1 and event_id = any (array(select id from told))
      ), found as (
        select one.id, event_id, event_type, subject, url, state, attempts, created_at, due_at,
          ended_at, history -> -1 as last
        from one join told on told.id = one.event_id and told.created_at = one.event_at
        where (event_id, one.id) < ($3, $4) and ($6::text is null or url = $6)
          and ($11::text is null or state = $11)
        order by event_id desc, one.id desc limit $5
      )
      select found.*, stretched.ended, stretched.size
      from (select min(id) as ended, count(*) as size from told) stretched
        left join found on true
      order by found.event_id desc, found.id desc
      """;

  private final Database database;

  /** A view of the database. */
  public DeliveryHistory(Database database) {
    this.database = database;
  }

  /** A page, or {@code INVALID_PARAMETER}. */
  public Future<DeliveryPage> list(ListDeliveries request) {
    int limit = Math.clamp(request.limit(), 1, LARGEST_PAGE);
    Place place = Place.of(request.cursor());
    return request.filter().publicId() == null
        ? newest(request, place, limit)
        : ofAsset(request, place, limit);
  }

  private Future<DeliveryPage> newest(ListDeliveries request, Place place, int limit) {
    DeliveryFilter filter = request.filter();
    int stretch = filter.isPicky() ? Math.max(STRETCH, limit) : limit;
    Tuple values =
        Tuple.of(request.environmentId(), place.id, limit, stretch, filter.url(), word(filter))
            .addOffsetDateTime(time(filter.from()))
            .addOffsetDateTime(time(filter.to()));
    return database
        .query(statement(request.state()), values)
        .map(rows -> {
          Found found = Found.of(rows);
          return found.page(limit, found.size < stretch, new Place(Long.MAX_VALUE, found.ended));
        });
  }

  private Future<DeliveryPage> ofAsset(ListDeliveries request, Place place, int limit) {
    DeliveryFilter filter = request.filter();
    Tuple values =
        Tuple.of(request.environmentId(), filter.publicId(), place.event, place.id, limit)
            .addString(filter.url())
            .addString(word(filter))
            .addOffsetDateTime(time(filter.from()))
            .addOffsetDateTime(time(filter.to()))
            .addInteger(EVENTS)
            .addString(request.state());
    return database
        .query(OF_ASSET, values)
        .map(rows -> {
          Found found = Found.of(rows);
          return found.page(limit, found.size < EVENTS, new Place(found.ended - 1, Long.MAX_VALUE));
        });
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

  private static @Nullable String word(DeliveryFilter filter) {
    return filter.type() == null ? null : filter.type().word();
  }

  private static @Nullable OffsetDateTime time(@Nullable Instant instant) {
    return instant == null ? null : instant.atOffset(ZoneOffset.UTC);
  }

  /** What comes behind a place is older than this event, or of this event and before this id. */
  private record Place(long event, long id) {
    static Place of(@Nullable String cursor) {
      if (cursor == null) {
        return new Place(Long.MAX_VALUE, Long.MAX_VALUE);
      }
      try {
        int dash = cursor.indexOf('-');
        return new Place(
            dash < 0 ? Long.MAX_VALUE : Long.parseLong(cursor.substring(0, dash), 16),
            Long.parseLong(cursor.substring(dash + 1), 16));
      } catch (NumberFormatException unreadable) {
        throw new Refusal(
            ErrorCode.INVALID_PARAMETER,
            "next_cursor",
            cursor.length() <= 80 ? cursor : cursor.substring(0, 80) + "…");
      }
    }

    String cursor() {
      String text = Long.toHexString(id);
      return event == Long.MAX_VALUE ? text : Long.toHexString(event) + "-" + text;
    }
  }

  /** What a stretch brought, where it ended and how long it was. */
  private record Found(List<Entry> entries, long ended, long size) {
    static Found of(RowSet<Row> rows) {
      List<Entry> entries = new ArrayList<>();
      long ended = 0;
      long size = 0;
      for (Row row : rows) {
        if (row.getLong(0) != null) {
          entries.add(entry(row));
        }
        size = row.getLong(12);
        ended = size == 0 ? 0 : row.getLong(11);
      }
      return new Found(entries, ended, size);
    }

    DeliveryPage page(int limit, boolean isLast, Place end) {
      if (entries.size() == limit) {
        Entry last = entries.getLast();
        long event = end.id == Long.MAX_VALUE ? last.eventId() : Long.MAX_VALUE;
        return new DeliveryPage(entries, new Place(event, last.id()).cursor());
      }
      return new DeliveryPage(entries, isLast ? null : end.cursor());
    }
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
    return time == null || time.equals(OffsetDateTime.MAX) ? null : time.toInstant();
  }
}
