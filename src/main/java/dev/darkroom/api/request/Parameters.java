package dev.darkroom.api.request;

import dev.darkroom.protocol.ErrorCode;
import dev.darkroom.protocol.NotificationUrl;
import dev.darkroom.protocol.Refusal;
import io.vertx.core.json.DecodeException;
import io.vertx.core.json.JsonObject;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The parameters of a request, whatever their spelling was (reference/upload-api.md 1,
 * reference/admin-api.md 1): each name with its values in the order they were sent. Empty values
 * are absent. What a value may be is asked of the typed accessors, which refuse in the contract's
 * words.
 */
public final class Parameters {
  private static final Pattern EVERY_BATCH = Pattern.compile("(?m)^\\s*poll://\\*\\s*$");

  private final Map<String, List<String>> values;

  Parameters(Map<String, List<String>> values) {
    this.values = values;
  }

  /** A request without any. */
  public static Parameters none() {
    return new Parameters(Map.of());
  }

  /** These, with other values for some names; empty text takes a name away. */
  public Parameters with(Map<String, String> others) {
    Map<String, List<String>> all = new LinkedHashMap<>(values);
    others.forEach((name, value) -> all.put(name, value.isEmpty() ? List.of() : List.of(value)));
    return new Parameters(all);
  }

  /** Every name that was sent, in order. */
  public Set<String> names() {
    return values.keySet();
  }

  /** The same without one of them. */
  public Parameters without(String name) {
    Map<String, List<String>> others = new LinkedHashMap<>(values);
    others.remove(name);
    return new Parameters(others);
  }

  /** Whether the name came with a value. */
  public boolean has(String name) {
    return text(name).isPresent();
  }

  /** The value as text; several are joined by a comma, as list parameters are. */
  public Optional<String> text(String name) {
    return Optional.of(String.join(",", items(name))).filter(text -> !text.isEmpty());
  }

  /** The value as text, or {@code Missing required parameter}. */
  public String required(String name) {
    return text(name).orElseThrow(() -> new Refusal(ErrorCode.MISSING_PARAMETER, name));
  }

  /** The values of an array parameter, each as sent; commas mean nothing in them. */
  public List<String> items(String name) {
    return values.getOrDefault(name, List.of());
  }

  /** The values of a list parameter: comma-joined text, an array, or an array of such texts. */
  public List<String> list(String name) {
    List<String> list = new ArrayList<>();
    for (String item : items(name)) {
      for (String part : item.split(",", -1)) {
        if (!part.isBlank()) {
          list.add(part.strip());
        }
      }
    }
    return List.copyOf(list);
  }

  /** A boolean: {@code true}, {@code false}, {@code 1} or {@code 0}. */
  public boolean flag(String name, boolean otherwise) {
    return optionalFlag(name).orElse(otherwise);
  }

  /** A boolean that may be absent. */
  public Optional<Boolean> optionalFlag(String name) {
    return text(name)
        .map(text ->
            switch (text) {
              case "true", "1" -> true;
              case "false", "0" -> false;
              default -> throw new Refusal(ErrorCode.INVALID_PARAMETER, name, shown(text));
            });
  }

  /** A whole number from {@code least} to {@code most}. */
  public long number(String name, long otherwise, long least, long most) {
    return text(name).map(text -> number(name, text, least, most)).orElse(otherwise);
  }

  /** A required whole number from {@code least} to {@code most}. */
  public long requiredNumber(String name, long least, long most) {
    return number(name, required(name), least, most);
  }

  /** One of the given words. */
  public String word(String name, String otherwise, Set<String> words) {
    String word = text(name).orElse(otherwise);
    if (!words.contains(word)) {
      throw new Refusal(ErrorCode.INVALID_PARAMETER, name, shown(word));
    }
    return word;
  }

  /**
   * A notification URL, or several on lines of their own. {@code poll://*} is told which batch it
   * is: the caller's, or the one that the server makes for work in the background.
   */
  public Optional<String> notificationUrl(String name) {
    Optional<String> urls = text(name).map(this::withBatch);
    urls.ifPresent(NotificationUrl::listOf);
    return urls;
  }

  private String withBatch(String urls) {
    if (!EVERY_BATCH.matcher(urls).find()) {
      return urls;
    }
    Optional<String> batch = text("batch_id");
    if (batch.isEmpty() && !flag("async", false) && !flag("eager_async", false)) {
      throw new Refusal(
          ErrorCode.INVALID_NOTIFICATION_URL, "poll://* needs batch_id, async or eager_async");
    }
    return batch
        .map(id ->
            EVERY_BATCH
                .matcher(urls)
                .replaceAll(Matcher.quoteReplacement("poll://*?batch_id=" + id)))
        .orElse(urls);
  }

  /**
   * A map: {@code k=v|k2=v2} with {@code =} and {@code |} escaped by a backslash, or a JSON object.
   */
  public Map<String, String> map(String name) {
    String text = text(name).orElse("");
    return text.startsWith("{") ? jsonMap(name, text) : pipedMap(name, text);
  }

  private static Map<String, String> jsonMap(String name, String text) {
    Map<String, String> map = new LinkedHashMap<>();
    try {
      new JsonObject(text)
          .forEach(entry -> map.put(entry.getKey(), String.valueOf(entry.getValue())));
    } catch (DecodeException broken) {
      throw new Refusal(ErrorCode.INVALID_PARAMETER, name, shown(text));
    }
    return map;
  }

  private static Map<String, String> pipedMap(String name, String text) {
    Map<String, String> map = new LinkedHashMap<>();
    for (String pair : Escapes.split(text, '|')) {
      if (pair.isBlank()) {
        continue;
      }
      List<String> keyAndValue = Escapes.splitOnce(pair, '=');
      if (keyAndValue.size() < 2 || keyAndValue.getFirst().isBlank()) {
        throw new Refusal(ErrorCode.INVALID_PARAMETER, name, shown(text));
      }
      map.put(Escapes.remove(keyAndValue.get(0)).strip(), Escapes.remove(keyAndValue.get(1)));
    }
    return map;
  }

  private static long number(String name, String text, long least, long most) {
    try {
      long number = Long.parseLong(text.strip());
      if (number >= least && number <= most) {
        return number;
      }
    } catch (NumberFormatException notOne) {
      // Refused below, with the numbers that are out of range.
    }
    throw new Refusal(ErrorCode.INVALID_PARAMETER, name, shown(text));
  }

  /** A caller's value as it may be repeated in an answer. */
  static String shown(String value) {
    return value.length() <= 200 ? value : value.substring(0, 200) + "…";
  }
}
