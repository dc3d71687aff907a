package dev.darkroom.outbox;

import static dev.darkroom.testing.Await.await;
import static dev.darkroom.testing.Await.failure;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.darkroom.db.Database;
import dev.darkroom.outbox.Deliveries.Claim;
import dev.darkroom.outbox.Deliveries.End;
import dev.darkroom.outbox.Deliveries.Ended;
import dev.darkroom.outbox.Deliveries.Postponed;
import dev.darkroom.protocol.ErrorCode;
import dev.darkroom.protocol.EventType;
import dev.darkroom.protocol.RecoverDeliveries;
import dev.darkroom.protocol.Recovery;
import dev.darkroom.protocol.Refusal;
import dev.darkroom.testing.TestDatabase;
import io.vertx.core.Vertx;
import io.vertx.sqlclient.Tuple;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

final class ResendsTest {
  private static final Vertx VERTX = Vertx.vertx();
  private static final Database DATABASE = TestDatabase.fresh(VERTX).database();
  private static final Claim EVERYTHING = new Claim("", Set.of(), 10_000, 10_000);

  private final LeaseOwner owner = new LeaseOwner("node-a", Duration.ofMinutes(1));
  private final DeliveryLog log = new DeliveryLog(DATABASE, owner);
  private final Resends resends = new Resends(DATABASE);

  @AfterAll
  static void close() {
    await(VERTX.close());
  }

  @BeforeEach
  void empty() {
    sql("truncate event, delivery, delivery_log, recovery");
    sql(
        "insert into environment (id, cloud, product_environment_id, folder_mode, name)"
            + " overriding system value values (1, 'c', 'p', 'fixed', 'n') on conflict do nothing");
    owner.open(true);
  }

  @Test
  void anEndedDeliveryComesBackUnderItsIdForOneAttempt() {
    long id = append("http://a.example/");
    end(id, 1, End.DEAD);
    await(resends.resend(1, id));
    assertEquals(0, count("delivery_log"));
    Delivery again = claim().getFirst();
    assertEquals(id, again.id());
    assertEquals("dead", again.resentFrom());
    assertTrue(again.isSentOnce());
    assertEquals(1, again.attempts());
    assertTrue(again.fence() > 1, "nobody who held it before can write");
    assertEquals(Set.of(), await(log.end(List.of(ended(id, 1, End.DELIVERED)))));
    end(id, again.fence(), End.DELIVERED);
    assertEquals(1, count("delivery_log where state = 'delivered' and attempts = 2"));
  }

  @Test
  void aDeliveredOneStaysDeliveredWhateverBecomesOfTheRepetition() {
    long id = append("http://a.example/");
    end(id, 1, End.DELIVERED);
    await(resends.resend(1, id));
    end(id, claim().getFirst().fence(), End.DEAD);
    assertEquals(1, count("delivery_log where state = 'delivered' and attempts = 2"));
  }

  @Test
  void whatIsBeingAttemptedIsNotSentTwice() {
    long id = append("http://a.example/");
    assertRefused(ErrorCode.DELIVERY_UNDER_WAY, 1, id);
    assertEquals(1, count("delivery where fence = 1 and resent_from is null"));
  }

  @Test
  void whatWaitsIsDueAtOnceAndGoesOnBySchedule() {
    long id = append("http://a.example/");
    await(log.postpone(List.of(postponed(id, 1))));
    await(resends.resend(1, id));
    Delivery early = claim().getFirst();
    assertFalse(early.isSentOnce());
    assertEquals("pending", early.resentFrom());
    await(log.postpone(List.of(postponed(id, early.fence()))));
    assertEquals(1, count("delivery where resent_from is null and attempts = 2"));
    await(resends.resend(1, id));
    end(id, claim().getFirst().fence(), End.DEAD);
    assertEquals(1, count("delivery_log where state = 'dead'"));
  }

  @Test
  void anotherEnvironmentsOrNoDeliveryIsNotFound() {
    long id = append("http://a.example/");
    end(id, 1, End.DEAD);
    assertRefused(ErrorCode.NOT_FOUND, 2, id);
    assertRefused(ErrorCode.NOT_FOUND, 1, id + 1);
  }

