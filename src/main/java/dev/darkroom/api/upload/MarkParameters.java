package dev.darkroom.api.upload;

import dev.darkroom.api.request.CoordinateParameters;
import dev.darkroom.api.request.Parameters;
import dev.darkroom.protocol.ErrorCode;
import dev.darkroom.protocol.Markings;
import dev.darkroom.protocol.Refusal;
import io.vertx.core.json.DecodeException;
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
  private static final int LONGEST_HEADER = 1_000;

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
    CoordinateParameters.rectangles(parameters, "face_coordinates")
        .ifPresent(faces -> coordinates.put("faces", faces));
    CoordinateParameters.rectangles(parameters, "custom_coordinates")
        .ifPresent(custom -> coordinates.put("custom", custom));
    CoordinateParameters.regions(parameters)
        .ifPresent(regions -> coordinates.put("regions", regions));
    return coordinates.isEmpty() ? null : coordinates.encode();
  }

  /** Lines {@code Name: value}, or a JSON array of such lines. */
  private static @Nullable Map<String, String> headers(Parameters parameters) {
    if (!parameters.has("headers")) {
      return null;
    }
    Map<String, String> headers = new LinkedHashMap<>();
    for (String item : parameters.items("headers")) {
      List<String> lines = item.startsWith("[") ? json(item) : item.lines().toList();
      lines.stream().filter(line -> !line.isBlank()).forEach(line -> header(headers, line));
    }
    return headers;
  }

  private static List<String> json(String text) {
    try {
      return new JsonArray(text).stream().map(String::valueOf).toList();
    } catch (DecodeException broken) {
      throw refused(text);
    }
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
      throw refused(line);
    }
    headers.put(name, value);
  }

  private static Refusal refused(String value) {
    String shown = value.replaceAll("\\p{Cntrl}", "?");
    return new Refusal(
        ErrorCode.INVALID_PARAMETER,
        "headers",
        shown.length() <= 200 ? shown : shown.substring(0, 200) + "…");
  }
}
