package dev.darkroom.asset.search;

import java.math.BigDecimal;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Numbers, sizes and dates of search expressions (reference/admin-api.md 7). They are pure. */
final class Values {
  private static final Pattern NUMBER =
      Pattern.compile(
          "(-?\\d{1,18}(?:\\.\\d{1,12})?)(b|kb|k|mb|m|gb|g)?", Pattern.CASE_INSENSITIVE);
  private static final Pattern RATIO = Pattern.compile("(\\d{1,9}):(\\d{1,9})");
  private static final Pattern AGO = Pattern.compile("(\\d{1,6})([mhdwy])");
  private static final int KILO = 1024;
  private static final int DAYS_PER_WEEK = 7;
  private static final int DAYS_PER_YEAR = 365;
  private static final int LAST_YEAR = 9_999;

  /** A time of limited precision: a day, a second, an instant. */
  record Moment(Instant start, Instant end) {}

  private Values() {}

  /** A number, or a size with its unit: {@code 1.5mb} is 1,572,864. */
  static BigDecimal number(String text, int position) {
    Matcher number = NUMBER.matcher(text);
    if (number.matches()) {
      return new BigDecimal(number.group(1)).multiply(BigDecimal.valueOf(unit(number.group(2))));
    }
    throw QueryError.at(position);
  }

  private static long unit(String word) {
    String unit = word == null ? "b" : word.toLowerCase(Locale.ROOT);
    return switch (unit.charAt(0)) {
      case 'k' -> KILO;
      case 'm' -> KILO * KILO;
      case 'g' -> (long) KILO * KILO * KILO;
      default -> 1;
    };
  }

  /** A ratio as a number or as {@code 16:9}. */
  static double ratio(String text, int position) {
    Matcher ratio = RATIO.matcher(text);
    if (ratio.matches() && Long.parseLong(ratio.group(2)) > 0) {
      return Double.parseDouble(ratio.group(1)) / Double.parseDouble(ratio.group(2));
    }
    return number(text, position).doubleValue();
  }

  /** A date, a date with a time (UTC unless it says otherwise), or how long ago. */
  static Moment moment(String text, Instant now, int position) {
    Matcher ago = AGO.matcher(text);
    if (ago.matches()) {
      Instant then = now.minus(span(Long.parseLong(ago.group(1)), ago.group(2).charAt(0)));
      return new Moment(then, then.plus(1, ChronoUnit.MICROS));
    }
    return day(text)
        .or(() -> second(text))
        .filter(moment -> moment.start().atOffset(ZoneOffset.UTC).getYear() > 0)
        .filter(moment -> moment.end().atOffset(ZoneOffset.UTC).getYear() <= LAST_YEAR)
        .orElseThrow(() -> QueryError.at(position));
  }

  private static Duration span(long count, char unit) {
    return switch (unit) {
      case 'm' -> Duration.ofMinutes(count);
      case 'h' -> Duration.ofHours(count);
      case 'd' -> Duration.ofDays(count);
      case 'w' -> Duration.ofDays(DAYS_PER_WEEK * count);
      default -> Duration.ofDays(DAYS_PER_YEAR * Math.min(count, 1_000));
    };
  }

  private static Optional<Moment> day(String text) {
    try {
      LocalDate day = LocalDate.parse(text);
      return Optional.of(
          new Moment(
              day.atStartOfDay().toInstant(ZoneOffset.UTC),
              day.plusDays(1).atStartOfDay().toInstant(ZoneOffset.UTC)));
    } catch (DateTimeException other) {
      return Optional.empty();
    }
  }

  private static Optional<Moment> second(String text) {
    String iso = text.replace(' ', 'T');
    try {
      boolean zoned = iso.endsWith("Z") || iso.matches(".*[+-]\\d\\d:?\\d\\d$");
      Instant start =
          zoned && iso.indexOf('T') > 0
              ? OffsetDateTime.parse(iso).toInstant()
              : LocalDateTime.parse(iso).toInstant(ZoneOffset.UTC);
      boolean whole = start.equals(start.truncatedTo(ChronoUnit.SECONDS));
      return Optional.of(
          new Moment(start, start.plus(1, whole ? ChronoUnit.SECONDS : ChronoUnit.MICROS)));
    } catch (DateTimeException other) {
      return Optional.empty();
    }
  }
}
