package dev.darkroom.outbox;

import dev.darkroom.db.Database;
import dev.darkroom.protocol.EventType;
import io.vertx.core.Future;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.RowSet;
import io.vertx.sqlclient.Tuple;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import java.util.function.IntFunction;
import java.util.stream.StreamSupport;

/**
 * The deliveries in PostgreSQL. What is pending is read lane by lane, so that one receiver's
 * backlog, however long, costs the others nothing. Whole batches go in one statement each.
 */
public final class DeliveryLog implements Deliveries {
  private static final String END =
      """
      with gone as (
        delete from delivery using
          unnest($1::bigint[], $2::integer[], $3::text[], $4::text[], $5::integer[])
            as ended (id, fence, state, attempt, made)
        where delivery.id = ended.id and delivery.fence = ended.fence
        returning delivery.*, ended.state, ended.attempt, ended.made
      )
      insert into delivery_log
        (id, ended_at, event_id, event_at, environment_id, url, lane, trigger_id, state, attempts,
          history, body, fence)
      select id, clock_timestamp(), event_id, event_at, environment_id, url, lane, trigger_id,
        case when resent_from = 'delivered' then resent_from else state end,
        attempts + made,
        case when history = '[]' then '[' || attempt || ']'
          else (history || attempt::jsonb)::text end::json,
        body, fence
      from gone
      returning id
      """;

  private static final String POSTPONE =
      """
      update delivery
      set attempts = attempts + 1,
        history = history || postponed.attempt::jsonb,
        owner = null,
        resent_from = null,
        due = clock_timestamp() + postponed.delay * interval '1 millisecond'
      from unnest($1::bigint[], $2::integer[], $3::text[], $4::bigint[])
        as postponed (id, fence, attempt, delay)
      where delivery.id = postponed.id and delivery.fence = postponed.fence
      returning delivery.id
      """;

  private static final String HAND_BACK =
      """
      update delivery set owner = null
      from unnest($1::bigint[], $2::integer[]) as lease (id, fence)
      where delivery.id = lease.id and delivery.fence = lease.fence
      """;

  /**
   * Whoever resumes a URL first writes its row and then frees what is parked; the lock makes sure
   * that this comes before or after both.
   */
  private static final String PARK =
      """
      with paused as materialized (
        select environment_id, url from webhook_endpoint
        where state = 'paused' and (environment_id, url) in (
          select delivery.environment_id, delivery.url
          from delivery join unnest($1::bigint[]) as lease (id) on delivery.id = lease.id)
        for share
      )
      update delivery
      set owner = null,
        due = case
          when exists (
            select from paused
            where paused.environment_id = delivery.environment_id and paused.url = delivery.url)
          then 'infinity' else due end
      from unnest($1::bigint[], $2::integer[]) as lease (id, fence)
      where delivery.id = lease.id and delivery.fence = lease.fence
      """;

  /**
   * Skips from lane to lane in the index instead of reading through what waits in each, and finds
   * what it picked by its place in the table. A lease changes nothing that an index knows; what is
   * leased is passed over, and never more than nodes hold of a lane.
   */
  private static final String CLAIM_DUE =
      """
      with recursive lanes (name) as (
        (select lane from delivery where lane > $3 order by lane limit 1)
        union all
        select (select lane from delivery where lane > lanes.name order by lane limit 1)
        from lanes where lanes.name is not null
      ), picked as (
        select due.place
        from lanes cross join lateral (
          select ctid as place from delivery
          where lane = lanes.name and due <= now() and (owner is null or leased_until <= now())
          order by delivery.due
          limit $5
          for update skip locked
        ) due
        where lanes.name is not null and lanes.name <> all ($4::text[])
        limit $6
      ), claimed as (
        update delivery
        set fence = fence + 1, owner = $1,
          leased_until = clock_timestamp() + $2 * interval '1 millisecond'
        where ctid = any (array(select place from picked))
        returning *
      )
      select claimed.id, fence, attempts, event_id, event.environment_id, event_type, url, lane,
        trigger_id, coalesce(claimed.body, event.body), signature_key, resent_from,
        in_turn
      from claimed join event on event.environment_id = claimed.environment_id
        and event.id = claimed.event_id and event.created_at = claimed.event_at
      """;

  private static final String CLAIM =
      """
      update delivery
      set fence = delivery.fence + 1, owner = $1,
        leased_until = clock_timestamp() + $2 * interval '1 millisecond'
      from unnest($3::bigint[], $4::integer[]) as before (id, fence), event
      where delivery.id = before.id and delivery.fence = before.fence
        and delivery.owner is null and delivery.due <= now() and event.id = delivery.event_id
        and event.environment_id = delivery.environment_id and event.created_at = delivery.event_at
      returning delivery.id, delivery.fence, attempts, event_id, event.environment_id, event_type,
        url, lane, trigger_id, coalesce(delivery.body, event.body), signature_key, resent_from,
        in_turn
      """;

