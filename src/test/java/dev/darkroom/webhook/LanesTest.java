package dev.darkroom.webhook;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

final class LanesTest {
  private final Lanes<String> lanes = new Lanes<>(new Lanes.Limits(2, 5, 3, 8));

  @Test
  void lanesTakeTurns() {
    offer("a1", "a2", "a3", "b1", "c1");
    assertEquals(List.of("a1", "b1", "c1", "a2"), poll(4));
  }

  @Test
  void aLaneHasNoMoreInFlightThanItsShare() {
    offer("a1", "a2", "a3");
    assertEquals(List.of("a1", "a2"), poll(2));
    assertNull(lanes.poll());
    lanes.done("a");
    assertEquals("a3", lanes.poll());
  }

  @Test
  void allLanesTogetherHaveABound() {
    offer("a1", "a2", "b1", "b2", "c1", "c2");
    assertEquals(5, poll(5).size());
    assertNull(lanes.poll());
    lanes.done("a");
    assertEquals("c2", lanes.poll());
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
    assertEquals("a1", lanes.poll());
    assertTrue(lanes.offer("c", "c3"));
  }

  @Test
  void crowdedLanesAreNamed() {
    offer("a1", "a2", "b1");
    assertEquals(Set.of("a"), lanes.crowded(2));
    assertEquals(Set.of(), lanes.crowded(1));
  }

  @Test
  void clearingGivesBackWhatWaits() {
    offer("a1", "a2", "a3", "b1");
    assertEquals("a1", lanes.poll());
    assertEquals(Set.of("a2", "a3", "b1"), Set.copyOf(lanes.clear()));
    assertNull(lanes.poll());
    lanes.done("a");
    offer("a4");
    assertEquals("a4", lanes.poll());
    assertThrows(IllegalStateException.class, () -> lanes.done("b"));
  }

  private void offer(String... items) {
    for (String item : items) {
      assertTrue(lanes.offer(item.substring(0, 1), item), item);
    }
  }

  private List<String> poll(int count) {
    return Stream.generate(lanes::poll).limit(count).toList();
  }
}
