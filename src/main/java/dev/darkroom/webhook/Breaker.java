package dev.darkroom.webhook;

import java.time.Duration;
import java.time.Instant;

/**
 * Spares a receiver that costs a whole timeout with every attempt. It opens after a run of such
 * failures and then lets one attempt through now and then; the first that is answered, however
 * badly, closes it. Few deliveries never open it, so that they keep exactly to the schedule. Pure
 * but for its own state; for one thread.
 */
final class Breaker {
  /** How an attempt ended, as far as a breaker cares. */
  enum End {
    /** The receiver answered, well or badly. */
    ANSWERED,
    /** It took its time and never answered, or could not be reached. */
    COSTLY
  }

  static final int RUN = 10;
  static final Duration SHORTEST = Duration.ofSeconds(10);
  static final Duration LONGEST = Duration.ofSeconds(60);

  /** Failures further apart than this are no run. */
  private static final Duration APART = Duration.ofSeconds(60);

  /** Who was not tried for so long is tried like any other. */
  private static final Duration IDLE = Duration.ofMinutes(10);

  private int run;
  private Instant last = Instant.EPOCH;
  private boolean open;
  private Instant changed = Instant.EPOCH;
  private Instant until = Instant.EPOCH;
  private Duration pause = SHORTEST;

  /** How long nothing may be attempted; zero or less when something may. */
  Duration waits(Instant now) {
    return open ? Duration.between(now, until) : Duration.ZERO;
  }

  /** Whether only one attempt may be under way at a time. */
  boolean isOpen() {
    return open;
  }

  /** Whether a new breaker would do as well. */
  boolean isForgettable(Instant now) {
    return open ? until.plus(IDLE).isBefore(now) : last.plus(APART).isBefore(now);
  }

  /**
   * An attempt ended.
   *
   * @param begun when; what was under way when the breaker opened says nothing new
   */
  void ended(End end, Instant begun, Instant now) {
    switch (end) {
      case ANSWERED -> close();
      case COSTLY -> failed(begun, now);
    }
  }

  private void close() {
    open = false;
    run = 0;
    pause = SHORTEST;
  }

  private void failed(Instant begun, Instant now) {
    if (open) {
      if (!begun.isBefore(changed)) {
        pause = pause.multipliedBy(2).compareTo(LONGEST) > 0 ? LONGEST : pause.multipliedBy(2);
        openUntil(now.plus(pause), now);
      }
      return;
    }
    run = last.plus(APART).isBefore(now) ? 1 : run + 1;
    last = now;
    if (run >= RUN) {
      open = true;
      openUntil(now.plus(pause), now);
    }
  }

  private void openUntil(Instant end, Instant now) {
    until = end;
    changed = now;
  }
}
