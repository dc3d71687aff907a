package dev.darkroom.outbox;

import static dev.darkroom.testing.Await.await;
import static dev.darkroom.testing.Await.failure;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.darkroom.db.Database;
import dev.darkroom.outbox.Deliveries.Claim;
import dev.darkroom.outbox.Deliveries.End;
import dev.darkroom.outbox.Deliveries.Ended;
import dev.darkroom.outbox.Deliveries.Lease;
import dev.darkroom.outbox.Deliveries.Postponed;
import dev.darkroom.protocol.DeliveryPage;
import dev.darkroom.protocol.EventCommitted;
import dev.darkroom.protocol.EventType;
import dev.darkroom.protocol.LeasedDelivery;
import dev.darkroom.protocol.ListDeliveries;
import dev.darkroom.protocol.Refusal;
import dev.darkroom.testing.TestDatabase;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.sqlclient.Tuple;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

final class DeliveryLogTest {
  private static final Vertx VERTX = Vertx.vertx();
  private static final Duration MINUTE = Duration.ofMinutes(1);
  private static final Claim EVERYTHING = new Claim("", Set.of(), 1000, 1000);
  private static @Nullable TestDatabase database;
  private static @Nullable Database queues;

  private final LeaseOwner owner = new LeaseOwner("node-a", MINUTE);
  private final LeaseOwner other = new LeaseOwner("node-b", MINUTE);
  private final DeliveryLog log = new DeliveryLog(queues(), owner);
  private final DeliveryLog otherLog = new DeliveryLog(queues(), other);
  private final DeliveryHistory history = new DeliveryHistory(database().database());

  @BeforeAll
  static void open() {
    database = TestDatabase.fresh(VERTX);
    queues = database.database().queues(4);
  }

  @AfterAll
  static void close() {
    await(VERTX.close());
  }

  @BeforeEach
  void empty() {
    sql("truncate event, delivery, delivery_log");
    owner.open(true);
    other.open(true);
  }

  @Test
  void anEventIsThereWithItsDeliveriesAndLeased() {
    EventCommitted event = append("http://a.example/1", "http://b.example/2");
    assertEquals(
        List.of("http://a.example/1", "http://b.example/2"),
        event.deliveries().stream().map(LeasedDelivery::url).toList());
    assertEquals(EventType.UPLOAD, event.type());
    assertTrue(await(log.claimDue(EVERYTHING)).isEmpty(), "leased rows are not due");
    assertEquals(2, count("delivery where owner = 'node-a' and fence = 1"));
    assertEquals(1, count("event where body = '{\"n\":1}' and subject = 'sample'"));
  }

  @Test
  void anEventWithoutDestinationsIsKept() {
    EventCommitted event = append();
    assertTrue(event.eventId() > 0);
    assertTrue(event.deliveries().isEmpty());
    assertEquals(1, count("event"));
  }

  @Test
  void nothingRemainsOfARolledBackTransaction() {
    IllegalStateException failed =
        failure(
            IllegalStateException.class,
            database()
                .database()
                .transaction(connection ->
                    new EventLog(owner)
                        .append(connection, event(), List.of(to("http://a.example/")))
                        .compose(
                            committed -> Future.failedFuture(new IllegalStateException("no")))));
    assertEquals("no", failed.getMessage());
    assertEquals(0, count("event"));
    assertEquals(0, count("delivery"));
  }

  @Test
  void withoutRoomDeliveriesWaitUnleased() {
    owner.full(Lane.of(1, "http://a.example/1", false), true);
    EventCommitted event = append("http://a.example/1?n=1", "http://b.example/2");
    assertEquals(List.of("http://b.example/2"), urls(event));
    Delivery claimed = await(otherLog.claimDue(EVERYTHING)).getFirst();
    assertEquals("http://a.example/1?n=1", claimed.url());
    assertEquals(1, claimed.fence());
    assertEquals("{\"n\":1}", claimed.body());
    assertEquals("key", claimed.signatureKey());
    owner.open(false);
    assertTrue(urls(append("http://b.example/3")).isEmpty());
  }