  private static final String RELEASE =
      """
      update delivery set owner = null
      where owner is not null and owner <> all ($1::text[])
      """;

  private final Database database;
  private final LeaseOwner owner;

  /**
   * A log that leases to the owner.
   *
   * @param database see {@link Database#queues}
   */
  public DeliveryLog(Database database, LeaseOwner owner) {
    this.database = database;
    this.owner = owner;
  }

  @Override
  public Future<Set<Long>> end(List<Ended> ended) {
    return database
        .query(
            END,
            Tuple.tuple()
                .addArrayOfLong(each(ended, Ended::id, Long[]::new))
                .addArrayOfInteger(each(ended, Ended::fence, Integer[]::new))
                .addArrayOfString(each(ended, one -> state(one.end()), String[]::new))
                .addArrayOfString(each(ended, one -> one.attempt().toJson(), String[]::new))
                .addArrayOfInteger(
                    each(ended, one -> one.attempt().number() == 0 ? 0 : 1, Integer[]::new)))
        .map(DeliveryLog::ids);
  }

  @Override
  public Future<Set<Long>> postpone(List<Postponed> postponed) {
    return database
        .query(
            POSTPONE,
            Tuple.tuple()
                .addArrayOfLong(each(postponed, Postponed::id, Long[]::new))
                .addArrayOfInteger(each(postponed, Postponed::fence, Integer[]::new))
                .addArrayOfString(each(postponed, one -> one.attempt().toJson(), String[]::new))
                .addArrayOfLong(each(postponed, one -> one.delay().toMillis(), Long[]::new)))
        .map(DeliveryLog::ids);
  }

  @Override
  public Future<Void> handBack(List<Lease> leases) {
    return database.query(HAND_BACK, numbers(Tuple.tuple(), leases)).mapEmpty();
  }

  @Override
  public Future<Void> park(List<Lease> leases) {
    return database.query(PARK, numbers(Tuple.tuple(), leases)).mapEmpty();
  }

  @Override
  public Future<List<Delivery>> claimDue(Claim claim) {
    return database
        .query(
            CLAIM_DUE,
            Tuple.of(owner.id(), owner.lease().toMillis(), claim.afterLane())
                .addArrayOfString(claim.fullLanes().toArray(String[]::new))
                .addInteger(claim.perLane())
                .addInteger(claim.limit()))
        .map(DeliveryLog::deliveries);
  }

  @Override
  public Future<List<Delivery>> claim(List<Lease> before) {
    Tuple values = Tuple.of(owner.id(), owner.lease().toMillis());
    return database.query(CLAIM, numbers(values, before)).map(DeliveryLog::deliveries);
  }

  @Override
  public Future<List<Delivery>> takeTurns(List<Long> ids) {
    return database
        .query(
            Turns.TAKE,
            Tuple.of(owner.id(), owner.lease().toMillis()).addArrayOfLong(ids.toArray(Long[]::new)))
        .map(DeliveryLog::deliveries);
  }

  @Override
  public Future<Integer> release(Collection<String> livingOwners) {
    return database
        .query(RELEASE, Tuple.tuple().addArrayOfString(livingOwners.toArray(String[]::new)))
        .compose(freed -> HeldDeliveries.releaseForgotten(database).map(freed.rowCount()));
  }

  private static String state(End end) {
    return switch (end) {
      case DELIVERED -> "delivered";
      case DEAD -> "dead";
    };
  }

  private static Tuple numbers(Tuple values, List<Lease> leases) {
    return values
        .addArrayOfLong(each(leases, Lease::id, Long[]::new))
        .addArrayOfInteger(each(leases, Lease::fence, Integer[]::new));
  }

  private static <T, R> R[] each(List<T> list, Function<T, R> member, IntFunction<R[]> array) {
    return list.stream().map(member).toArray(array);
  }

  private static Set<Long> ids(RowSet<Row> rows) {
    Set<Long> ids = new HashSet<>();
    rows.forEach(row -> ids.add(row.getLong(0)));
    return ids;
  }

  private static List<Delivery> deliveries(RowSet<Row> rows) {
    return StreamSupport.stream(rows.spliterator(), false).map(DeliveryLog::delivery).toList();
  }

  private static Delivery delivery(Row row) {
    return new Delivery(
        row.getLong(0),
        row.getInteger(1),
        row.getInteger(2),
        row.getLong(3),
        row.getLong(4),
        EventType.of(row.getString(5)).orElseThrow(),
        row.getString(6),
        row.getString(7),
        row.getString(8),
        row.getString(9),
        row.getString(10),
        row.getString(11),
        Boolean.TRUE.equals(row.getBoolean(12)));
  }
}
