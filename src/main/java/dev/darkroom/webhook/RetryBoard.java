package dev.darkroom.webhook;

import dev.darkroom.outbox.Deliveries.Lease;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.function.Consumer;

/**
 * The retries that the nodes have shared out among themselves: each entry belongs to one node,
 * whose timer fires it. It only makes retries punctual: an entry that is lost, late or fired twice
 * does no harm, because the database decides who may send, and its sweep finds what nobody fired.
 */
public interface RetryBoard {
  /**
   * A retry.
   *
   * @param lease the lease the failed attempt had
   */
  record Retry(Lease lease, Instant due) {}

  /** Puts a retry up; the owner hears of it. It vanishes by itself some time after it is due. */
  void put(Retry retry, Duration delay);

  /** Takes it down. */
  void remove(Lease lease);

  /** Hears of this node's entries as they are put up, on any thread. */
  void listen(Consumer<Retry> listener);

  /** This node's entries now; blocks. */
  List<Retry> mine();
}
