package dev.darkroom.api.admin;

import dev.darkroom.api.request.Call;
import dev.darkroom.api.request.Parameters;
import dev.darkroom.protocol.ErrorCode;
import dev.darkroom.protocol.ItemShape;
import dev.darkroom.protocol.PageRequest;
import dev.darkroom.protocol.Refusal;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** What all listings have in common (reference/admin-api.md 1 and 3). */
final class ListingParameters {
  static final int USUAL_PAGE = 10;
  static final int LARGEST_PAGE = 500;
  private static final int LONGEST_TEXT = 1_024;
  private static final int LAST_YEAR = 9_999;
  private static final List<String> FLAGS = List.of("tags", "context", "metadata", "moderations");

  private ListingParameters() {}

  static PageRequest page(Call call) {
    return page(call.parameters(), USUAL_PAGE);
  }

  static PageRequest page(Parameters parameters, int usual) {
    return new PageRequest(
        (int) parameters.number("max_results", usual, 1, LARGEST_PAGE),
        parameters.text("next_cursor").orElse(null));
  }

  /** The optional members that flags ask for, and the fields that are wanted. */
  static ItemShape shape(Call call) {
    Parameters parameters = call.parameters();
    Stream<String> extra = FLAGS.stream().filter(flag -> parameters.flag(flag, false));
    return new ItemShape(extra.toList(), parameters.list("fields"));
  }

  /** {@code asc}, {@code desc}, {@code 1} or {@code -1}; the newest first when nothing is said. */
  static boolean descending(Call call) {
    String word = call.parameters().text("direction").orElse("desc");
    return switch (word) {
      case "desc", "-1" -> true;
      case "asc", "1" -> false;
      default -> throw invalid("direction", word);
    };
  }

  /** A date, with or without a time. */
  static @Nullable Instant startAt(Call call) {
    return time(call, "start_at");
  }

  /** A date, with or without a time, of that name; null when it is absent. */
  static @Nullable Instant time(Call call, String name) {
    Optional<String> text = call.parameters().text(name);
    if (text.isEmpty()) {
      return null;
    }
    return Stream.<Optional<Instant>>of(zoned(text.get()), local(text.get()), day(text.get()))
        .flatMap(Optional::stream)
        .filter(time -> time.atOffset(ZoneOffset.UTC).getYear() > 0)
        .filter(time -> time.atOffset(ZoneOffset.UTC).getYear() <= LAST_YEAR)
        .findFirst()
        .orElseThrow(() -> invalid(name, text.get()));
  }

  private static Optional<Instant> zoned(String text) {
    try {
      return Optional.of(OffsetDateTime.parse(text.replace(' ', '+')).toInstant());
    } catch (DateTimeException other) {
      return rubyTime(text);
    }
  }

  /** As Ruby and Python print times: {@code 2016-01-01 10:00:00 +0000}, or a mail date. */
  private static Optional<Instant> rubyTime(String text) {
    for (DateTimeFormatter format :
        List.of(
            DateTimeFormatter.RFC_1123_DATE_TIME,
            DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss xx"),
            DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss 'UTC'").withZone(ZoneOffset.UTC))) {
      try {
        return Optional.of(format.parse(text, Instant::from));
      } catch (DateTimeException other) {
        // The next format may fit.
      }
    }
    return Optional.empty();
  }

  private static Optional<Instant> local(String text) {
    try {
      return Optional.of(LocalDateTime.parse(text.replace(' ', 'T')).toInstant(ZoneOffset.UTC));
    } catch (DateTimeException other) {
      return Optional.empty();
    }
  }

  private static Optional<Instant> day(String text) {
    try {
      return Optional.of(LocalDate.parse(text).atStartOfDay().toInstant(ZoneOffset.UTC));
    } catch (DateTimeException other) {
      return Optional.empty();
    }
  }

  /** Text of a caller's, as long as anything can be that it is compared with. */
  static String bounded(String name, String text) {
    if (text.length() > LONGEST_TEXT) {
      throw invalid(name, text);
    }
    return text;
  }

  static Refusal invalid(String name, String value) {
    String shown = value.length() <= 80 ? value : value.substring(0, 80) + "…";
    return new Refusal(ErrorCode.INVALID_PARAMETER, name, shown);
  }
}
