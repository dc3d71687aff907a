package dev.darkroom.webhook;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

final class LanesTest {
  private final Map<String, Duration> asleep = new HashMap<>();
  private Instant now = Instant.EPOCH;
  private final Lanes<String> lanes =
      new Lanes<>(new Lanes.Limits(2, 5, 3, 8), (lane, wait) -> asleep.put(lane, wait));

  @Test
  void lanesTakeTurns() {
    offer("a1", "a2", "a3", "b1", "c1");
    assertEquals(List.of("a1", "b1", "c1", "a2"), poll(4));
  }

  @Test
  void aLaneHasNoMoreInFlightThanItsShare() {
    offer("a1", "a2", "a3");
    assertEquals(List.of("a1", "a2"), poll(2));
    assertNull(lanes.poll(now));
    lanes.done("a", now);
    assertEquals("a3", lanes.poll(now));
  }

  @Test
  void allLanesTogetherHaveABound() {
    offer("a1", "a2", "b1", "b2", "c1", "c2");
    assertEquals(5, poll(5).size());
    assertNull(lanes.poll(now));
    lanes.done("a", now);
    assertEquals("c2", lanes.poll(now));
  }

  @Test
  void waitingIsBoundedPerLaneAndInAll() {
    offer("a1", "a2", "a3");
    assertTrue(lanes.isFull("a"));
    assertFalse(lanes.offer("a", "a4"));
    offer("b1", "b2", "b3", "c1", "c2");
    assertTrue(lanes.isFull());
    assertFalse(lanes.offer("c", "c3"));
    assertEquals(0, lanes.room());
    assertEquals("a1", lanes.poll(now));
    assertTrue(lanes.offer("c", "c3"));
  }

  @Test
  void crowdedLanesAreNamed() {
    offer("a1", "a2", "b1");
    assertEquals(Set.of("a"), lanes.crowded(2));
    assertEquals(Set.of(), lanes.crowded(1));
  }

  @Test
  void aLaneMayHaveAShareOfItsOwn() {
    lanes.gate("a").set(1, 0);
    offer("a1", "a2", "b1", "b2");
    assertEquals(List.of("a1", "b1", "b2"), poll(3));
    assertNull(lanes.poll(now));
  }

  @Test
  void aPacedLaneSleepsUntilItsNextMoment() {
    lanes.gate("a").set(2, 10);
    offer("a1", "a2", "b1");
    assertEquals(List.of("a1", "b1"), poll(2));
    assertNull(lanes.poll(now));
    assertEquals(Map.of("a", Duration.ofMillis(100)), asleep);
    now = now.plusMillis(100);
    lanes.wake("a");
    assertEquals("a2", lanes.poll(now));
  }

  @Test
  void aBrokenLaneLetsOneThroughNowAndThen() {
    offer("a1", "a2", "a3", "b1");
    for (int i = 0; i < Breaker.RUN; i++) {
      lanes.gate("a").ended(Breaker.End.COSTLY, now, now);
    }
    assertEquals("b1", lanes.poll(now));
    assertNull(lanes.poll(now));
    now = now.plus(Breaker.SHORTEST);
    lanes.wake("a");
    assertEquals("a1", lanes.poll(now));
    assertNull(lanes.poll(now), "one probe at a time");
    lanes.gate("a").ended(Breaker.End.ANSWERED, now, now);
    lanes.done("a", now);
    assertEquals(List.of("a2", "a3"), poll(2));
  }

  @Test
  void clearingGivesBackWhatWaits() {
    offer("a1", "a2", "a3", "b1");
    assertEquals("a1", lanes.poll(now));
    assertEquals(Set.of("a2", "a3", "b1"), Set.copyOf(lanes.clear()));
    assertNull(lanes.poll(now));
    lanes.done("a", now);
    offer("a4");
    assertEquals("a4", lanes.poll(now));
    assertThrows(IllegalStateException.class, () -> lanes.done("b", now));
  }

  private void offer(String... items) {
    for (String item : items) {
      assertTrue(lanes.offer(item.substring(0, 1), item), item);
    }
  }

  private List<String> poll(int count) {
    return Stream.generate(() -> lanes.poll(now)).limit(count).toList();
  }
}
