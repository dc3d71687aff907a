package dev.darkroom.webhook;

import dev.darkroom.webhook.Exchange.Answer;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import org.jspecify.annotations.Nullable;

/** The {@code Retry-After} of a receiver that is busy: seconds or an HTTP date. Pure. */
final class RetryAfter {
  /** More is not granted. */
  static final Duration LONGEST = Duration.ofHours(1);

  private static final int TOO_MANY_REQUESTS = 429;
  private static final int UNAVAILABLE = 503;

  private RetryAfter() {}

  /** How long it wants to be left alone, at most an hour; null when it says nothing sensible. */
  static @Nullable Duration of(Answer answer, Instant now) {
    String text = answer.header("retry-after");
    boolean isBusy = answer.status() == TOO_MANY_REQUESTS || answer.status() == UNAVAILABLE;
    if (!isBusy || text == null) {
      return null;
    }
    Duration asked = text.strip().matches("\\d{1,9}") ? seconds(text) : until(text.strip(), now);
    return asked == null || asked.compareTo(LONGEST) < 0 ? asked : LONGEST;
  }

  private static Duration seconds(String text) {
    return Duration.ofSeconds(Long.parseLong(text.strip()));
  }

  private static @Nullable Duration until(String text, Instant now) {
    try {
      Instant date = ZonedDateTime.parse(text, DateTimeFormatter.RFC_1123_DATE_TIME).toInstant();
      return date.isAfter(now) ? Duration.between(now, date) : null;
    } catch (DateTimeException garbage) {
      return null;
    }
  }
}
