package dev.darkroom.webhook;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import dev.darkroom.outbox.AttemptEntry;
import dev.darkroom.outbox.Deliveries.End;
import dev.darkroom.outbox.Trouble;
import dev.darkroom.webhook.DeliveriesInMemory.Stored;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.slf4j.LoggerFactory;

/**
 * Nodes, a database and hostile receivers in one simulated world: no event is lost, attempts follow
 * the schedule, every delivery ends. A failure names the seed that repeats it.
 */
final class SimulationTest {
  private static final int STEPS = 10_000;
  private static final Logger LOG = (Logger) LoggerFactory.getLogger("dev.darkroom.webhook");
  private static final List<Duration> WAITS = RetrySchedule.STANDARD.waits();

  /** Ten thousand failures told one by one would only hide the one that counts. */
  @BeforeAll
  static void silence() {
    LOG.setLevel(Level.OFF);
  }

  @AfterAll
  static void speak() {
    LOG.setLevel(null);
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2})
  void whileAllGoesWellEveryDeliveryIsMadeOnce(long seed) {
    World world = run(seed, false);
    assertEquals(0, world.receivers.duplicates(), "duplicates with seed " + seed);
  }

  @ParameterizedTest
  @ValueSource(longs = {11, 12})
  void whateverFailsNothingIsLost(long seed) {
    run(seed, true);
  }

  @Test
  void norWithASeedNobodyHasTried() {
    run(new Random().nextLong(), true);
  }

  private static World run(long seed, boolean withFaults) {
    World world = new World(seed, withFaults);
    try {
      for (int step = 0; step < STEPS; step++) {
        world.step();
      }
      world.calm();
      check(world);
      return world;
    } catch (AssertionError | RuntimeException failure) {
      throw new AssertionError("seed " + seed + ", faults " + withFaults, failure);
    }
  }

  private static void check(World world) {
    assertTrue(world.deliveries.isAllOver(), "a delivery did not end");
    assertFalse(world.deliveries.rows.isEmpty());
    assertTrue(count(world, End.DELIVERED) > STEPS / 10, "hardly anything was delivered");
    assertTrue(count(world, End.DEAD) > 0, "nothing ever died");
    assertTrue(world.endpoints.wasDisabled("http://host1.example/hook"), "who always fails");
    // Each start of a node may send two before it knows how the URL is set up.
    assertTrue(world.receivers.tooSoon() <= 2 * world.started(), "pace was not kept");
    world.deliveries.rows.values().forEach(row -> check(world, row));
  }

  private static void check(World world, Stored row) {
    boolean wasDisabled = row.history.getLast().trouble() == Trouble.DISABLED;
    List<AttemptEntry> history =
        wasDisabled ? row.history.subList(0, row.history.size() - 1) : row.history;
    for (int i = 0; i < history.size(); i++) {
      assertEquals(i + 1, history.get(i).number());
    }
    for (int i = 1; i < history.size(); i++) {
      AttemptEntry failed = history.get(i - 1);
      Instant earliest = failed.at().plus(failed.took()).plus(WAITS.get(i - 1));
      assertFalse(history.get(i).at().isBefore(earliest), "attempt " + (i + 1) + " came early");
    }
    if (wasDisabled) {
      assertTrue(world.endpoints.wasDisabled(row.delivery.url()));
      assertEquals(End.DEAD, row.end);
      return;
    }
    AttemptEntry last = history.getLast();
    if (row.end == End.DELIVERED) {
      assertTrue(world.receivers.hasTaken(row.delivery.id()), "delivered, but never received");
      assertEquals(200, last.status());
    } else {
      assertTrue(
          history.size() == WAITS.size() + 1 || "forbidden".equals(last.error()),
          "given up after " + history.size() + " attempts: " + last.error());
    }
  }

  private static long count(World world, End end) {
    return world.deliveries.rows.values().stream().filter(row -> row.end == end).count();
  }
}
