package dev.darkroom.webhook;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * How notifications are delivered.
 *
 * @param timeout for the whole exchange, from the look-up of the name to the end of the body
 * @param perReceiver POSTs to one URL at the same time, unless it is set up otherwise
 * @param inFlight POSTs at the same time in all
 * @param waitingPerReceiver deliveries to one URL that wait in memory; more stay in the database
 * @param waiting deliveries that wait in memory in all
 * @param sweep how often the database is asked for what is due
 * @param timerWindow retries due within this time also get a timer; later ones wait for the sweep
 * @param drain how long a stop waits for POSTs under way
 * @param disableAfter how long a URL may fail before it is disabled, as it is at 410; null for ever
 */
public record WebhookSettings(
    RetrySchedule schedule,
    Duration timeout,
    int perReceiver,
    int inFlight,
    int waitingPerReceiver,
    int waiting,
    Duration sweep,
    Duration timerWindow,
    Duration drain,
    @Nullable Duration disableAfter) {
  private static final int WAITING_TURNS = 16;
  private static final int MOST_WAITING = 4_096;

  /** The contract's schedule and timeout, with bounds that suit one node. */
  public static final WebhookSettings STANDARD =
      of(RetrySchedule.STANDARD, Duration.ofSeconds(20), 8, 1_024);

  public WebhookSettings {
    positive("timeout", timeout);
    positive("sweep", sweep);
    if (perReceiver < 1 || inFlight < perReceiver) {
      throw new IllegalArgumentException("1 <= perReceiver <= inFlight is required");
    }
    if (waitingPerReceiver < 1 || waiting < waitingPerReceiver) {
      throw new IllegalArgumentException("1 <= waitingPerReceiver <= waiting is required");
    }
  }

  /** The standard times; what may wait in memory follows from what may be in flight. */
  public static WebhookSettings of(
      RetrySchedule schedule, Duration timeout, int perReceiver, int inFlight) {
    return new WebhookSettings(
        schedule,
        timeout,
        perReceiver,
        inFlight,
        perReceiver * WAITING_TURNS,
        Math.max(perReceiver * WAITING_TURNS, Math.min(MOST_WAITING, inFlight * WAITING_TURNS)),
        Duration.ofSeconds(1),
        Duration.ofMinutes(15),
        Duration.ofSeconds(10),
        null);
  }

  /** The same, but URLs that fail for so long are disabled. */
  public WebhookSettings disabling(@Nullable Duration after) {
    return new WebhookSettings(
        schedule,
        timeout,
        perReceiver,
        inFlight,
        waitingPerReceiver,
        waiting,
        sweep,
        timerWindow,
        drain,
        after);
  }

  /**
   * How long a lease must last: the longest wait in memory when everything times out, the attempt
   * itself, and as much again for the writing.
   */
  public Duration lease() {
    int turns = Math.max(waitingPerReceiver / perReceiver, waiting / inFlight);
    return timeout.multipliedBy(turns + 2L).plusSeconds(10);
  }

  private static void positive(String name, Duration duration) {
    if (!duration.isPositive()) {
      throw new IllegalArgumentException(name + " must be positive");
    }
  }
}
