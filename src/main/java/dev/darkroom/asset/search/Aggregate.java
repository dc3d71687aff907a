package dev.darkroom.asset.search;

import dev.darkroom.protocol.ErrorCode;
import dev.darkroom.protocol.Refusal;
import io.vertx.core.json.DecodeException;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A count of results by a field (reference/admin-api.md 7, {@code aggregate}).
 *
 * @param ranges empty to count each word
 */
record Aggregate(String field, String column, List<Range> ranges) {
  private static final int MOST = 10;
  private static final int MOST_RANGES = 20;

  private static final Map<String, String> WORDS =
      Map.of(
          "resource_type", "a.resource_type",
          "type", "a.type",
          "format", "a.format",
          "access_mode", "a.access_mode");
  private static final Map<String, String> NUMBERS =
      Map.of(
          "bytes", "a.bytes",
          "width", "a.width",
          "height", "a.height",
          "pixels", Columns.PIXELS,
          "pages", "a.pages",
          "duration", "a.duration",
          "aspect_ratio", Columns.ASPECT_RATIO);

  /**
   * Numbers from one, which belongs to the range, to another, which does not.
   *
   * @param from null for an open end
   * @param to null for an open end
   */
  record Range(String key, @Nullable Double from, @Nullable Double to) {}

  /** Reads what was asked: names, and JSON objects with ranges. */
  static List<Aggregate> parse(List<String> asked) {
    if (asked.size() > MOST) {
      throw refusal(asked.size() + " aggregations");
    }
    return asked.stream().distinct().map(Aggregate::one).toList();
  }

  private static Aggregate one(String text) {
    if (!text.startsWith("{")) {
      return words(text);
    }
    try {
      JsonObject json = new JsonObject(text);
      String field = json.getString("type", "");
      JsonArray ranges = json.getJsonArray("ranges", new JsonArray());
      return ranges.isEmpty() ? words(field) : ranged(field, ranges);
    } catch (DecodeException | ClassCastException broken) {
      throw refusal(text);
    }
  }

  private static Aggregate words(String field) {
    String column = WORDS.get(field);
    if (column == null) {
      throw refusal(field);
    }
    return new Aggregate(field, column, List.of());
  }

  private static Aggregate ranged(String field, JsonArray ranges) {
    String column = NUMBERS.get(field);
    if (column == null || ranges.size() > MOST_RANGES) {
      throw refusal(field);
    }
    List<Range> all = new ArrayList<>();
    for (int at = 0; at < ranges.size(); at++) {
      all.add(range(ranges.getJsonObject(at)));
    }
    return new Aggregate(field, column, all);
  }

  private static Range range(JsonObject json) {
    Double from = json.getDouble("from");
    Double to = json.getDouble("to");
    String named =
        (from == null ? "*" : json.getValue("from"))
            + "-"
            + (to == null ? "*" : json.getValue("to"));
    return new Range(json.getString("key", named), from, to);
  }

  private static Refusal refusal(String what) {
    String shown = what.length() <= 80 ? what : what.substring(0, 80) + "…";
    return new Refusal(ErrorCode.INVALID_PARAMETER, "aggregate", shown);
  }
}
