package dev.darkroom.api.upload;

import dev.darkroom.api.request.Parameters;
import dev.darkroom.protocol.ErrorCode;
import dev.darkroom.protocol.Markings;
import dev.darkroom.protocol.Refusal;
import io.vertx.core.json.DecodeException;
import io.vertx.core.json.Json;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The parameters that mark places inside a picture, and the headers it is served with. */
final class MarkParameters {
  private static final int MOST_RECTANGLES = 500;
  private static final int MOST_POINTS = 1_000;
  private static final int LONGEST_HEADER = 1_000;
  private static final long LARGEST_COORDINATE = 1_000_000;

  /** Headers that cannot change what the bytes are or whom they trust. */
  private static final Set<String> SAFE_HEADERS =
      Set.of(
          "cache-control",
          "content-disposition",
          "content-language",
          "expires",
          "link",
          "x-robots-tag");

  private MarkParameters() {}

  static Markings of(Parameters parameters) {
    return new Markings(
        coordinates(parameters), headers(parameters), parameters.flag("backup", false));
  }

  private static @Nullable String coordinates(Parameters parameters) {
    JsonObject coordinates = new JsonObject();
    parameters
        .text("face_coordinates")
        .ifPresent(text -> coordinates.put("faces", rectangles("face_coordinates", text)));
    parameters
        .text("custom_coordinates")
        .ifPresent(text -> coordinates.put("custom", rectangles("custom_coordinates", text)));
    parameters.text("regions").ifPresent(text -> coordinates.put("regions", regions(text)));
    return coordinates.isEmpty() ? null : coordinates.encode();
  }

  private static JsonArray rectangles(String name, String text) {
    if (text.startsWith("[")) {
      return points(name, json(name, text, JsonArray.class), 4, MOST_RECTANGLES);
    }
    JsonArray rectangles = new JsonArray();
    for (String part : text.split("\\|", MOST_RECTANGLES + 2)) {
      JsonArray rectangle = new JsonArray();
      for (String number : part.split(",", -1)) {
        rectangle.add(coordinate(name, number.strip(), part));
      }
      rectangles.add(rectangle);
    }
    return points(name, rectangles, 4, MOST_RECTANGLES);
  }

  private static long coordinate(String name, String number, String part) {
    if (!number.matches("\\d{1,7}")) {
      throw refused(name, part);
    }
    return Long.parseLong(number);
  }

  private static JsonObject regions(String text) {
    JsonObject regions = json("regions", text, JsonObject.class);
    for (Map.Entry<String, Object> region : regions) {
      if (!(region.getValue() instanceof JsonArray corners) || corners.size() < 2) {
        throw refused("regions", region.getKey());
      }
      points("regions", corners, 2, MOST_POINTS);
    }
    return regions;
  }

  /** Arrays of that many numbers. */
  private static JsonArray points(String name, JsonArray points, int numbers, int most) {
    if (points.size() > most) {
      throw refused(name, "more than " + most);
    }
    for (Object point : points) {
      boolean good =
          point instanceof JsonArray array
              && array.size() == numbers
              && array.stream().allMatch(MarkParameters::isCoordinate);
      if (!good) {
        throw refused(name, String.valueOf(point));
      }
    }
    return points;
  }

  private static boolean isCoordinate(Object value) {
    return value instanceof Number number
        && number.doubleValue() >= 0
        && number.doubleValue() <= LARGEST_COORDINATE;
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

  /** Lines {@code Name: value}, or a JSON array of such lines. */
  private static @Nullable Map<String, String> headers(Parameters parameters) {
    if (!parameters.has("headers")) {
      return null;
    }
    Map<String, String> headers = new LinkedHashMap<>();
    for (String item : parameters.items("headers")) {
      List<String> lines =
          item.startsWith("[")
              ? json("headers", item, JsonArray.class).stream().map(String::valueOf).toList()
              : item.lines().toList();
      lines.stream().filter(line -> !line.isBlank()).forEach(line -> header(headers, line));
    }
    return headers;
  }

  private static void header(Map<String, String> headers, String line) {
    int colon = line.indexOf(':');
    String name = colon < 0 ? "" : line.substring(0, colon).strip();
    String value = line.substring(colon + 1).strip();
    boolean printable = value.chars().allMatch(letter -> letter >= ' ' && letter <= '~');
    if (!SAFE_HEADERS.contains(name.toLowerCase(Locale.ROOT))
        || !printable
        || value.isEmpty()
        || value.length() > LONGEST_HEADER) {
      throw refused("headers", line);
    }
    headers.put(name, value);
  }

  private static Refusal refused(String name, String value) {
    String shown = value.replaceAll("\\p{Cntrl}", "?");
    return new Refusal(
        ErrorCode.INVALID_PARAMETER,
        name,
        shown.length() <= 200 ? shown : shown.substring(0, 200) + "…");
  }
}
