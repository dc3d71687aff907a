package dev.darkroom.webhook;

import dev.darkroom.outbox.AttemptEntry.Phases;
import dev.darkroom.outbox.Trouble;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What became of one POST.
 *
 * @param at when it began
 * @param answer null when there was none
 * @param sent the request headers worth keeping, secrets masked
 */
public record Exchange(
    Instant at,
    Duration took,
    Outcome outcome,
    @Nullable Answer answer,
    Phases phases,
    Map<String, String> sent) {

  /** How a POST can end. */
  public sealed interface Outcome {
    /** The receiver took the notification. */
    record Accepted() implements Outcome {}

    /** It did not, or could not be asked; another try may go better. */
    record Refused(Trouble trouble, String why) implements Outcome {}

    /** The destination may not be reached at all; asking again would not change that. */
    record Forbidden(String why) implements Outcome {}
  }

  /**
   * The receiver's answer.
   *
   * @param headers the first few
   * @param beginning of its body
   */
  public record Answer(int status, Map<String, String> headers, String beginning) {
    /** A header, its name in lower case; null when it is not there. */
    public @Nullable String header(String name) {
      return headers.get(name);
    }
  }

  /** One that came to no answer. */
  static Exchange without(Instant at, Duration took, Outcome outcome) {
    return new Exchange(at, took, outcome, null, Phases.NONE, Map.of());
  }

  /** The receiver's HTTP status, null when there was no response. */
  @Nullable Integer status() {
    return answer == null ? null : answer.status();
  }

  /** What the receiver asked for by its {@code Retry-After}; null when it did not. */
  @Nullable Duration retryAfter() {
    return answer == null ? null : RetryAfter.of(answer, at.plus(took));
  }
}
