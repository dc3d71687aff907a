package dev.darkroom.webhook;

import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What became of one POST.
 *
 * @param at when it began
 * @param status the receiver's, null when there was no response
 * @param response the beginning of its body
 */
public record Exchange(
    Instant at, Duration took, Outcome outcome, @Nullable Integer status, String response) {

  /** How a POST can end. */
  public sealed interface Outcome {
    /** The receiver took the notification. */
    record Accepted() implements Outcome {}

    /** It did not, or could not be asked; another try may go better. */
    record Refused(String why) implements Outcome {}

    /** The destination may not be reached at all; asking again would not change that. */
    record Forbidden(String why) implements Outcome {}
  }
}