  @Test
  void anEndedDeliveryMovesToTheLogOnce() {
    long id = append("http://a.example/").deliveries().getFirst().id();
    Ended delivered = new Ended(id, 1, End.DELIVERED, attempt(1, 200, null));
    assertEquals(Set.of(id), await(log.end(List.of(delivered))));
    assertEquals(Set.of(), await(log.end(List.of(delivered))));
    assertEquals(0, count("delivery"));
    DeliveryPage.Entry entry = page(null).getFirst();
    assertEquals("delivered", entry.state());
    assertEquals(1, entry.attempts());
    assertEquals(200, entry.lastStatus());
    assertNull(entry.dueAt());
    assertNotNull(entry.endedAt());
    assertEquals("sample", entry.subject());
  }

  @Test
  void aFailedAttemptIsKeptAndDueAgainLater() {
    long id = append("http://a.example/").deliveries().getFirst().id();
    assertEquals(Set.of(id), await(log.postpone(List.of(failed(id, 1, MINUTE)))));
    assertTrue(await(log.claimDue(EVERYTHING)).isEmpty(), "not due for a minute");
    assertTrue(await(log.claim(List.of(new Lease(id, 1)))).isEmpty(), "nor for a timer");
    DeliveryPage.Entry entry = page("pending").getFirst();
    assertEquals(1, entry.attempts());
    assertEquals("it said\0no".replace('\0', '?'), entry.lastError());
    assertEquals(500, entry.lastStatus());
    makeDue();
    Delivery claimed = await(log.claim(List.of(new Lease(id, 1)))).getFirst();
    assertEquals(2, claimed.fence());
    assertEquals(1, claimed.attempts());
    assertTrue(await(otherLog.claim(List.of(new Lease(id, 1)))).isEmpty(), "taken");
  }

  @Test
  void whoLostItsLeaseCanNoLongerWrite() {
    long id = append("http://a.example/").deliveries().getFirst().id();
    makeDue();
    Delivery taken = await(otherLog.claimDue(EVERYTHING)).getFirst();
    Ended stale = new Ended(id, 1, End.DELIVERED, attempt(1, 200, null));
    assertEquals(Set.of(), await(log.end(List.of(stale))));
    assertEquals(Set.of(), await(log.postpone(List.of(failed(id, 1, Duration.ZERO)))));
    await(log.handBack(List.of(new Lease(id, 1))));
    assertEquals(1, count("delivery where owner = 'node-b' and fence = " + taken.fence()));
  }

  @Test
  void aLeaseThatWasHandedBackIsFreeAtOnce() {
    long id = append("http://a.example/").deliveries().getFirst().id();
    await(log.handBack(List.of(new Lease(id, 1))));
    assertEquals(2, await(otherLog.claimDue(EVERYTHING)).getFirst().fence());
  }

  @Test
  void leasesOfTheDeadAreFreed() {
    append("http://a.example/1", "http://a.example/2");
    await(
        database()
            .database()
            .transaction(connection ->
                new EventLog(other).append(connection, event(), List.of(to("http://b.example")))));
    assertEquals(2, await(log.release(List.of("node-b", "node-c"))));
    assertEquals(2, await(log.claimDue(EVERYTHING)).size());
    assertEquals(0, await(log.release(List.of("node-a", "node-b"))));
  }

  @Test
  void aLongBacklogOfOneLaneDoesNotHideTheOthers() {
    owner.open(false);
    String[] slow =
        IntStream.range(0, 300).mapToObj(i -> "http://slow.example/?" + i).toArray(String[]::new);
    append(slow);
    append("http://a.example/", "http://z.example:81/", "https://b.example/");
    List<Delivery> claimed = await(log.claimDue(new Claim("", Set.of(), 2, 100)));
    assertEquals(
        List.of(
            "1 http://a.example/",
            "1 http://slow.example/",
            "1 http://slow.example/",
            "1 http://z.example:81/",
            "1 https://b.example/"),
        claimed.stream().map(Delivery::lane).sorted().toList());
    Claim next = new Claim("1 http://a.example/", Set.of("1 http://slow.example/"), 2, 100);
    assertTrue(await(log.claimDue(next)).isEmpty());
    assertEquals(3, await(log.claimDue(new Claim("1 http://b", Set.of(), 10, 3))).size());
  }

