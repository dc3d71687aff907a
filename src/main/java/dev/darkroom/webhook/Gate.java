package dev.darkroom.webhook;

import java.time.Duration;
import java.time.Instant;

/**
 * What one lane is held to: how many attempts at once, how many per second, and none while its
 * receiver costs too much. For one thread.
 */
final class Gate {
  private final Breaker breaker = new Breaker();
  private final Pace pace = new Pace();
  private int concurrency;

  Gate(int concurrency) {
    this.concurrency = concurrency;
  }

  /**
   * Changes the limits.
   *
   * @param perSecond 0 for no limit
   */
  void set(int mostAtOnce, double perSecond) {
    concurrency = mostAtOnce;
    pace.set(perSecond);
  }

  /** How many attempts may be under way at once. */
  int concurrency() {
    return breaker.isOpen() ? 1 : concurrency;
  }

  /** How long until an attempt may begin; zero or less when it may. */
  Duration waits(Instant now) {
    Duration paced = pace.waits(now);
    Duration broken = breaker.waits(now);
    return paced.compareTo(broken) > 0 ? paced : broken;
  }

  /** An attempt begins. */
  void begun(Instant now) {
    pace.begun(now);
  }

  /** An attempt ended. */
  void ended(Breaker.End end, Instant begun, Instant now) {
    breaker.ended(end, begun, now);
  }

  /** Whether a new gate would do as well. */
  boolean isForgettable(Instant now) {
    return breaker.isForgettable(now) && pace.isForgettable(now);
  }
}
