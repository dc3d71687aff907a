package dev.darkroom.api.admin;

import dev.darkroom.api.request.LabelReader;
import dev.darkroom.api.request.Parameters;
import dev.darkroom.protocol.ErrorCode;
import dev.darkroom.protocol.Refusal;
import io.vertx.core.json.DecodeException;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.format.DateTimeParseException;
import java.util.Optional;
import java.util.Set;

/** Coordinates, regions and access rules of an update, checked. It is pure. */
final class MarksReader {
  private static final int RECTANGLE = 4;
  private static final int MOST_RECTANGLES = 200;
  private static final int MOST_POINTS = 1000;
  private static final long LARGEST = 1_000_000;
  private static final int LONGEST_NAME = 255;
  private static final int MOST_RULES = 10;
  private static final Set<String> RULE_TYPES = Set.of("anonymous", "token");

  private MarksReader() {}

  /** {@code x,y,w,h|…} as a JSON array of arrays. */
  static Optional<String> rectangles(Parameters parameters, String name) {
    return parameters
        .text(name)
        .map(text -> {
          JsonArray rectangles = new JsonArray();
          String[] parts = text.split("\\|", -1);
          for (String part : parts) {
            String[] numbers = part.split(",", -1);
            if (numbers.length != RECTANGLE || parts.length > MOST_RECTANGLES) {
              throw invalid(name, text);
            }
            JsonArray rectangle = new JsonArray();
            for (String number : numbers) {
              rectangle.add(number(name, number));
            }
            rectangles.add(rectangle);
          }
          return rectangles.encode();
        });
  }

  /** {@code {"name":[[x,y],…]}}. */
  static Optional<String> regions(Parameters parameters) {
    return parameters
        .text("regions")
        .map(text -> {
          JsonObject regions = object("regions", text);
          for (String name : regions.fieldNames()) {
            LabelReader.requireShort("regions", name, LONGEST_NAME);
            requirePoints(regions.getValue(name), text);
          }
          return regions.encode();
        });
  }

  /** {@code [{"access_type":"anonymous","start":…,"end":…}]}; one object is one rule. */
  static Optional<String> accessControl(Parameters parameters) {
    if (!parameters.names().contains("access_control")) {
      return Optional.empty();
    }
    String text = parameters.text("access_control").orElse("[]");
    JsonArray rules = array("access_control", text.startsWith("{") ? "[" + text + "]" : text);
    if (rules.size() > MOST_RULES) {
      throw new Refusal(ErrorCode.TOO_MANY_VALUES, "access_control", MOST_RULES);
    }
    JsonArray checked = new JsonArray();
    for (Object rule : rules) {
      if (!(rule instanceof JsonObject object)) {
        throw invalid("access_control", text);
      }
      checked.add(rule(object, text));
    }
    return Optional.of(checked.encode());
  }

  private static JsonObject rule(JsonObject given, String text) {
    if (!(given.getValue("access_type") instanceof String type) || !RULE_TYPES.contains(type)) {
      throw invalid("access_control", text);
    }
    JsonObject rule = new JsonObject().put("access_type", type);
    time(given, "start", text).ifPresent(start -> rule.put("start", start));
    time(given, "end", text).ifPresent(end -> rule.put("end", end));
    if (given.getValue("key") instanceof String key) {
      LabelReader.requireShort("access_control", key, LONGEST_NAME);
      rule.put("key", key);
    }
    return rule;
  }

  private static Optional<String> time(JsonObject rule, String name, String text) {
    Object value = rule.getValue(name);
    if (value == null) {
      return Optional.empty();
    }
    try {
      Instant time = OffsetDateTime.parse(value.toString()).toInstant();
      return Optional.of(time.toString());
    } catch (DateTimeParseException broken) {
      throw invalid("access_control", text);
    }
  }

  private static void requirePoints(Object value, String text) {
    if (!(value instanceof JsonArray points) || points.size() > MOST_POINTS) {
      throw invalid("regions", text);
    }
    for (Object point : points) {
      boolean isPair =
          point instanceof JsonArray pair
              && pair.size() == 2
              && pair.getValue(0) instanceof Number
              && pair.getValue(1) instanceof Number;
      if (!isPair) {
        throw invalid("regions", text);
      }
    }
  }

  private static long number(String name, String text) {
    try {
      long number = Math.round(Double.parseDouble(text.strip()));
      if (number >= 0 && number <= LARGEST) {
        return number;
      }
    } catch (NumberFormatException broken) {
      // Refused below, with the numbers that are out of range.
    }
    throw invalid(name, text);
  }

  private static JsonObject object(String name, String text) {
    try {
      return new JsonObject(text);
    } catch (DecodeException broken) {
      throw invalid(name, text);
    }
  }

  private static JsonArray array(String name, String text) {
    try {
      return new JsonArray(text);
    } catch (DecodeException broken) {
      throw invalid(name, text);
    }
  }

  private static Refusal invalid(String name, String text) {
    String shown = text.length() <= 100 ? text : text.substring(0, 100) + "…";
    return new Refusal(ErrorCode.INVALID_PARAMETER, name, shown);
  }
}
