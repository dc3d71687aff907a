package dev.darkroom.outbox;

import dev.darkroom.db.Database;
import io.vertx.core.Future;
import io.vertx.core.json.JsonObject;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.SqlClient;
import io.vertx.sqlclient.Tuple;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.StreamSupport;
import org.jspecify.annotations.Nullable;

/**
 * Notifications that wait to be fetched (reference/notifications.md 7): written with their event,
 * hidden while somebody works on them, gone when they are acknowledged. Who dies in between loses
 * nothing: they show up again.
 */
public final class PollQueue {
  private static final String SCHEME = "poll://";
  private static final String BY_BATCH = "*";
  private static final String BATCH = "*?batch_id=";

  private static final String APPEND =
      """
      insert into poll_message (environment_id, event_id, channel, batch_id, body, signature_key)
      values ($1, $2, $3, $4, $5, $6)
      """;

  private static final String CLAIM_OF_CHANNEL =
      """
      with found as (
        select id from poll_message
        where environment_id = $1 and channel = $2 and visible_at <= clock_timestamp()
        order by id limit $3 for update skip locked
      )
      update poll_message m
      set visible_at = clock_timestamp() + $4 * interval '1 millisecond', fence = fence + 1
      from found where m.id = found.id
      returning m.id, m.fence, m.batch_id, m.body, m.signature_key
      """;

  private static final String CLAIM_OF_BATCH =
      """
      with found as (
        select id from poll_message
        where environment_id = $1 and batch_id = $2 and channel is null
          and visible_at <= clock_timestamp()
        order by id limit $3 for update skip locked
      )
      update poll_message m
      set visible_at = clock_timestamp() + $4 * interval '1 millisecond', fence = fence + 1
      from found where m.id = found.id
      returning m.id, m.fence, m.batch_id, m.body, m.signature_key
      """;

  /** Under the claim that the receipt is of, and no older one. */
  private static final String ACKNOWLEDGE =
      """
      delete from poll_message m using unnest($2::bigint[], $3::integer[]) as receipt (id, fence)
      where m.environment_id = $1 and m.id = receipt.id and m.fence = receipt.fence
      returning m.id, m.fence
      """;

  private static final String DROP_OLD =
      "delete from poll_message where created_at < now() - $1 * interval '1 millisecond'";

  /** A claimed message by its number and the number of its claim. */
  public record Receipt(long id, int fence) {}

  /** A message that is hidden from others now. */
  public record Claimed(
      Receipt receipt, @Nullable String batchId, String body, String signatureKey) {}

  private final Database database;

  /** The queue in the database. */
  public PollQueue(Database database) {
    this.database = database;
  }

  /** Whether what goes to the URL waits to be fetched. */
  static boolean takes(Receiver receiver) {
    return receiver.url().startsWith(SCHEME);
  }

  /** Writes a message, in the transaction of its event. Without a batch none is for {@code *}. */
  static Future<?> append(SqlClient connection, NewEvent event, long eventId, Receiver receiver) {
    String place = receiver.url().substring(SCHEME.length());
    String batch =
        place.startsWith(BATCH)
            ? place.substring(BATCH.length())
            : new JsonObject(event.body()).getString("batch_id");
    boolean byBatch = place.startsWith(BY_BATCH);
    if (byBatch && batch == null) {
      return Future.succeededFuture();
    }
    return Database.query(
        connection,
        APPEND,
        Tuple.of(
            event.environmentId(),
            eventId,
            byBatch ? null : place,
            batch,
            receiver.body() == null ? event.body() : receiver.body(),
            event.signatureKey()));
  }

  /** The oldest messages that nobody works on. */
  public Future<List<Claimed>> claim(
      long environmentId, Place place, int limit, Duration hiddenFor) {
    String sql = place.isBatch() ? CLAIM_OF_BATCH : CLAIM_OF_CHANNEL;
    return database
        .query(sql, Tuple.of(environmentId, place.name(), limit, hiddenFor.toMillis()))
        .map(rows ->
            StreamSupport.stream(rows.spliterator(), false)
                .map(PollQueue::claimed)
                .sorted((a, b) -> Long.compare(a.receipt().id(), b.receipt().id()))
                .toList());
  }

  /** Where messages are looked for: in a channel, or in a batch. */
  public record Place(String name, boolean isBatch) {}

  /** Removes messages; returns the receipts that were still good. */
  public Future<Set<Receipt>> acknowledge(long environmentId, List<Receipt> receipts) {
    Long[] ids = receipts.stream().map(Receipt::id).toArray(Long[]::new);
    Integer[] fences = receipts.stream().map(Receipt::fence).toArray(Integer[]::new);
    return database
        .query(ACKNOWLEDGE, Tuple.of(environmentId, ids, fences))
        .map(rows -> {
          Set<Receipt> good = new HashSet<>();
          rows.forEach(row -> good.add(new Receipt(row.getLong(0), row.getInteger(1))));
          return good;
        });
  }

  /** Drops what nobody wanted for so long. */
  public Future<Integer> dropOlderThan(Duration age) {
    return database.query(DROP_OLD, Tuple.of(age.toMillis())).map(rows -> rows.rowCount());
  }

  private static Claimed claimed(Row row) {
    return new Claimed(
        new Receipt(row.getLong(0), row.getInteger(1)),
        row.getString(2),
        row.getString(3),
        row.getString(4));
  }
}
