package dev.darkroom.webhook;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.darkroom.outbox.AttemptEntry.Phases;
import dev.darkroom.outbox.Delivery;
import dev.darkroom.outbox.Trouble;
import dev.darkroom.webhook.Exchange.Answer;
import dev.darkroom.webhook.Exchange.Outcome;
import io.vertx.core.Promise;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.Map;
import java.util.Random;
import org.jspecify.annotations.Nullable;

/**
 * Simulated receivers: host 0 is always slow and often too slow, host 1 always fails, the others do
 * as they please. They check how each node treats them.
 */
final class Receivers {
  private final Random random;
  private final InstantSource clock;
  private final DeliveriesInMemory deliveries;
  private final Timers world;
  private final Map<Long, Integer> taken = new HashMap<>();
  private int tooSoon;

  Receivers(Random random, DeliveriesInMemory deliveries, Timers world) {
    this.random = random;
    this.clock = deliveries.clock();
    this.deliveries = deliveries;
    this.world = world;
  }

  /** How a node reaches them; answers come only to nodes that still live. */
  Courier courier(Timers node) {
    Map<String, Integer> underWay = new HashMap<>();
    Map<String, Instant> latest = new HashMap<>();
    return (delivery, route) -> {
      if (isHost(delivery, 2)) {
        assertEquals(1, underWay.merge(delivery.lane(), 1, Integer::sum), "one at a time");
      }
      if (isHost(delivery, 3)) {
        Instant before = latest.put(delivery.lane(), clock.instant());
        tooSoon += before != null && before.plusMillis(480).isAfter(clock.instant()) ? 1 : 0;
      }
      assertTrue(deliveries.hasItsTurn(delivery.id()), "out of turn");
      Promise<Exchange> answer = Promise.promise();
      Instant begun = clock.instant();
      Duration takes = Duration.ofMillis(takes(delivery));
      Outcome outcome = outcome(delivery, takes);
      if (outcome instanceof Outcome.Accepted) {
        world.after(takes.dividedBy(2), () -> taken.merge(delivery.id(), 1, Integer::sum));
      }
      node.after(
          takes,
          () -> {
            underWay.computeIfPresent(delivery.lane(), (lane, count) -> count - 1);
            answer.complete(exchange(begun, outcome));
          });
      return answer.future();
    };
  }

  /** How many attempts at host 3 came sooner than its pace allows. */
  int tooSoon() {
    return tooSoon;
  }

  /** How many deliveries were taken more than once. */
  long duplicates() {
    return taken.values().stream().filter(times -> times > 1).count();
  }

  boolean hasTaken(long id) {
    return taken.containsKey(id);
  }

  private Exchange exchange(Instant begun, Outcome outcome) {
    Duration took = Duration.between(begun, clock.instant());
    return new Exchange(begun, took, outcome, answer(outcome), Phases.NONE, Map.of());
  }

  private static @Nullable Answer answer(Outcome outcome) {
    return outcome instanceof Outcome.Accepted ? new Answer(200, Map.of(), "") : null;
  }

  private int takes(Delivery delivery) {
    return isHost(delivery, 0) ? 15_000 + random.nextInt(5_000) : 1 + random.nextInt(300);
  }

  private Outcome outcome(Delivery delivery, Duration takes) {
    int choice = random.nextInt(100);
    if (isHost(delivery, 1) || choice < 15 || takes.toSeconds() >= 19) {
      return takes.toSeconds() >= 19
          ? new Outcome.Refused(Trouble.TIMEOUT, "no complete answer")
          : new Outcome.Refused(Trouble.STATUS, "status 500");
    }
    return choice == 99 ? new Outcome.Forbidden("forbidden") : new Outcome.Accepted();
  }

  private static boolean isHost(Delivery delivery, int number) {
    return delivery.url().contains("host" + number + ".");
  }
}
