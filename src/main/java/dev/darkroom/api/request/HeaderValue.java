package dev.darkroom.api.request;

import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * A header's value and its parameters, such as {@code form-data; name="file"; filename="a.jpg"}.
 *
 * @param word the value before the parameters, in lower case
 * @param parameters by their names in lower case; the last of a name counts
 */
record HeaderValue(String word, Map<String, String> parameters) {
  HeaderValue {
    parameters = Map.copyOf(parameters);
  }

  /** Reads one; whatever is not a parameter is passed over. */
  static HeaderValue of(String text) {
    Map<String, String> parameters = new LinkedHashMap<>();
    int at = end(text, 0);
    String word = text.substring(0, at).strip().toLowerCase(Locale.ROOT);
    while (at < text.length()) {
      int end = end(text, at + 1);
      String parameter = text.substring(at + 1, end);
      int equals = parameter.indexOf('=');
      if (equals > 0) {
        parameters.put(
            parameter.substring(0, equals).strip().toLowerCase(Locale.ROOT),
            unquoted(parameter.substring(equals + 1).strip()));
      }
      at = end;
    }
    return new HeaderValue(word, parameters);
  }

  Optional<String> parameter(String name) {
    return Optional.ofNullable(parameters.get(name));
  }

  /** Where the piece ends that begins there: a semicolon between quotes does not end it. */
  private static int end(String text, int from) {
    boolean quoted = false;
    for (int at = from; at < text.length(); at++) {
      char character = text.charAt(at);
      if (character == '"' && !(quoted && text.charAt(at - 1) == '\\')) {
        quoted = !quoted;
      } else if (character == ';' && !quoted) {
        return at;
      }
    }
    return text.length();
  }

  /** Only quotes are escaped: the other backslashes are those of Windows' paths. */
  private static String unquoted(String value) {
    if (!value.startsWith("\"")) {
      return value;
    }
    int end = value.length() > 1 && value.endsWith("\"") ? value.length() - 1 : value.length();
    return value.substring(1, end).replace("\\\"", "\"");
  }
}