  @Test
  void withoutItsEventThereIsNothingToSend() {
    long id = append("http://a.example/");
    end(id, 1, End.DEAD);
    sql("delete from event");
    assertRefused(ErrorCode.EVENT_EXPIRED, 1, id);
    assertEquals(1, count("delivery_log"));
  }

  @Test
  void whatDiedSinceThenIsRecoveredBatchByBatch() {
    List<Ended> dead = new ArrayList<>();
    for (int i = 0; i < 1_203; i++) {
      dead.add(ended(append("http://a.example/"), 1, End.DEAD));
    }
    await(log.end(dead));
    long other = append("http://b.example/");
    end(other, 1, End.DEAD);
    long delivered = append("http://a.example/");
    end(delivered, 1, End.DELIVERED);
    sql(
        "update delivery_log set ended_at = now() - interval '2 days' where id = "
            + dead.getFirst().id());
    Instant since = Instant.now().minus(Duration.ofDays(1));
    Recovery begun =
        await(resends.recover(new RecoverDeliveries(1, "http://a.example/", null, since)));
    assertNull(begun.endedAt());
    assertTrue(await(resends.proceed()));
    assertEquals(500, await(resends.find(1, begun.id())).recovered());
    end(claim().getFirst(), End.DEAD);
    int batches = 1;
    while (await(resends.proceed())) {
      batches++;
    }
    Recovery over = await(resends.find(1, begun.id()));
    assertNotNull(over.endedAt());
    assertEquals(1_202, over.recovered());
    assertEquals(3, batches);
    assertEquals(1_201, count("delivery"));
    assertEquals(2, count("delivery_log where state = 'dead' and url = 'http://a.example/'"));
    assertEquals(1, count("delivery_log where id = " + other));
  }

  @Test
  void ofOneTypeOnlyIfThatIsWanted() {
    end(append(EventType.DELETE, "http://a.example/"), 1, End.DEAD);
    end(append("http://a.example/"), 1, End.DEAD);
    end(append(EventType.DELETE, "http://b.example/"), 1, End.DEAD);
    RecoverDeliveries wanted = new RecoverDeliveries(1, null, EventType.DELETE, Instant.EPOCH);
    Recovery begun = await(resends.recover(wanted));
    assertTrue(await(resends.proceed()));
    assertEquals(2, await(resends.find(1, begun.id())).recovered());
    assertNotNull(await(resends.find(1, begun.id())).endedAt());
    assertEquals(1, count("delivery_log"));
  }

  private void assertRefused(ErrorCode code, long environment, long id) {
    assertEquals(code, failure(Refusal.class, resends.resend(environment, id)).code());
  }

  private long append(String url) {
    return append(EventType.UPLOAD, url);
  }

  private long append(EventType type, String url) {
    NewEvent event = new NewEvent(1, type, "{}", "key", "sample");
    return await(
            DATABASE.transaction(connection ->
                new EventLog(owner)
                    .append(
                        connection, event, List.of(new Receiver(url, null, null, false, false)))))
        .deliveries()
        .getFirst()
        .id();
  }

  private List<Delivery> claim() {
    return await(log.claimDue(EVERYTHING));
  }

  private void end(Delivery delivery, End end) {
    end(delivery.id(), delivery.fence(), end);
  }

  private void end(long id, int fence, End end) {
    assertEquals(Set.of(id), await(log.end(List.of(ended(id, fence, end)))));
  }

  private static Ended ended(long id, int fence, End end) {
    return new Ended(id, fence, end, attempt(end == End.DEAD ? 500 : 200));
  }

  private static Postponed postponed(long id, int fence) {
    return new Postponed(id, fence, attempt(500), Duration.ofMinutes(3));
  }

  private static AttemptEntry attempt(@Nullable Integer status) {
    return new AttemptEntry(
        1,
        Instant.EPOCH,
        Duration.ZERO,
        status,
        null,
        null,
        AttemptEntry.Phases.NONE,
        Map.of(),
        Map.of(),
        "");
  }

  private static int count(String from) {
    return await(DATABASE.query("select count(*)::int from " + from, Tuple.tuple()))
        .iterator()
        .next()
        .getInteger(0);
  }

  private static void sql(String statement) {
    await(DATABASE.query(statement, Tuple.tuple()));
  }
}
