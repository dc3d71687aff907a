package dev.darkroom.api.request;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.Optional;

/** Dates in headers (RFC 9110 section 5.6.7): two digits of the day, always GMT. */
public final class HttpDate {
  private static final DateTimeFormatter FORMAT =
      DateTimeFormatter.ofPattern("EEE, dd MMM yyyy HH:mm:ss 'GMT'", Locale.ENGLISH)
          .withZone(ZoneOffset.UTC);

  private HttpDate() {}

  /** The text of a time. */
  public static String of(Instant time) {
    return FORMAT.format(time);
  }

  /** The time of a text; empty when it is none. */
  public static Optional<Instant> parse(String text) {
    try {
      return Optional.of(Instant.from(FORMAT.parse(text.strip())));
    } catch (DateTimeException notOne) {
      return Optional.empty();
    }
  }
}
