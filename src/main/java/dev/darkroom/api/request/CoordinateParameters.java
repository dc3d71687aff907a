package dev.darkroom.api.request;

import dev.darkroom.protocol.ErrorCode;
import dev.darkroom.protocol.Refusal;
import io.vertx.core.json.DecodeException;
import io.vertx.core.json.Json;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.Map;
import java.util.Optional;

/**
 * The parameters that mark places inside a picture: {@code face_coordinates}, {@code
 * custom_coordinates} and {@code regions}, in whole pixels, the same for uploads and for every
 * change (reference/upload-api.md 3). It is pure.
 */
public final class CoordinateParameters {
  private static final int RECTANGLE = 4;
  private static final int POINT = 2;
  private static final int MOST_RECTANGLES = 500;
  private static final int MOST_REGIONS = 100;
  private static final int MOST_POINTS = 1_000;
  private static final int LONGEST_NAME = 255;
  private static final double LARGEST = 1_000_000;

  private CoordinateParameters() {}

  /** {@code x,y,w,h}, several joined by {@code |}, or a JSON array: as an array of arrays. */
  public static Optional<JsonArray> rectangles(Parameters parameters, String name) {
    return parameters
        .text(name)
        .map(text ->
            text.startsWith("[")
                ? places(name, json(name, text, JsonArray.class), RECTANGLE, MOST_RECTANGLES)
                : places(name, split(text), RECTANGLE, MOST_RECTANGLES));
  }

  /** {@code {"name":[[x,y],[x,y],…]}}, at least two points each. */
  public static Optional<JsonObject> regions(Parameters parameters) {
    return parameters.text("regions").map(CoordinateParameters::regions);
  }

  private static JsonObject regions(String text) {
    JsonObject given = json("regions", text, JsonObject.class);
    if (given.size() > MOST_REGIONS) {
      throw new Refusal(ErrorCode.TOO_MANY_VALUES, "regions", MOST_REGIONS);
    }
    JsonObject regions = new JsonObject();
    for (Map.Entry<String, Object> region : given) {
      LabelParameters.requireShort("regions", region.getKey(), LONGEST_NAME);
      if (!(region.getValue() instanceof JsonArray corners) || corners.size() < 2) {
        throw refused("regions", region.getKey());
      }
      regions.put(region.getKey(), places("regions", corners, POINT, MOST_POINTS));
    }
    return regions;
  }

  private static JsonArray split(String text) {
    JsonArray rectangles = new JsonArray();
    for (String part : text.split("\\|", MOST_RECTANGLES + 2)) {
      JsonArray rectangle = new JsonArray();
      for (String number : part.split(",", RECTANGLE + 2)) {
        rectangle.add(number.strip());
      }
      rectangles.add(rectangle);
    }
    return rectangles;
  }

  /** Arrays of that many coordinates each. */
  private static JsonArray places(String name, JsonArray given, int numbers, int most) {
    if (given.size() > most) {
      throw new Refusal(ErrorCode.TOO_MANY_VALUES, name, most);
    }
    JsonArray places = new JsonArray();
    for (Object place : given) {
      if (!(place instanceof JsonArray array) || array.size() != numbers) {
        throw refused(name, shown(place));
      }
      JsonArray coordinates = new JsonArray();
      array.forEach(number -> coordinates.add(coordinate(name, number, array)));
      places.add(coordinates);
    }
    return places;
  }

  private static long coordinate(String name, Object given, JsonArray place) {
    String text = String.valueOf(given);
    if (text.matches("\\d{1,7}(\\.\\d{1,17})?([eE]\\+?\\d)?")) {
      double number = Double.parseDouble(text);
      if (number <= LARGEST) {
        return Math.round(number);
      }
    }
    throw refused(name, shown(place));
  }

  private static <T> T json(String name, String text, Class<T> type) {
    try {
      Object json = Json.decodeValue(text);
      if (type.isInstance(json)) {
        return type.cast(json);
      }
    } catch (DecodeException broken) {
      // Refused below, like JSON of another shape.
    }
    throw refused(name, text);
  }

  /** As the caller wrote it, near enough: {@code 1,2,3}. */
  private static String shown(Object place) {
    return String.valueOf(place).replaceAll("[\\[\\]\"]", "");
  }

  private static Refusal refused(String name, String value) {
    String shown = Parameters.shown(value).replaceAll("\\p{Cntrl}", "?");
    return new Refusal(ErrorCode.INVALID_PARAMETER, name, shown);
  }
}
