package dev.darkroom.outbox;

import dev.darkroom.db.Database;
import dev.darkroom.protocol.EventCommitted;
import dev.darkroom.protocol.LeasedDelivery;
import io.vertx.core.Future;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.RowSet;
import io.vertx.sqlclient.SqlClient;
import io.vertx.sqlclient.Tuple;
import java.util.ArrayList;
import java.util.List;

/** Events as they happen: each is written with its deliveries in the transaction of its cause. */
public final class EventLog {
  private static final String APPEND =
      """
      with appended as (
        insert into event (environment_id, event_type, subject, body, signature_key)
        values ($1, $2, $3, $4, $5)
        returning id, created_at
      ), waiting as (
        insert into delivery
          (event_id, event_at, environment_id, url, lane, trigger_id, body, fence, owner,
            leased_until, due)
        select appended.id, appended.created_at, $1, d.url, d.lane, d.trigger_id, d.body,
          case when d.leased then 1 else 0 end,
          case when d.leased then $12 end,
          case when d.leased then clock_timestamp() + $13 * interval '1 millisecond' end,
          case when d.held then 'infinity' else clock_timestamp() end
        from appended, unnest(
            $6::text[], $7::text[], $8::text[], $9::text[], $10::boolean[], $11::boolean[])
          as d (url, lane, trigger_id, body, leased, held)
        returning id, url, lane, trigger_id, body, owner
      )
      select appended.id, waiting.id, waiting.url, waiting.lane, waiting.trigger_id, waiting.body
      from appended left join waiting on waiting.owner is not null
      order by waiting.id
      """;

  private final LeaseOwner owner;

  /** A log whose deliveries are leased to the owner, as long as it has room. */
  public EventLog(LeaseOwner owner) {
    this.owner = owner;
  }

  /**
   * Writes an event and one delivery per receiver, in one round trip.
   *
   * @param connection inside the transaction of the change the event tells of
   * @return what to publish on {@link EventCommitted#TOPIC} once that transaction is committed, and
   *     not if it is rolled back; it names only the deliveries that this node leased
   */
  public Future<EventCommitted> append(
      SqlClient connection, NewEvent event, List<Receiver> receivers) {
    List<Receiver> sentTo = receivers.stream().filter(EventLog::isSentAtOnce).toList();
    return Database.query(connection, APPEND, values(event, sentTo))
        .map(rows -> committed(event, rows))
        .compose(committed ->
            sentTo.size() == receivers.size()
                ? Future.succeededFuture(committed)
                : queue(connection, event, committed, receivers));
  }

  private static boolean isSentAtOnce(Receiver receiver) {
    return !receiver.ordered() && !PollQueue.takes(receiver);
  }

  /** What waits to be fetched, or for its turn. */
  private static Future<EventCommitted> queue(
      SqlClient connection, NewEvent event, EventCommitted committed, List<Receiver> receivers) {
    List<Long> inTurn = new ArrayList<>();
    long eventId = committed.eventId();
    Future<?> queued = Future.succeededFuture();
    for (Receiver receiver : receivers) {
      if (PollQueue.takes(receiver)) {
        queued = queued.compose(done -> PollQueue.append(connection, event, eventId, receiver));
      } else if (receiver.ordered()) {
        queued =
            queued.compose(
                done -> Turns.append(connection, event, eventId, receiver).onSuccess(inTurn::add));
      }
    }
    return queued.map(done -> committed.with(inTurn));
  }

  private Tuple values(NewEvent event, List<Receiver> receivers) {
    int count = receivers.size();
    String[] urls = new String[count];
    String[] lanes = new String[count];
    String[] triggers = new String[count];
    String[] bodies = new String[count];
    Boolean[] leased = new Boolean[count];
    Boolean[] held = new Boolean[count];
    for (int i = 0; i < count; i++) {
      Receiver receiver = receivers.get(i);
      urls[i] = receiver.url();
      lanes[i] = Lane.of(event.environmentId(), receiver.url(), receiver.triggerId() != null);
      triggers[i] = receiver.triggerId();
      bodies[i] = receiver.body();
      held[i] = receiver.held();
      leased[i] = !held[i] && owner.hasRoom(lanes[i]);
    }
    return Tuple.tuple()
        .addLong(event.environmentId())
        .addString(event.type().word())
        .addString(event.subject())
        .addString(event.body())
        .addString(event.signatureKey())
        .addArrayOfString(urls)
        .addArrayOfString(lanes)
        .addArrayOfString(triggers)
        .addArrayOfString(bodies)
        .addArrayOfBoolean(leased)
        .addArrayOfBoolean(held)
        .addString(owner.id())
        .addLong(owner.lease().toMillis());
  }

  private static EventCommitted committed(NewEvent event, RowSet<Row> rows) {
    List<LeasedDelivery> leased = new ArrayList<>();
    long id = 0;
    for (Row row : rows) {
      id = row.getLong(0);
      if (row.getLong(1) != null) {
        leased.add(
            new LeasedDelivery(
                row.getLong(1),
                row.getString(2),
                row.getString(3),
                row.getString(4),
                row.getString(5)));
      }
    }
    return new EventCommitted(
        id,
        event.environmentId(),
        event.type(),
        event.body(),
        event.signatureKey(),
        leased,
        List.of());
  }
}
