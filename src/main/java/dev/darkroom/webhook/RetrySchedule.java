package dev.darkroom.webhook;

import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * How long after each failed attempt the next one is made; after the last wait there is no more.
 *
 * @param waits one per retry, counted from the failed attempt before
 * @param jitter the part of a wait by which it may be longer, so that what failed together does not
 *     come back together; it is never shorter
 */
public record RetrySchedule(List<Duration> waits, double jitter) {
  private static final int MOST_RETRIES = 50;
  private static final Pattern WAIT = Pattern.compile("(\\d{1,9})(ms|s|m|h|d)");

  /** The contract's schedule: four attempts at 0, 3, 9 and 18 minutes. */
  public static final RetrySchedule STANDARD = parse("3m,6m,9m");

  /** Over three days and three hours, ever more seldom. */
  public static final RetrySchedule EXTENDED =
      new RetrySchedule(parse("5s,5m,30m,2h,5h,10h,10h,24h,24h").waits, 0.2);

  /** A schedule that is kept exactly. */
  public RetrySchedule(List<Duration> waits) {
    this(waits, 0);
  }

  public RetrySchedule {
    waits = List.copyOf(waits);
    if (waits.size() > MOST_RETRIES) {
      throw new IllegalArgumentException("more than " + MOST_RETRIES + " retries");
    }
  }

  /** Parses {@code 3m,6m,9m}; units ms, s, m, h and d; an empty text is no retry at all. */
  public static RetrySchedule parse(String text) {
    return new RetrySchedule(
        Arrays.stream(text.split(",", -1))
            .map(String::strip)
            .filter(wait -> !(wait.isEmpty() && text.isBlank()))
            .map(RetrySchedule::wait)
            .toList());
  }

  /**
   * The wait after an attempt failed, or empty when it was the last.
   *
   * @param luck from 0 to 1: where in its spread the wait ends
   */
  public Optional<Duration> after(int failedAttempts, double luck) {
    return failedAttempts <= waits.size()
        ? Optional.of(spread(waits.get(failedAttempts - 1), luck))
        : Optional.empty();
  }

  private Duration spread(Duration wait, double luck) {
    return wait.plusMillis((long) (wait.toMillis() * jitter * luck));
  }

  private static Duration wait(String text) {
    Matcher matcher = WAIT.matcher(text.toLowerCase(Locale.ROOT));
    if (!matcher.matches()) {
      throw new IllegalArgumentException("not a duration such as 3m: " + text);
    }
    long amount = Long.parseLong(matcher.group(1));
    return switch (matcher.group(2)) {
      case "ms" -> Duration.ofMillis(amount);
      case "s" -> Duration.ofSeconds(amount);
      case "m" -> Duration.ofMinutes(amount);
      case "h" -> Duration.ofHours(amount);
      default -> Duration.ofDays(amount);
    };
  }
}
