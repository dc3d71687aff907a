package dev.darkroom.config;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The values that were given, read as what they mean; the rest by default. */
final class Values {
  private static final Pattern DURATION = Pattern.compile("(\\d{1,9})\\s*(ms|s|m|h|d)");
  private static final Pattern BYTES = Pattern.compile("(\\d{1,12})\\s*(B|KB|MB|GB)?");

  /**
   * A value and where it stands.
   *
   * @param source the variable or the file
   */
  record Given(String text, String source) {}

  private final Map<Setting, Given> given;

  Values(Map<Setting, Given> given) {
    this.given = Map.copyOf(given);
  }

  /** The given value, when there is one. */
  Optional<String> optional(Setting setting) {
    return Optional.ofNullable(given.get(setting)).map(Given::text);
  }

  /** The given value or the default. */
  String text(Setting setting) {
    return optional(setting).orElse(setting.standard());
  }

  /** The given value or the default, read by a function that refuses with an exception. */
  <T> T parsed(Setting setting, Function<String, T> read) {
    return parse(setting, text(setting), read);
  }

  /** The given value, read by a function that refuses with an exception. */
  <T> Optional<T> optional(Setting setting, Function<String, T> read) {
    return optional(setting).map(text -> parse(setting, text, read));
  }

  int number(Setting setting, int least, int most) {
    return parsed(setting, text -> number(text, least, most));
  }

  /** A whole number within bounds. */
  static int number(String text, int least, int most) {
    if (text.matches("\\d{1,9}")) {
      int number = Integer.parseInt(text);
      if (number >= least && number <= most) {
        return number;
      }
    }
    throw new IllegalArgumentException(
        "must be a whole number from " + least + " to " + most + ", not '" + text + "'");
  }

  boolean flag(Setting setting) {
    return parsed(
        setting,
        text ->
            switch (text) {
              case "true" -> true;
              case "false" -> false;
              default ->
                  throw new IllegalArgumentException("must be true or false, not '" + text + "'");
            });
  }

  Duration duration(Setting setting) {
    return parsed(setting, Values::duration);
  }

  List<Duration> durations(Setting setting) {
    return parsed(setting, text -> parts(text).map(Values::duration).toList());
  }

  /** A number of bytes; 1 MB is 1024 x 1024, as the original counts its limits. */
  long bytes(Setting setting) {
    return parsed(setting, Values::bytes);
  }

  /** The parts between commas, none for {@code none}. */
  static Stream<String> parts(String text) {
    return text.equals("none")
        ? Stream.empty()
        : Stream.of(text.split(",")).map(String::strip).filter(part -> !part.isEmpty());
  }

  /** What was given and where, on one line, secrets hidden. */
  String summary() {
    String lines =
        given.entrySet().stream()
            .sorted(Map.Entry.comparingByKey())
            .map(each -> shown(each.getKey(), each.getValue()))
            .collect(Collectors.joining(", "));
    return lines.isEmpty() ? "all by default" : lines + "; all others by default";
  }

  private static String shown(Setting setting, Given value) {
    String text = setting.secret() ? "(hidden)" : value.text();
    return setting.key() + "=" + text + " (" + value.source() + ")";
  }

  static Duration duration(String text) {
    Matcher parts = DURATION.matcher(text);
    if (!parts.matches()) {
      throw new IllegalArgumentException(
          "must be a time such as 500ms, 20s, 3m, 1h or 30d, not '" + text + "'");
    }
    long number = Long.parseLong(parts.group(1));
    return switch (parts.group(2)) {
      case "ms" -> Duration.ofMillis(number);
      case "s" -> Duration.ofSeconds(number);
      case "m" -> Duration.ofMinutes(number);
      case "h" -> Duration.ofHours(number);
      default -> Duration.ofDays(number);
    };
  }

  private static long bytes(String text) {
    Matcher parts = BYTES.matcher(text);
    if (!parts.matches()) {
      throw new IllegalArgumentException(
          "must be a size such as 64KB, 100MB or 1GB, not '" + text + "'");
    }
    long number = Long.parseLong(parts.group(1));
    return switch (Optional.ofNullable(parts.group(2)).orElse("B")) {
      case "KB" -> number << 10;
      case "MB" -> number << 20;
      case "GB" -> number << 30;
      default -> number;
    };
  }

  private static <T> T parse(Setting setting, String text, Function<String, T> read) {
    try {
      return read.apply(text);
    } catch (IllegalArgumentException refused) {
      throw new InvalidSetting(setting, sentence(String.valueOf(refused.getMessage())));
    }
  }

  private static String sentence(String text) {
    return text.endsWith(".") ? text : text + ".";
  }
}
