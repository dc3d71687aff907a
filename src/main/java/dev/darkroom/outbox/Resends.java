package dev.darkroom.outbox;

import dev.darkroom.db.Database;
import dev.darkroom.protocol.ErrorCode;
import dev.darkroom.protocol.EventType;
import dev.darkroom.protocol.RecoverDeliveries;
import dev.darkroom.protocol.Recovery;
import dev.darkroom.protocol.Refusal;
import io.vertx.core.Future;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.RowSet;
import io.vertx.sqlclient.Tuple;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;

/**
 * Sends deliveries again that had ended: they move back from the log under the id they had, for one
 * attempt. A delivery is in one place only and leased by one node only, so no two attempts of it
 * are ever under way.
 */
public final class Resends {
  private static final int BATCH = 500;

  private static final String BACK =
      """
      insert into delivery
        (id, event_id, event_at, environment_id, url, lane, trigger_id, attempts, fence, owner, due,
          history, body, resent_from)
        overriding system value
      select id, event_id, event_at, environment_id, url, lane, trigger_id, attempts, fence + 1,
        null, clock_timestamp(), history::jsonb, body, state
      from gone
      returning id
      """;

  private static final String EVENT_IS_KEPT =
      """
      exists (
        select from event
        where event.environment_id = l.environment_id and event.id = l.event_id
          and event.created_at = l.event_at)
      """;

  private static final String RESEND =
      """
      with pending as (
        update delivery
        set due = clock_timestamp(), resent_from = coalesce(resent_from, 'pending')
        where environment_id = $1 and id = $2 and (owner is null or leased_until <= clock_timestamp())
        returning id
      ), gone as (
        delete from delivery_log l
        where environment_id = $1 and id = $2 and %1$s
        returning *
      ), back as (%2$s)
      select
        exists (select from pending) or exists (select from back),
        exists (select from delivery where environment_id = $1 and id = $2),
        exists (select from delivery_log l where environment_id = $1 and id = $2 and %1$s),
        exists (select from delivery_log where environment_id = $1 and id = $2)
      """
          .formatted(EVENT_IS_KEPT, BACK);

  private static final String RECOVER =
      """
      insert into recovery (environment_id, url, event_type, since) values ($1, $2, $3, $4)
      returning id, recovered, created_at, ended_at
      """;

  private static final String FIND =
      """
      select id, recovered, created_at, ended_at
      from recovery where environment_id = $1 and id = $2
      """;

  private static final String PROCEED =
      """
      with one as (
        select * from recovery where ended_at is null order by id limit 1 for update skip locked
      ), picked as (
        select l.id, l.ended_at
        from delivery_log l join one on l.environment_id = one.environment_id
        where l.state = 'dead' and l.id > one.position and l.ended_at >= one.since
          and l.ended_at < one.before and (one.url is null or l.url = one.url)
          and (one.event_type is null or exists (
            select from event
            where event.environment_id = l.environment_id and event.id = l.event_id
              and event.created_at = l.event_at and event.event_type = one.event_type))
        order by l.id
        limit $1
      ), gone as (
        delete from delivery_log l using picked, one
        where l.environment_id = one.environment_id and l.id = picked.id
          and l.ended_at = picked.ended_at and %1$s
        returning l.*
      ), back as (%2$s)
      update recovery
      set position = coalesce((select max(id) from picked), recovery.position),
        recovered = recovery.recovered + (select count(*) from back),
        ended_at = case when (select count(*) from picked) < $1 then clock_timestamp() end
      from one where recovery.id = one.id
      returning recovery.id
      """
          .formatted(EVENT_IS_KEPT, BACK);

  private final Database database;

  /** Works on the database. */
  public Resends(Database database) {
    this.database = database;
  }

  /**
   * Has a delivery sent once more, or at once when it is pending anyway. Refused while it is being
   * attempted, and when its event is kept no longer.
   */
  public Future<Void> resend(long environmentId, long id) {
    return database
        .query(RESEND, Tuple.of(environmentId, id))
        .compose(rows -> resent(rows.iterator().next(), id));
  }

  private static Future<Void> resent(Row row, long id) {
    boolean isLogged = row.getBoolean(2);
    if (row.getBoolean(0) || isLogged) {
      // Logged still, but not moved: somebody else just did.
      return Future.succeededFuture();
    }
    if (row.getBoolean(1)) {
      return Future.failedFuture(new Refusal(ErrorCode.DELIVERY_UNDER_WAY, id));
    }
    ErrorCode why = row.getBoolean(3) ? ErrorCode.EVENT_EXPIRED : ErrorCode.NOT_FOUND;
    return Future.failedFuture(
        why == ErrorCode.NOT_FOUND ? new Refusal(why, "Delivery", id) : new Refusal(why, id));
  }

  /**
   * Begins to send again what died since then.
   *
   * @param wanted since when, and of which URL and type only
   */
  public Future<Recovery> recover(RecoverDeliveries wanted) {
    EventType type = wanted.type();
    return database
        .query(
            RECOVER,
            Tuple.of(
                wanted.environmentId(),
                wanted.url(),
                type == null ? null : type.word(),
                wanted.since().atOffset(ZoneOffset.UTC)))
        .map(rows -> recovery(rows.iterator().next()));
  }

  /** How far a recovery has come. */
  public Future<Recovery> find(long environmentId, long id) {
    return database.query(FIND, Tuple.of(environmentId, id)).map(rows -> found(rows, id));
  }

  private static Recovery found(RowSet<Row> rows, long id) {
    if (rows.size() == 0) {
      throw new Refusal(ErrorCode.NOT_FOUND, "Recovery", id);
    }
    return recovery(rows.iterator().next());
  }

  /** Does a batch of what was begun, on whatever node; says whether there may be more to do. */
  public Future<Boolean> proceed() {
    return database.query(PROCEED, Tuple.of(BATCH)).map(rows -> rows.size() > 0);
  }

  private static Recovery recovery(Row row) {
    OffsetDateTime ended = row.get(OffsetDateTime.class, 3);
    return new Recovery(
        row.getLong(0),
        row.getLong(1),
        row.get(OffsetDateTime.class, 2).toInstant(),
        ended == null ? null : ended.toInstant());
  }
}
