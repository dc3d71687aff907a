package dev.darkroom.outbox;

import static dev.darkroom.testing.Await.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.darkroom.db.Database;
import dev.darkroom.testing.TestDatabase;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.Tuple;
import java.time.LocalDate;
import java.util.List;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

final class PartitionsTest {
  private static final Vertx VERTX = Vertx.vertx();
  private static final LocalDate TODAY = LocalDate.parse("2026-03-10");

  private Database database = TestDatabase.fresh(VERTX).database();
  private Partitions partitions = new Partitions(database, 30);

  @AfterAll
  static void close() {
    await(VERTX.close());
  }

  @BeforeEach
  void fresh() {
    database = TestDatabase.fresh(VERTX).database();
    partitions = new Partitions(database, 30);
  }

  @Test
  void daysAheadAreMadeAndWrittenTo() {
    await(partitions.keep(TODAY));
    await(partitions.keep(TODAY));
    List<String> days = List.of("20260310", "20260311", "20260312", "20260313");
    assertEquals(days, days("event"));
    assertEquals(days, days("delivery_log"));
    event(1, "2026-03-10 23:59:59+00");
    event(2, "2026-03-11 00:00+00");
    event(3, "2026-03-14 00:00+00");
    assertEquals(1, count("event_20260310"));
    assertEquals(1, count("event_20260311"));
    assertEquals(1, count("event_rest"));
    await(partitions.keep(TODAY.plusDays(1)));
    assertEquals(4, days("event").size(), "what has rows already is not made before it is over");
    assertEquals(3, count("event"));
  }

  @Test
  void daysThatAreOverLeaveTheRest() {
    event(1, "2026-03-08 12:00+00");
    event(2, "2026-03-09 12:00+00");
    event(3, "2026-03-10 12:00+00");
    entry(1, "2026-03-09 12:00+00");
    await(partitions.keep(TODAY));
    assertEquals(1, count("event_20260308"));
    assertEquals(1, count("event_20260309 where id = 2 and body = '{}'"));
    assertEquals(1, count("event_rest"));
    assertEquals(1, count("delivery_log_20260309"));
    assertEquals(
        List.of("20260308", "20260309", "20260311", "20260312", "20260313"), days("event"));
    await(partitions.keep(TODAY.plusDays(1)));
    assertEquals(0, count("event_rest"));
    assertEquals(1, count("event_20260310"));
    assertEquals(3, count("event"));
  }

  @Test
  void whatIsTooOldIsDroppedUnlessADeliveryStillNamesIt() {
    event(1, "2026-01-01 12:00+00");
    event(2, "2026-01-02 12:00+00");
    entry(1, "2026-01-03 12:00+00");
    entry(2, "2026-01-04 12:00+00");
    await(new Partitions(database, 400).keep(TODAY));
    assertEquals(List.of("20260101", "20260102"), days("event").subList(0, 2));
    pending(2, "2026-01-02 12:00+00");
    await(partitions.keep(TODAY));
    assertEquals(List.of("20260102", "20260310"), days("event").subList(0, 2));
    assertEquals("20260310", days("delivery_log").getFirst());
    sql("delete from delivery");
    await(partitions.keep(TODAY));
    assertEquals("20260310", days("event").getFirst());
  }

  @Test
  void theRestIsClearedOfWhatIsTooOld() {
    for (int id = 1; id <= 20; id++) {
      event(id, "2026-01-01 12:00+00");
    }
    pending(7, "2026-01-01 12:00+00");
    await(partitions.keep(TODAY));
    assertEquals(1, count("event"));
    assertEquals(1, count("event where id = 7"));
  }

  @Test
  void whoWritesHardlyWaits() {
    sql(
        "insert into event (environment_id, event_type, subject, body, signature_key, created_at)"
            + " select 1, 'upload', '', repeat('x', 300), 'k',"
            + " '2026-03-09 12:00+00'::timestamptz - n * interval '1 second'"
            + " from generate_series(1, 30000) n");
    Future<Void> kept = partitions.keep(TODAY);
    long longest = 0;
    int writes = 0;
    while (!kept.isComplete()) {
      long begun = System.nanoTime();
      event(1_000_000 + ++writes, "2026-03-10 12:00+00");
      longest = Math.max(longest, System.nanoTime() - begun);
    }
    await(kept);
    assertEquals(30_000 + writes, count("event"));
    assertTrue(longest < 2_000_000_000L, "a write waited for " + longest / 1_000_000 + " ms");
  }

  @Test
  void nodesDoItOneAtATime() {
    Partitions other = new Partitions(database, 30);
    await(Future.all(partitions.keep(TODAY), other.keep(TODAY), partitions.keep(TODAY)));
    assertTrue(days("event").size() <= 4);
    await(partitions.keep(TODAY));
    assertEquals(4, days("event").size());
  }

  private void event(int id, String createdAt) {
    sql(
        "insert into event (id, environment_id, event_type, subject, body, signature_key, created_at)"
            + " values (%d, 1, 'upload', '', '{}', 'k', '%s')".formatted(id, createdAt));
  }

  private void entry(int id, String endedAt) {
    sql(
        "insert into delivery_log (id, ended_at, event_id, event_at, environment_id, url, lane,"
            + " state, attempts, history) values (%1$d, '%2$s', %1$d, '%2$s', 1, '', '', 'dead', 1, '[]')"
                .formatted(id, endedAt));
  }

  private void pending(int eventId, String eventAt) {
    sql(
        "insert into delivery (event_id, event_at, environment_id, url, lane, fence, due)"
            + " values (%d, '%s', 1, '', '', 0, 'infinity')".formatted(eventId, eventAt));
  }

  private List<String> days(String table) {
    return StreamSupport.stream(
            await(
                    database.query(
                        "select right(c.relname, 8) from pg_inherits i join pg_class c"
                            + " on c.oid = i.inhrelid where i.inhparent = $1::text::regclass"
                            + " and c.relname !~ 'rest' order by 1",
                        Tuple.of(table)))
                .spliterator(),
            false)
        .map((Row row) -> row.getString(0))
        .toList();
  }

  private int count(String from) {
    return await(database.query("select count(*)::int from " + from, Tuple.tuple()))
        .iterator()
        .next()
        .getInteger(0);
  }

  private void sql(String statement) {
    await(database.query(statement, Tuple.tuple()));
  }
}
