package dev.darkroom.api.upload;

import dev.darkroom.api.request.Parameters;
import dev.darkroom.protocol.AccessRules;
import dev.darkroom.protocol.ErrorCode;
import dev.darkroom.protocol.Refusal;
import io.vertx.core.json.DecodeException;
import io.vertx.core.json.Json;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeFormatterBuilder;
import java.time.temporal.ChronoUnit;
import java.time.temporal.TemporalAccessor;
import java.time.temporal.TemporalQueries;
import java.util.Set;

/**
 * The parameters that say who may see an asset: {@code access_mode} and {@code access_control}
 * (reference/upload-api.md 3). Times may be written as ISO-8601 or as the SDKs' tests do ({@code
 * 2018-02-22 16:20:57 +0200}); they leave as ISO-8601 in UTC.
 */
public final class AccessParameters {
  private static final String CONTROL = "access_control";
  private static final int MOST_RULES = 10;
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

  /** What the request says of both. */
  public static AccessRules of(Parameters parameters) {
    String mode =
        parameters.has("access_mode") ? parameters.word("access_mode", "public", MODES) : null;
    return new AccessRules(
        mode, parameters.text(CONTROL).map(AccessParameters::rules).orElse(null));
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
    for (String end : new String[] {"start", "end"}) {
      Object time = rule.getValue(end);
      if (time != null) {
        checked.put(end, time(end, time));
      }
    }
    requireOrder(checked);
    return checked;
  }

  private static void requireOrder(JsonObject rule) {
    String start = rule.getString("start", "");
    String end = rule.getString("end", "~");
    if (start.compareTo(end) > 0) {
      throw refused("start is after end");
    }
  }

  private static String time(String name, Object given) {
    try {
      TemporalAccessor parsed = TIME.parse(String.valueOf(given).strip());
      LocalTime time = parsed.query(TemporalQueries.localTime());
      ZoneOffset offset = parsed.query(TemporalQueries.offset());
      return OffsetDateTime.of(
              LocalDate.from(parsed),
              time == null ? LocalTime.MIDNIGHT : time,
              offset == null ? ZoneOffset.UTC : offset)
          .toInstant()
          .truncatedTo(ChronoUnit.SECONDS)
          .toString();
    } catch (DateTimeException broken) {
      throw refused(name + " is no date and time");
    }
  }

  private static Refusal refused(String reason) {
    return new Refusal(ErrorCode.INVALID_PARAMETER, CONTROL, reason);
  }
}
