package dev.darkroom.webhook;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.darkroom.webhook.Breaker.End;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

final class BreakerTest {
  private final Breaker breaker = new Breaker();
  private Instant now = Instant.EPOCH.plusSeconds(1_000_000);

  @Test
  void aRunOfCostlyFailuresOpensIt() {
    fail(Breaker.RUN - 1);
    assertFalse(breaker.isOpen());
    fail(1);
    assertTrue(breaker.isOpen());
    assertEquals(Breaker.SHORTEST, breaker.waits(now));
  }

  @Test
  void anAnswerEndsTheRunHoweverBad() {
    fail(Breaker.RUN - 1);
    breaker.ended(End.ANSWERED, now, now);
    fail(Breaker.RUN - 1);
    assertFalse(breaker.isOpen());
  }

  @Test
  void failuresFarApartAreNoRun() {
    for (int i = 0; i < 5 * Breaker.RUN; i++) {
      fail(1);
      pass(Duration.ofSeconds(61));
    }
    assertFalse(breaker.isOpen());
  }

  @Test
  void probesComeEverMoreSeldomButNeverMoreThanAMinuteApart() {
    fail(Breaker.RUN);
    Duration[] pauses = {
      Duration.ofSeconds(20), Duration.ofSeconds(40), Breaker.LONGEST, Breaker.LONGEST
    };
    for (Duration pause : pauses) {
      pass(breaker.waits(now));
      assertFalse(breaker.waits(now).isPositive());
      fail(1);
      assertEquals(pause, breaker.waits(now));
    }
  }

  @Test
  void theFirstAnswerClosesItAndAllIsForgotten() {
    fail(Breaker.RUN);
    pass(Breaker.SHORTEST);
    breaker.ended(End.ANSWERED, now, now);
    assertFalse(breaker.isOpen());
    assertTrue(breaker.waits(now).isZero());
    fail(Breaker.RUN);
    assertEquals(Breaker.SHORTEST, breaker.waits(now));
  }

  @Test
  void whatWasUnderWayWhenItOpenedSaysNothingNew() {
    Instant before = now;
    pass(Duration.ofSeconds(20));
    fail(Breaker.RUN);
    breaker.ended(End.COSTLY, before, now);
    assertEquals(Breaker.SHORTEST, breaker.waits(now));
  }

  @Test
  void itIsForgottenWhenItHasNothingToSay() {
    assertTrue(breaker.isForgettable(now));
    fail(1);
    assertFalse(breaker.isForgettable(now));
    fail(Breaker.RUN);
    pass(Duration.ofMinutes(5));
    assertFalse(breaker.isForgettable(now));
    pass(Duration.ofHours(1));
    assertTrue(breaker.isForgettable(now));
  }

  private void fail(int times) {
    for (int i = 0; i < times; i++) {
      breaker.ended(End.COSTLY, now, now);
    }
  }

  private void pass(Duration time) {
    now = now.plus(time);
  }
}
