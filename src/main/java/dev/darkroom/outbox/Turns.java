package dev.darkroom.outbox;

import dev.darkroom.db.Database;
import io.vertx.core.Future;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.vertx.sqlclient.SqlClient;
import io.vertx.sqlclient.Tuple;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/**
 * The order of what goes to URLs that ask for it: of two deliveries that name a same asset, the
 * later one waits until the earlier one has ended, delivered or dead. It waits at the end of time,
 * so that nobody who looks for what is due comes across it, and whoever ends the one before it
 * fetches it.
 */
final class Turns {
  private static final Set<String> NAMES =
      Set.of("public_id", "from_public_id", "to_public_id", "asset_id");
  private static final Set<String> LISTS = Set.of("resources", "assets", "published");
  private static final String PUBLIC_ID = "public_id ";
  private static final String ASSET_ID = "asset_id ";

  /**
   * Nothing older is open. Looked up row by row on purpose: as a join it would pair everything that
   * waits in one turn.
   */
  static final String HAS_COME =
      """
      (
        select true
        from delivery_turn own
          join delivery_turn older on older.turn = own.turn and older.delivery_id < own.delivery_id
          join delivery ahead on ahead.id = older.delivery_id
        where own.delivery_id = delivery.id
        limit 1
      ) is null
      """;

  /** The event was written in the same transaction, so both have its time. */
  private static final String APPEND =
      """
      with waiting as (
        insert into delivery
          (event_id, event_at, environment_id, url, lane, trigger_id, body, fence, due, in_turn)
        values ($1, now(), $2, $3, $4, $5, $6, 0, 'infinity', true)
        returning id
      ), queued as (
        insert into delivery_turn (turn, delivery_id, environment_id)
        select distinct hashtextextended($7 || name, 0), waiting.id, $2::bigint
        from waiting, unnest($8::text[]) as named (name)
      )
      select id from waiting
      """;

  /**
   * Those that ended leave their turns; they, those that waited behind them and the others that are
   * named are leased if it is their turn. What is read is from before the statement, so those that
   * ended are known by their missing deliveries.
   */
  static final String TAKE =
      """
      with gone as (
        delete from delivery_turn left_over
        where delivery_id = any ($3::bigint[])
          and not exists (select from delivery where id = left_over.delivery_id)
        returning turn, delivery_id
      ), candidate (id) as (
        select unnest($3::bigint[])
        union
        select behind.delivery_id
        from gone cross join lateral (
          select delivery_id from delivery_turn later
          where later.turn = gone.turn and later.delivery_id > gone.delivery_id
            and exists (select from delivery where id = later.delivery_id)
          order by delivery_id limit 1
        ) behind
      )
      update delivery
      set fence = delivery.fence + 1, owner = $1,
        due = clock_timestamp(),
        leased_until = clock_timestamp() + $2 * interval '1 millisecond'
      from candidate, event
      where delivery.id = candidate.id and delivery.in_turn and delivery.owner is null
        and delivery.due = 'infinity' and %s
        and not exists (
          select from webhook_endpoint e
          where e.environment_id = delivery.environment_id and e.url = delivery.url
            and e.state = 'paused')
        and event.environment_id = delivery.environment_id and event.id = delivery.event_id
        and event.created_at = delivery.event_at
      returning delivery.id, delivery.fence, attempts, event_id, event.environment_id, event_type,
        url, lane, trigger_id, coalesce(delivery.body, event.body), signature_key, resent_from,
        in_turn
      """
          .formatted(HAS_COME);

  private Turns() {}

  /** Writes a delivery that waits for its turn, in the transaction of its event; its id. */
  static Future<Long> append(
      SqlClient connection, NewEvent event, long eventId, Receiver receiver) {
    long environmentId = event.environmentId();
    String url = receiver.url();
    return Database.query(
            connection,
            APPEND,
            Tuple.of(eventId, environmentId, url)
                .addString(Lane.of(environmentId, url, receiver.triggerId() != null))
                .addString(receiver.triggerId())
                .addString(receiver.body())
                .addString(environmentId + " " + url + " ")
                .addArrayOfString(named(event.body()).toArray(String[]::new)))
        .map(rows -> rows.iterator().next().getLong(0));
  }

  /** What a notification names; all those that name no asset have one order of their own. */
  static Set<String> named(String body) {
    Set<String> named = new TreeSet<>();
    name(new JsonObject(body), named);
    return named.isEmpty() ? Set.of("") : named;
  }

  private static void name(JsonObject asset, Set<String> named) {
    for (Map.Entry<String, Object> member : asset) {
      if (member.getValue() instanceof String id && NAMES.contains(member.getKey())) {
        named.add((member.getKey().equals("asset_id") ? ASSET_ID : PUBLIC_ID) + id);
      } else if (LISTS.contains(member.getKey())) {
        nameEach(member.getValue(), named);
      }
    }
  }

  /** A list of assets, or a map of them by public id. */
  private static void nameEach(Object assets, Set<String> named) {
    List<?> each = List.of();
    if (assets instanceof JsonArray list) {
      each = list.stream().toList();
    } else if (assets instanceof JsonObject map) {
      map.fieldNames().forEach(publicId -> named.add(PUBLIC_ID + publicId));
      each = map.stream().map(Map.Entry::getValue).toList();
    }
    for (Object asset : each) {
      if (asset instanceof JsonObject one) {
        name(one, named);
      }
    }
  }
}
