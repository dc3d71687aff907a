package dev.darkroom.testing;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;

/** A clock that stands still until a test moves it. */
public final class ManualClock implements InstantSource {
  private volatile Instant now;

  /** Stands at a time of the test's choice. */
  public ManualClock(Instant start) {
    now = start;
  }

  @Override
  public Instant instant() {
    return now;
  }

  /** Moves the clock on. */
  public void advance(Duration step) {
    now = now.plus(step);
  }

  /** Moves the clock to a time that is not before the present one. */
  public void advanceTo(Instant time) {
    if (time.isBefore(now)) {
      throw new IllegalArgumentException("time does not run backwards");
    }
    now = time;
  }
}
