package dev.darkroom.webhook;

import dev.darkroom.outbox.AttemptEntry;
import dev.darkroom.webhook.Exchange.Outcome;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** What follows from an attempt. Pure. */
public final class Attempt {

  /** The fate of a delivery. */
  public sealed interface Verdict {
    /** Over: the receiver took it. */
    record Delivered() implements Verdict {}

    /** Another attempt after the delay. */
    record DueAgain(Duration delay) implements Verdict {}

    /** Over: kept and listed as dead. */
    record GaveUp(String why) implements Verdict {}
  }

  private Attempt() {}

  /**
   * Decides how it goes on. A forbidden destination is given up at once: its addresses and the
   * allowed ranges decide, not the receiver's health, and whoever set it up should read why now and
   * not after the last retry.
   *
   * @param failedBefore attempts that failed before this one
   */
  public static Verdict after(int failedBefore, Outcome outcome, RetrySchedule schedule) {
    return switch (outcome) {
      case Outcome.Accepted() -> new Verdict.Delivered();
      case Outcome.Forbidden(String why) -> new Verdict.GaveUp(why);
      case Outcome.Refused(String why) ->
          schedule
              .after(failedBefore + 1)
              .<Verdict>map(Verdict.DueAgain::new)
              .orElseGet(() -> new Verdict.GaveUp(why));
    };
  }

  /** The attempt as the log keeps it. */
  public static AttemptEntry entry(int failedBefore, Exchange exchange) {
    return new AttemptEntry(
        failedBefore + 1,
        exchange.at(),
        exchange.took(),
        exchange.status(),
        error(exchange.outcome()),
        exchange.response());
  }

  private static @Nullable String error(Outcome outcome) {
    return switch (outcome) {
      case Outcome.Accepted() -> null;
      case Outcome.Refused(String why) -> why;
      case Outcome.Forbidden(String why) -> why;
    };
  }
}
