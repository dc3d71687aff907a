package dev.darkroom.outbox;

import dev.darkroom.db.Database;
import dev.darkroom.protocol.Destination;
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
        returning id
      ), waiting as (
        insert into delivery (event_id, environment_id, url, lane, trigger_id, fence, owner, due)
        select appended.id, $1, d.url, d.lane, d.trigger_id,
          case when d.leased then 1 else 0 end,
          case when d.leased then $10 end,
          clock_timestamp() + case when d.leased then $11 else 0 end * interval '1 millisecond'
        from appended, unnest($6::text[], $7::text[], $8::text[], $9::boolean[])
          as d (url, lane, trigger_id, leased)
        returning id, url, owner
      )
      select appended.id, waiting.id, waiting.url
      from appended left join waiting on waiting.owner is not null
      order by waiting.id
      """;

  private final LeaseOwner owner;

  /** A log whose deliveries are leased to the owner, as long as it has room. */
  public EventLog(LeaseOwner owner) {
    this.owner = owner;
  }

  /**
   * Writes an event and one delivery per destination, in one round trip.
   *
   * @param connection inside the transaction of the change the event tells of
   * @return what to publish on {@link EventCommitted#TOPIC} once that transaction is committed, and
   *     not if it is rolled back; it names only the deliveries that this node leased
   */
  public Future<EventCommitted> append(
      SqlClient connection, NewEvent event, List<Destination> destinations) {
    return Database.query(connection, APPEND, values(event, destinations))
        .map(rows -> committed(event, rows));
  }

  private Tuple values(NewEvent event, List<Destination> destinations) {
    int count = destinations.size();
    String[] urls = new String[count];
    String[] lanes = new String[count];
    String[] triggers = new String[count];
    Boolean[] leased = new Boolean[count];
    for (int i = 0; i < count; i++) {
      Destination destination = destinations.get(i);
      urls[i] = destination.url();
      lanes[i] = Lane.of(destination.url());
      triggers[i] = destination.triggerId();
      leased[i] = owner.hasRoom(lanes[i]);
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
        .addArrayOfBoolean(leased)
        .addString(owner.id())
        .addLong(owner.lease().toMillis());
  }

  private static EventCommitted committed(NewEvent event, RowSet<Row> rows) {
    List<LeasedDelivery> leased = new ArrayList<>();
    long id = 0;
    for (Row row : rows) {
      id = row.getLong(0);
      if (row.getLong(1) != null) {
        leased.add(new LeasedDelivery(row.getLong(1), row.getString(2)));
      }
    }
    return new EventCommitted(
        id, event.environmentId(), event.type(), event.body(), event.signatureKey(), leased);
  }
}
