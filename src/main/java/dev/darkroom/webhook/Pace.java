package dev.darkroom.webhook;

import java.time.Duration;
import java.time.Instant;

/**
 * A smooth limit of attempts per second: each one has a moment from which on it may begin, and no
 * burst is saved up while nothing happens. Pure but for its own state; for one thread.
 */
final class Pace {
  private static final long SECOND = 1_000_000_000L;

  /** Timers are coarse: who woke late may catch up by this much. */
  private static final Duration TOLERANCE = Duration.ofMillis(20);

  private Duration interval = Duration.ZERO;
  private Instant next = Instant.EPOCH;

  /**
   * Changes the limit.
   *
   * @param perSecond 0 for none
   */
  void set(double perSecond) {
    interval = perSecond <= 0 ? Duration.ZERO : Duration.ofNanos((long) (SECOND / perSecond));
  }

  /** How long until the next attempt may begin; zero or less when it may. */
  Duration waits(Instant now) {
    if (interval.isZero()) {
      return Duration.ZERO;
    }
    return Duration.between(now, interval.compareTo(TOLERANCE) < 0 ? next.minus(TOLERANCE) : next);
  }

  /** An attempt begins. */
  void begun(Instant now) {
    if (!interval.isZero()) {
      next = (next.isBefore(now) ? now : next).plus(interval);
    }
  }

  /** Whether a new one would do as well. */
  boolean isForgettable(Instant now) {
    return !next.isAfter(now);
  }
}
