package dev.darkroom.webhook;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.darkroom.webhook.Attempt.Verdict;
import dev.darkroom.webhook.Exchange.Outcome;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class RetryScheduleTest {

  @ParameterizedTest
  @CsvSource({"1, 3", "2, 6", "3, 9"})
  void theStandardWaitsThreeSixAndNineMinutes(int failed, int minutes) {
    assertEquals(Optional.of(Duration.ofMinutes(minutes)), RetrySchedule.STANDARD.after(failed));
  }

  @Test
  void theStandardGivesUpAfterFourAttempts() {
    assertEquals(Optional.empty(), RetrySchedule.STANDARD.after(4));
    assertEquals(Optional.empty(), RetrySchedule.STANDARD.after(5));
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
          case "refused" -> new Outcome.Refused("no");
          default -> new Outcome.Forbidden("private");
        };
    Verdict decided = Attempt.after(failedBefore, happened, RetrySchedule.STANDARD);
    assertEquals(verdict, decided.toString());
    Exchange exchange = new Exchange(Instant.EPOCH, Duration.ZERO, happened, null, "");
    assertEquals(failedBefore + 1, Attempt.entry(failedBefore, exchange).number());
  }

  @Test
  void aLeaseOutlivesTheLongestWaitInMemory() {
    assertEquals(Duration.ofSeconds(210), WebhookSettings.STANDARD.lease());
  }
}
