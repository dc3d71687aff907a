package dev.darkroom.catalog;

import dev.darkroom.transform.language.EagerTransformation;
import dev.darkroom.transform.language.TransformationInfo;
import io.vertx.core.json.DecodeException;
import io.vertx.core.json.Json;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** The settings of one preset taken apart for reading (reference/admin-api.md 10). It is pure. */
final class PresetSettings {
  /** {@code key=value} where backslashes escape what separates. */
  private static final Pattern PAIR =
      Pattern.compile("((?:\\\\.|[^=|\\\\])+)=((?:\\\\.|[^|\\\\])*)", Pattern.DOTALL);

  private static final Pattern ESCAPED = Pattern.compile("\\\\(.)", Pattern.DOTALL);

  private PresetSettings() {}

  /** Arrays, maps, transformations and booleans as such, everything else as text. */
  static JsonObject parsed(Map<String, String> settings) {
    JsonObject parsed = new JsonObject();
    settings.forEach((name, text) -> parsed.put(name, parsed(name, text)));
    return parsed;
  }

  private static Object parsed(String name, String text) {
    return switch (name) {
      case "tags", "allowed_formats" -> list(text);
      case "context", "metadata" -> map(text);
      case "transformation" -> transformation(text);
      case "eager" -> eager(text);
      case "access_control", "responsive_breakpoints", "regions" -> json(text);
      default -> scalar(text);
    };
  }

  private static Object scalar(String text) {
    return switch (text) {
      case "true" -> true;
      case "false" -> false;
      default -> text;
    };
  }

  private static JsonArray list(String text) {
    return new JsonArray(
        Stream.of(text.split(",")).map(String::strip).filter(item -> !item.isEmpty()).toList());
  }

  private static Object map(String text) {
    if (text.startsWith("{")) {
      return json(text);
    }
    JsonObject map = new JsonObject();
    PAIR.matcher(text).results().forEach(pair -> map.put(plain(pair, 1).strip(), plain(pair, 2)));
    return map;
  }

  private static String plain(MatchResult pair, int group) {
    return ESCAPED.matcher(pair.group(group)).replaceAll("$1");
  }

  private static JsonArray transformation(String text) {
    return array(TransformationInfo.of(text));
  }

  private static JsonArray eager(String text) {
    JsonArray items = new JsonArray();
    for (EagerTransformation item : EagerTransformation.parseAll(text)) {
      List<Map<String, Object>> components =
          new ArrayList<>(TransformationInfo.of(item.transformation()));
      if (!item.requested().equals(item.transformation())) {
        Map<String, Object> last =
            components.isEmpty()
                ? new LinkedHashMap<>()
                : new LinkedHashMap<>(components.removeLast());
        last.put("format", item.format());
        components.add(last);
      }
      items.add(array(components));
    }
    return items;
  }

  private static JsonArray array(List<Map<String, Object>> components) {
    JsonArray array = new JsonArray();
    components.forEach(component -> array.add(new JsonObject(component)));
    return array;
  }

  private static Object json(String text) {
    try {
      return Json.decodeValue(text);
    } catch (DecodeException plain) {
      return text;
    }
  }
}
