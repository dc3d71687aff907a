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
 */
public record RetrySchedule(List<Duration> waits) {
  private static final int MOST_RETRIES = 50;
  private static final Pattern WAIT = Pattern.compile("(\\d{1,9})(ms|s|m|h|d)");

  /** The contract's schedule: four attempts at 0, 3, 9 and 18 minutes. */
  public static final RetrySchedule STANDARD = parse("3m,6m,9m");

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

  /** The wait after an attempt failed, or empty when it was the last. */
  public Optional<Duration> after(int failedAttempts) {
    return failedAttempts <= waits.size()
        ? Optional.of(waits.get(failedAttempts - 1))
        : Optional.empty();
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
