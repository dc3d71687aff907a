package dev.darkroom.webhook;

import dev.darkroom.outbox.Deliveries.Lease;
import dev.darkroom.webhook.RetryBoard.Retry;
import java.time.Duration;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/** A timer for each retry that this node owns on the board. For one thread. */
final class RetryTimers {
  /** Beyond this many the sweep does as well, a few seconds later. */
  private static final int MOST = 20_000;

  /** Clocks differ by a little, and the database refuses what comes too early. */
  private static final Duration NEVER_EARLY = Duration.ofMillis(20);

  private final RetryBoard board;
  private final Duration window;
  private final Timers timers;
  private final InstantSource clock;
  private final Map<Long, Integer> armed = new HashMap<>();
  private Consumer<Lease> due = lease -> {};

  RetryTimers(RetryBoard board, Duration window, Timers timers, InstantSource clock) {
    this.board = board;
    this.window = window;
    this.timers = timers;
    this.clock = clock;
  }

  /** Says who is told when a retry is due. */
  void onDue(Consumer<Lease> listener) {
    due = listener;
  }

  /** Puts a retry on the board, if it is due soon. */
  void put(Lease lease, Duration delay) {
    if (delay.compareTo(window) <= 0 && armed.size() < MOST) {
      board.put(new Retry(lease, clock.instant().plus(delay)), delay);
    }
  }

  /** Sets the timers of retries that became this node's. */
  void arm(List<Retry> mine) {
    mine.forEach(this::arm);
  }

  void arm(Retry retry) {
    Lease lease = retry.lease();
    int before = armed.getOrDefault(lease.id(), 0);
    if (before < lease.fence() && armed.size() < MOST) {
      armed.put(lease.id(), lease.fence());
      Duration delay = Duration.between(clock.instant(), retry.due()).plus(NEVER_EARLY);
      timers.after(delay, () -> fire(lease));
    }
  }

  private void fire(Lease lease) {
    if (armed.remove(lease.id(), lease.fence())) {
      board.remove(lease);
      due.accept(lease);
    }
  }
}
