package dev.darkroom.db;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.time.Instant;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

final class DatabaseClockTest {
  private static final Instant START = Instant.parse("2026-01-01T00:00:00Z");

  @Test
  void itGoesOnWithTheNanosecondsAndFollowsWhatItHears() {
    AtomicLong nanos = new AtomicLong(1_000);
    DatabaseClock clock = DatabaseClock.at(START, nanos::get);
    assertEquals(START, clock.instant());
    nanos.addAndGet(2_000_000_000L);
    assertEquals(START.plusSeconds(2), clock.instant());
    long asked = nanos.get();
    nanos.addAndGet(100_000_000L);
    clock.heard(START.plusSeconds(3), asked, nanos.get());
    assertEquals(START.plusMillis(3_050), clock.instant());
  }

  @Test
  void aLateAnswerSaysNothing() {
    AtomicLong nanos = new AtomicLong();
    DatabaseClock clock = DatabaseClock.at(START, nanos::get);
    nanos.set(10_000_000_000L);
    clock.heard(START, 0, nanos.get());
    assertEquals(START.plusSeconds(10), clock.instant());
  }
}
