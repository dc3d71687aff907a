package dev.darkroom.webhook;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.darkroom.outbox.AttemptEntry.Phases;
import dev.darkroom.outbox.Trouble;
import dev.darkroom.webhook.Attempt.Before;
import dev.darkroom.webhook.Attempt.Verdict;
import dev.darkroom.webhook.Exchange.Answer;
import dev.darkroom.webhook.Exchange.Outcome;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class RetryScheduleTest {

  @ParameterizedTest
  @CsvSource({"1, 3", "2, 6", "3, 9"})
  void theStandardWaitsThreeSixAndNineMinutes(int failed, int minutes) {
    assertEquals(
        Optional.of(Duration.ofMinutes(minutes)), RetrySchedule.STANDARD.after(failed, 0.9));
  }

  @Test
  void theStandardGivesUpAfterFourAttempts() {
    assertEquals(Optional.empty(), RetrySchedule.STANDARD.after(4, 0.9));
    assertEquals(Optional.empty(), RetrySchedule.STANDARD.after(5, 0.9));
  }

  @ParameterizedTest
  @CsvSource({"250ms, 250", "2s, 2000", "1M, 60000", "1h, 3600000", "1d, 86400000", "' 5s ', 5000"})
  void unitsAreRead(String text, long millis) {
    assertEquals(List.of(Duration.ofMillis(millis)), RetrySchedule.parse(text).waits());
  }

  @Test
  void anEmptyTextIsNoRetry() {
    assertEquals(List.of(), RetrySchedule.parse("").waits());
    assertEquals(List.of(), RetrySchedule.parse("  ").waits());
  }

  @ParameterizedTest
  @ValueSource(strings = {"3", "m", "-3m", "3m,,6m", "3m;6m", "3 m", "1w", "9999999999s", "3m,"})
  void whatIsNoDurationIsRefused(String text) {
    assertThrows(IllegalArgumentException.class, () -> RetrySchedule.parse(text));
  }

  @Test
  void fiftyRetriesAreTheMost() {
    assertEquals(50, RetrySchedule.parse("1s,".repeat(49) + "1s").waits().size());
    assertThrows(
        IllegalArgumentException.class, () -> RetrySchedule.parse("1s,".repeat(50) + "1s"));
  }

  @ParameterizedTest
  @CsvSource({
    "0, accepted, Delivered[]",
    "3, accepted, Delivered[]",
    "0, refused, DueAgain[delay=PT3M]",
    "1, refused, DueAgain[delay=PT6M]",
    "2, refused, DueAgain[delay=PT9M]",
    "3, refused, GaveUp[why=no]",
    "9, refused, GaveUp[why=no]",
    "0, forbidden, GaveUp[why=private]"
  })
  void anAttemptDecidesHowItGoesOn(int failedBefore, String outcome, String verdict) {
    Outcome happened =
        switch (outcome) {
          case "accepted" -> new Outcome.Accepted();
          case "refused" -> new Outcome.Refused(Trouble.STATUS, "no");
          default -> new Outcome.Forbidden("private");
        };
    Exchange exchange = Exchange.without(Instant.EPOCH, Duration.ZERO, happened);
    Verdict decided =
        Attempt.after(new Before(failedBefore, false), exchange, RetrySchedule.STANDARD, 0.5);
    assertEquals(verdict, decided.toString());
    assertEquals(failedBefore + 1, Attempt.entry(failedBefore, exchange).number());
  }

  @ParameterizedTest
  @CsvSource({
    "429, 600, PT10M",
    "503, 600, PT10M",
    "503, 5, PT3M",
    "503, 864000, PT1H",
    "500, 600, PT3M",
    "429, -5, PT3M",
    "429, soon, PT3M",
    "429, 99999999999999999999, PT3M",
    "429, 'Thu, 01 Jan 1970 00:10:00 GMT', PT10M",
    "429, 'Wed, 31 Dec 1969 00:10:00 GMT', PT3M",
    "503, 'Sat, 06 Nov 2094 08:49:37 GMT', PT1H",
    "429, '', PT3M"
  })
  void aBusyReceiverIsLeftAloneAsLongAsItAsksWithinBounds(
      int status, String asked, Duration delay) {
    Answer answer = new Answer(status, Map.of("retry-after", asked), "");
    Exchange exchange =
        new Exchange(
            Instant.EPOCH,
            Duration.ZERO,
            new Outcome.Refused(Trouble.STATUS, "no"),
            answer,
            Phases.NONE,
            Map.of());
    assertEquals(
        new Verdict.DueAgain(delay),
        Attempt.after(new Before(0, false), exchange, RetrySchedule.STANDARD, 0));
  }

  @Test
  void whatWasSentOnceMoreIsNotRetried() {
    Exchange refused =
        Exchange.without(Instant.EPOCH, Duration.ZERO, new Outcome.Refused(Trouble.STATUS, "no"));
    assertEquals(
        new Verdict.GaveUp("no"),
        Attempt.after(new Before(0, true), refused, RetrySchedule.STANDARD, 0));
  }

  @Test
  void theExtendedScheduleLastsThreeDaysAndIsNeverEarly() {
    List<Duration> waits = RetrySchedule.EXTENDED.waits();
    Duration all = waits.stream().reduce(Duration.ZERO, Duration::plus);
    assertTrue(all.toDays() >= 3, all::toString);
    for (int failed = 1; failed <= waits.size(); failed++) {
      Duration wait = waits.get(failed - 1);
      assertEquals(Optional.of(wait), RetrySchedule.EXTENDED.after(failed, 0));
      assertTrue(RetrySchedule.EXTENDED.after(failed, 1).orElseThrow().compareTo(wait) > 0);
    }
  }

  @Test
  void aLeaseOutlivesTheLongestWaitInMemory() {
    assertEquals(Duration.ofSeconds(370), WebhookSettings.STANDARD.lease());
  }
}