  @Test
  void nodesThatClaimAtOnceNeverClaimTheSame() {
    owner.open(false);
    String[] urls =
        IntStream.range(0, 400)
            .mapToObj(i -> "http://h" + i % 7 + ".example/" + i)
            .toArray(String[]::new);
    append(urls);
    List<Future<List<Delivery>>> claims = new ArrayList<>();
    for (int i = 0; i < 40; i++) {
      claims.add((i % 2 == 0 ? log : otherLog).claimDue(new Claim("", Set.of(), 3, 16)));
    }
    List<Long> ids = new ArrayList<>();
    claims.forEach(claim -> await(claim).forEach(delivery -> ids.add(delivery.id())));
    assertEquals(ids.size(), new HashSet<>(ids).size());
    assertTrue(ids.size() > 100, () -> "only " + ids.size());
  }

  @Test
  void theListIsPagedNewestFirstAndFiltered() {
    List<Long> ids = new ArrayList<>();
    for (int i = 0; i < 5; i++) {
      ids.addFirst(append("http://a.example/" + i).deliveries().getFirst().id());
    }
    await(log.end(List.of(new Ended(ids.get(1), 1, End.DEAD, attempt(1, null, "refused")))));
    await(log.end(List.of(new Ended(ids.get(3), 1, End.DELIVERED, attempt(1, 200, null)))));
    DeliveryPage first = await(history.list(new ListDeliveries(1, null, null, 2)));
    assertEquals(ids.subList(0, 2), numbers(first));
    DeliveryPage second = await(history.list(new ListDeliveries(1, null, first.nextCursor(), 10)));
    assertEquals(ids.subList(2, 5), numbers(second));
    assertNull(second.nextCursor());
    assertEquals(List.of(ids.get(1)), page("dead").stream().map(DeliveryPage.Entry::id).toList());
    assertEquals("refused", page("dead").getFirst().lastError());
    assertEquals(1, page("delivered").size());
    assertEquals(3, page("pending").size());
    assertTrue(await(history.list(new ListDeliveries(2, null, null, 10))).deliveries().isEmpty());
  }

  @Test
  void badFiltersAreRefused() {
    assertRefused("Invalid value for parameter state: gone", "gone", null);
    assertRefused("Invalid value for parameter next_cursor: xyz", null, "xyz");
  }

  private void assertRefused(String text, @Nullable String state, @Nullable String cursor) {
    Refusal refusal =
        failure(
            Refusal.class,
            Future.succeededFuture()
                .compose(start -> history.list(new ListDeliveries(1, state, cursor, 1))));
    assertEquals(text, refusal.getMessage());
  }

  private EventCommitted append(String... urls) {
    List<Receiver> destinations = Arrays.stream(urls).map(DeliveryLogTest::to).toList();
    return await(
        database()
            .database()
            .transaction(
                connection -> new EventLog(owner).append(connection, event(), destinations)));
  }

  private List<DeliveryPage.Entry> page(@Nullable String state) {
    return await(history.list(new ListDeliveries(1, state, null, 100))).deliveries();
  }

  private static List<Long> numbers(DeliveryPage page) {
    return page.deliveries().stream().map(DeliveryPage.Entry::id).toList();
  }

  private static List<String> urls(EventCommitted event) {
    return event.deliveries().stream().map(LeasedDelivery::url).toList();
  }

  private static NewEvent event() {
    return new NewEvent(1, EventType.UPLOAD, "{\"n\":1}", "key", "sample");
  }

  private static Receiver to(String url) {
    return new Receiver(url, null, null, false, false);
  }

  private static Postponed failed(long id, int fence, Duration delay) {
    return new Postponed(id, fence, attempt(1, 500, "it said\0no"), delay);
  }

  private static AttemptEntry attempt(
      int number, @Nullable Integer status, @Nullable String error) {
    return new AttemptEntry(
        number,
        Instant.EPOCH,
        Duration.ofMillis(3),
        status,
        error == null ? null : Trouble.STATUS,
        error,
        new AttemptEntry.Phases(1, 2, 3),
        Map.of("X-Cld-Timestamp", "1"),
        Map.of("server", "a\0b"),
        "\0ok");
  }

  private static void makeDue() {
    sql("update delivery set due = now() - interval '1 second', leased_until = due");
  }

  private static int count(String from) {
    return await(database().database().query("select count(*)::int from " + from, Tuple.tuple()))
        .iterator()
        .next()
        .getInteger(0);
  }

  private static void sql(String statement) {
    await(database().database().query(statement, Tuple.tuple()));
  }

  private static Database queues() {
    return Objects.requireNonNull(queues);
  }

  private static TestDatabase database() {
    return Objects.requireNonNull(database);
  }
}
