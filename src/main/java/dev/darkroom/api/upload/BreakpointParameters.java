package dev.darkroom.api.upload;

import dev.darkroom.api.request.Parameters;
import dev.darkroom.protocol.BreakpointsWanted;
import dev.darkroom.protocol.ErrorCode;
import dev.darkroom.protocol.Refusal;
import dev.darkroom.transform.language.Format;
import dev.darkroom.transform.language.NamedTransformations;
import dev.darkroom.transform.language.Transformation;
import io.vertx.core.json.DecodeException;
import io.vertx.core.json.Json;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.ArrayList;
import java.util.List;

/**
 * The parameter {@code responsive_breakpoints}: a JSON array of settings, or one of them
 * (reference/upload-api.md 3).
 */
final class BreakpointParameters {
  private static final String NAME = "responsive_breakpoints";
  private static final int MOST_SETTINGS = 5;
  private static final int LARGEST_WIDTH = 8_192;
  private static final int MOST_IMAGES = 200;

  private BreakpointParameters() {}

  static List<BreakpointsWanted> of(Parameters parameters) {
    List<BreakpointsWanted> wanted = new ArrayList<>();
    for (String item : parameters.items(NAME)) {
      for (Object setting : array(item)) {
        if (!(setting instanceof JsonObject object)) {
          throw refused("a setting is a JSON object");
        }
        wanted.add(setting(object));
      }
    }
    if (wanted.size() > MOST_SETTINGS) {
      throw refused("more than " + MOST_SETTINGS + " settings");
    }
    return List.copyOf(wanted);
  }

  private static JsonArray array(String text) {
    try {
      Object json = Json.decodeValue(text);
      if (json instanceof JsonObject object) {
        return new JsonArray().add(object);
      }
      if (json instanceof JsonArray array) {
        return array;
      }
    } catch (DecodeException broken) {
      // Refused below, like JSON of another shape.
    }
    throw refused("a JSON array is expected");
  }

  private static BreakpointsWanted setting(JsonObject setting) {
    String transformation = text(setting, "transformation");
    Transformation.parse(NamedTransformations.without(transformation));
    String format = text(setting, "format");
    if (!format.isEmpty() && Format.of(format).isEmpty()) {
      throw refused("format " + format);
    }
    int minWidth = number(setting, "min_width", 50, LARGEST_WIDTH);
    int maxWidth = number(setting, "max_width", 1_000, LARGEST_WIDTH);
    if (minWidth > maxWidth) {
      throw refused("min_width is larger than max_width");
    }
    return new BreakpointsWanted(
        !List.of("false", "0").contains(text(setting, "create_derived")),
        transformation,
        format,
        maxWidth,
        minWidth,
        number(setting, "bytes_step", 20_000, Integer.MAX_VALUE),
        number(setting, "max_images", 20, MOST_IMAGES));
  }

  private static String text(JsonObject setting, String name) {
    Object value = setting.getValue(name);
    return value == null ? "" : String.valueOf(value);
  }

  private static int number(JsonObject setting, String name, int otherwise, int most) {
    String text = text(setting, name);
    if (text.isEmpty()) {
      return otherwise;
    }
    if (!text.matches("[1-9]\\d{0,8}") || Integer.parseInt(text) > most) {
      throw refused(name + " " + (text.length() <= 50 ? text : text.substring(0, 50) + "…"));
    }
    return Integer.parseInt(text);
  }

  private static Refusal refused(String reason) {
    return new Refusal(ErrorCode.INVALID_PARAMETER, NAME, reason);
  }
}
