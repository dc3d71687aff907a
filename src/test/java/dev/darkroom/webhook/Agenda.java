package dev.darkroom.webhook;

import dev.darkroom.testing.ManualClock;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.PriorityQueue;
import java.util.function.BooleanSupplier;

/** Everything that will happen in a simulation, in order of time. */
final class Agenda {
  private record Entry(Instant at, long order, BooleanSupplier isWanted, Runnable action) {}

  private final PriorityQueue<Entry> entries =
      new PriorityQueue<>(Comparator.comparing(Entry::at).thenComparingLong(Entry::order));
  private final ManualClock clock;
  private long order;

  Agenda(ManualClock clock) {
    this.clock = clock;
  }

  /** Timers whose actions happen only as long as they are wanted. */
  Timers timers(BooleanSupplier isWanted) {
    return (delay, action) ->
        entries.add(
            new Entry(
                clock.instant().plus(delay.isNegative() ? Duration.ZERO : delay),
                order++,
                isWanted,
                action));
  }

  /** Lets time pass, with all that happens meanwhile. */
  void pass(Duration time) {
    Instant end = clock.instant().plus(time);
    for (Entry next = entries.peek();
        next != null && !next.at.isAfter(end);
        next = entries.peek()) {
      entries.remove();
      clock.advanceTo(next.at);
      if (next.isWanted.getAsBoolean()) {
        next.action.run();
      }
    }
    clock.advanceTo(end);
  }
}
