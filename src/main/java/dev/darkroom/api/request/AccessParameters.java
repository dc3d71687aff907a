package dev.darkroom.api.request;

import dev.darkroom.protocol.AccessRules;
import dev.darkroom.protocol.ErrorCode;
import dev.darkroom.protocol.Refusal;
import io.vertx.core.json.DecodeException;
import io.vertx.core.json.Json;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeFormatterBuilder;
import java.time.temporal.ChronoUnit;
import java.time.temporal.TemporalAccessor;
import java.time.temporal.TemporalQueries;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * The parameters that say who may see an asset: {@code access_mode} and {@code access_control}, the
 * same for uploads and for every change (reference/upload-api.md 3). Times may be written as
 * ISO-8601 or as the SDKs' tests do ({@code 2018-02-22 16:20:57 +0200}); they leave as ISO-8601 in
 * UTC.
 */
public final class AccessParameters {
  private static final String CONTROL = "access_control";
  private static final int MOST_RULES = 10;
  private static final Pattern KEY = Pattern.compile("(?:[0-9a-fA-F]{2}){1,64}");
  private static final Set<String> MODES = Set.of("public", "authenticated");
  private static final Set<String> TYPES = Set.of("anonymous", "token");
  private static final DateTimeFormatter TIME =
      new DateTimeFormatterBuilder()
          .append(DateTimeFormatter.ISO_LOCAL_DATE)
          .optionalStart()
          .appendPattern("['T'][' ']")
          .append(DateTimeFormatter.ISO_LOCAL_TIME)
          .optionalEnd()
          .appendPattern("[' ']")
          .optionalStart()
          .appendOffset("+HH:MM", "Z")
          .optionalEnd()
          .optionalStart()
          .appendOffset("+HHMM", "Z")
          .optionalEnd()
          .toFormatter();

  private AccessParameters() {}

  /** What an upload says of both. */
  public static AccessRules of(Parameters parameters) {
    String mode =
        parameters.has("access_mode") ? parameters.word("access_mode", "public", MODES) : null;
    return new AccessRules(
        mode, parameters.text(CONTROL).map(AccessParameters::rules).orElse(null));
  }

  /** The rules of an update as compact JSON: sent but empty takes all rules away. */
  public static Optional<String> changedRules(Parameters parameters) {
    return parameters.names().contains(CONTROL)
        ? Optional.of(rules(parameters.text(CONTROL).orElse("[]")))
        : Optional.empty();
  }

  /** The rules as compact JSON, checked. */
  private static String rules(String text) {
    JsonArray rules = new JsonArray();
    JsonArray given = array(text);
    if (given.size() > MOST_RULES) {
      throw refused("more than " + MOST_RULES + " rules");
    }
    given.forEach(rule -> rules.add(rule(rule)));
    return rules.encode();
  }

  private static JsonArray array(String text) {
    try {
      Object json = Json.decodeValue(text.startsWith("{") ? "[" + text + "]" : text);
      if (json instanceof JsonArray array) {
        return array;
      }
    } catch (DecodeException broken) {
      // Refused below, like JSON of another shape.
    }
    throw refused("a JSON array of rules is expected");
  }

  private static JsonObject rule(Object given) {
    if (!(given instanceof JsonObject rule)) {
      throw refused("a rule is a JSON object");
    }
    if (!(rule.getValue("access_type") instanceof String type) || !TYPES.contains(type)) {
      throw refused("access_type is anonymous or token");
    }
    JsonObject checked = new JsonObject().put("access_type", type);
    Optional<Instant> start = time(rule, "start");
    Optional<Instant> end = time(rule, "end");
    start.ifPresent(time -> checked.put("start", time.toString()));
    end.ifPresent(time -> checked.put("end", time.toString()));
    if (start.isPresent() && end.isPresent() && start.get().isAfter(end.get())) {
      throw refused("start is after end");
    }
    key(rule).ifPresent(key -> checked.put("key", key));
    return checked;
  }

  /** The key that tokens for this asset are made with, in hexadecimal digits. */
  private static Optional<String> key(JsonObject rule) {
    Object key = rule.getValue("key");
    if (key == null) {
      return Optional.empty();
    }
    if (!(key instanceof String text) || !KEY.matcher(text).matches()) {
      throw refused("key is not hexadecimal");
    }
    return Optional.of(text);
  }

  private static Optional<Instant> time(JsonObject rule, String name) {
    return Optional.ofNullable(rule.getValue(name)).map(given -> time(name, given));
  }

  private static Instant time(String name, Object given) {
    try {
      TemporalAccessor parsed = TIME.parse(String.valueOf(given).strip());
      LocalTime time = parsed.query(TemporalQueries.localTime());
      ZoneOffset offset = parsed.query(TemporalQueries.offset());
      return OffsetDateTime.of(
              LocalDate.from(parsed),
              time == null ? LocalTime.MIDNIGHT : time,
              offset == null ? ZoneOffset.UTC : offset)
          .toInstant()
          .truncatedTo(ChronoUnit.SECONDS);
    } catch (DateTimeException broken) {
      throw refused(name + " is no date and time");
    }
  }

  private static Refusal refused(String reason) {
    return new Refusal(ErrorCode.INVALID_PARAMETER, CONTROL, reason);
  }
}
