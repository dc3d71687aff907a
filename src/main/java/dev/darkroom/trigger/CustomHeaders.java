package dev.darkroom.trigger;

import io.vertx.core.json.DecodeException;
import io.vertx.core.json.JsonObject;
import java.util.Collections;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Pattern;

/**
 * Headers that a notification URL wants beside ours. Names that steer the connection, or that are
 * ours to say, are refused. Pure.
 */
final class CustomHeaders {
  private static final int MOST = 20;
  private static final int LONGEST_NAME = 128;
  private static final int LONGEST_VALUE = 4_096;
  private static final Pattern NAME = Pattern.compile("[A-Za-z0-9!#$%&'*+.^_`|~-]+");

  /** Printable ASCII and what ISO 8859-1 has beyond: no line ends, no NUL. */
  private static final Pattern VALUE = Pattern.compile("[\\t\\x20-\\x7e\\xa0-\\xff]*");

  private static final Set<String> OURS =
      Set.of(
          "host",
          "content-length",
          "content-type",
          "content-encoding",
          "connection",
          "transfer-encoding",
          "keep-alive",
          "upgrade",
          "te",
          "trailer",
          "expect",
          "proxy-authorization",
          "proxy-connection",
          "http2-settings",
          "user-agent");

  private CustomHeaders() {}

  /** The headers of a JSON object of texts; none of an empty text. */
  static Map<String, String> parse(String json) {
    Map<String, String> headers = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
    object(json).forEach(header -> add(headers, header.getKey(), header.getValue()));
    if (headers.size() > MOST) {
      throw EndpointChanges.invalid("headers", "more than " + MOST);
    }
    return Collections.unmodifiableMap(headers);
  }

  private static JsonObject object(String json) {
    try {
      return json.isEmpty() ? new JsonObject() : new JsonObject(json);
    } catch (DecodeException broken) {
      throw EndpointChanges.invalid("headers", json);
    }
  }

  private static void add(Map<String, String> headers, String name, Object value) {
    if (name.length() > LONGEST_NAME || !NAME.matcher(name).matches() || isOurs(name)) {
      throw EndpointChanges.invalid("headers", name + " cannot be set");
    }
    if (!(value instanceof String text)
        || text.length() > LONGEST_VALUE
        || !VALUE.matcher(text).matches()) {
      throw EndpointChanges.invalid("headers", "the value of " + name);
    }
    if (headers.put(name, text.strip()) != null) {
      throw EndpointChanges.invalid("headers", name + " twice");
    }
  }

  private static boolean isOurs(String name) {
    String lower = name.toLowerCase(Locale.ROOT);
    return OURS.contains(lower)
        || lower.startsWith("x-cld-")
        || lower.startsWith("x-darkroom-")
        || lower.startsWith("webhook-");
  }
}
