package dev.darkroom.webhook;

import dev.darkroom.outbox.AttemptEntry;
import dev.darkroom.outbox.Trouble;
import dev.darkroom.webhook.Exchange.Outcome;
import java.time.Duration;
import java.util.Map;
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

  /**
   * How it stood before.
   *
   * @param failed attempts that failed before this one
   * @param isLast whether it had ended already and somebody had it sent once more
   */
  public record Before(int failed, boolean isLast) {}

  private Attempt() {}

  /**
   * Decides how it goes on. A forbidden destination is given up at once: its addresses and the
   * allowed ranges decide, not the receiver's health, and whoever set it up should read why now and
   * not after the last retry.
   *
   * @param luck from 0 to 1: where in its spread a jittered wait ends
   */
  public static Verdict after(
      Before before, Exchange exchange, RetrySchedule schedule, double luck) {
    return switch (exchange.outcome()) {
      case Outcome.Accepted() -> new Verdict.Delivered();
      case Outcome.Forbidden(String why) -> new Verdict.GaveUp(why);
      case Outcome.Refused(Trouble trouble, String why) ->
          before.isLast
              ? new Verdict.GaveUp(why)
              : schedule
                  .after(before.failed + 1, luck)
                  .<Verdict>map(wait -> new Verdict.DueAgain(longer(wait, exchange.retryAfter())))
                  .orElseGet(() -> new Verdict.GaveUp(why));
    };
  }

  private static Duration longer(Duration scheduled, @Nullable Duration asked) {
    return asked == null || asked.compareTo(scheduled) < 0 ? scheduled : asked;
  }

  /** The attempt as the log keeps it. */
  public static AttemptEntry entry(int failedBefore, Exchange exchange) {
    Exchange.Answer answer = exchange.answer();
    return new AttemptEntry(
        failedBefore + 1,
        exchange.at(),
        exchange.took(),
        exchange.status(),
        trouble(exchange.outcome()),
        error(exchange.outcome()),
        exchange.phases(),
        exchange.sent(),
        answer == null ? Map.of() : answer.headers(),
        answer == null ? "" : answer.beginning());
  }

  private static @Nullable Trouble trouble(Outcome outcome) {
    return switch (outcome) {
      case Outcome.Accepted() -> null;
      case Outcome.Refused(Trouble trouble, String why) -> trouble;
      case Outcome.Forbidden(String why) -> Trouble.FORBIDDEN;
    };
  }

  private static @Nullable String error(Outcome outcome) {
    return switch (outcome) {
      case Outcome.Accepted() -> null;
      case Outcome.Refused(Trouble trouble, String why) -> why;
      case Outcome.Forbidden(String why) -> why;
    };
  }
}
