package dev.darkroom.webhook;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.darkroom.outbox.AttemptEntry.Phases;
import dev.darkroom.outbox.Trouble;
import dev.darkroom.webhook.Exchange.Answer;
import dev.darkroom.webhook.Exchange.Outcome;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class EndpointHealthTest {
  private static final Instant NOW = Instant.parse("2026-01-02T00:00:00Z");

  @ParameterizedTest
  @CsvSource(
      nullValues = "-",
      value = {
        "200, -, -, nothing",
        "200, PT1H, PT24H, Fares[failingSince=null]",
        "500, -, -, Fares[failingSince=2026-01-02T00:00:00Z]",
        "500, PT1H, -, nothing",
        "500, PT1H, PT24H, nothing",
        "500, PT24H, PT24H, 'Failed[why=every attempt has failed since 2026-01-01T00:00:00Z]'",
        "500, PT9999H, -, nothing",
        "410, -, PT24H, 'Failed[why=the receiver answered 410 Gone]'",
        "410, -, -, Fares[failingSince=2026-01-02T00:00:00Z]"
      })
  void anAttemptSaysHowItsUrlFares(
      int status, @Nullable Duration failing, @Nullable Duration disableAfter, String finding) {
    Instant since = failing == null ? null : NOW.minus(failing);
    Outcome outcome =
        status == 200
            ? new Outcome.Accepted()
            : new Outcome.Refused(Trouble.STATUS, "status " + status);
    Exchange exchange =
        new Exchange(
            NOW, Duration.ZERO, outcome, new Answer(status, Map.of(), ""), Phases.NONE, Map.of());
    String found =
        EndpointHealth.of(since, exchange, disableAfter).map(Object::toString).orElse("nothing");
    assertEquals(finding, found);
  }
}
