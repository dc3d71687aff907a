package dev.darkroom.outbox;

import static dev.darkroom.testing.Await.await;
import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.darkroom.db.Database;
import dev.darkroom.protocol.DeliveryFilter;
import dev.darkroom.protocol.DeliveryPage;
import dev.darkroom.protocol.EventCommitted;
import dev.darkroom.protocol.EventType;
import dev.darkroom.protocol.FollowEvents.FollowedEvent;
import dev.darkroom.protocol.FollowEvents.FollowedEvents;
import dev.darkroom.protocol.ListDeliveries;
import dev.darkroom.testing.TestDatabase;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;

/** A follower misses no event, whatever the order of ids and commits; pages hold each row once. */
final class EventFeedTest {
  private static final Vertx VERTX = Vertx.vertx();
  private static final TestDatabase TESTED = TestDatabase.fresh(VERTX);
  private static final Database DATABASE = TESTED.database();
  private static final EventLog LOG = new EventLog(new LeaseOwner("n", Duration.ofMinutes(1)));
  private static final EventFeed FEED = new EventFeed(DATABASE);

  @AfterAll
  static void close() {
    await(DATABASE.close());
    await(VERTX.close());
  }

  @Test
  void aSmallerIdThatIsCommittedLaterIsNotMissed() {
    String start = await(FEED.now());
    Promise<Void> hold = Promise.promise();
    Promise<Void> written = Promise.promise();
    Future<?> slow =
        DATABASE.transaction(connection ->
            append(connection, 1, "slow", List.of())
                .onComplete(done -> written.tryComplete())
                .compose(done -> hold.future()));
    await(written.future());
    await(DATABASE.transaction(connection -> append(connection, 1, "fast", List.of())));
    FollowedEvents before = await(FEED.read(1, start, null, 100));
    assertEquals(List.of(), subjects(before));
    hold.complete();
    await(slow);
    FollowedEvents first = await(FEED.read(1, before.cursor(), null, 1));
    FollowedEvents rest = await(FEED.read(1, first.cursor(), null, 100));
    assertEquals(List.of("slow"), subjects(first));
    assertEquals(List.of("fast"), subjects(rest));
    assertEquals(List.of(), subjects(await(FEED.read(1, rest.cursor(), null, 100))));
    assertEquals(List.of(), subjects(await(FEED.read(2, start, null, 100))));
  }

  @Test
  void pagesWithFiltersHoldEachDeliveryOnce() {
    for (int at = 0; at < 12; at++) {
      String subject = "paged" + at % 2;
      List<Receiver> receivers =
          List.of(
              new Receiver("http://a.example/", null, null, false, false),
              new Receiver("http://b.example/", null, null, false, false));
      await(DATABASE.transaction(connection -> append(connection, 3, subject, receivers)));
    }
    assertEquals(12, all(new DeliveryFilter("paged1", null, null, null, null)).size());
    assertEquals(
        6, all(new DeliveryFilter("paged1", null, "http://a.example/", null, null)).size());
    assertEquals(12, all(new DeliveryFilter(null, null, "http://b.example/", null, null)).size());
    assertEquals(24, all(DeliveryFilter.NONE).size());
    assertEquals(0, all(new DeliveryFilter("paged1", EventType.EAGER, null, null, null)).size());
  }

  /** The ids of all pages of five, newest first and each once, or it fails. */
  private static List<Long> all(DeliveryFilter filter) {
    List<Long> ids = new ArrayList<>();
    String cursor = null;
    do {
      ListDeliveries asked = new ListDeliveries(3, null, cursor, 5, filter);
      DeliveryPage page = await(new DeliveryHistory(DATABASE).list(asked));
      page.deliveries().forEach(entry -> ids.add(entry.id()));
      cursor = page.nextCursor();
    } while (cursor != null && ids.size() < 100);
    assertEquals(
        ids.stream().distinct().sorted((one, other) -> Long.compare(other, one)).toList(), ids);
    return ids;
  }

  private static Future<EventCommitted> append(
      io.vertx.sqlclient.SqlClient connection,
      long environmentId,
      String subject,
      List<Receiver> receivers) {
    return LOG.append(
        connection, new NewEvent(environmentId, EventType.UPLOAD, "{}", "key", subject), receivers);
  }

  private static List<String> subjects(FollowedEvents read) {
    return read.events().stream().map(FollowedEvent::subject).toList();
  }
}
