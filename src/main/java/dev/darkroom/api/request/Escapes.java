package dev.darkroom.api.request;

import java.util.ArrayList;
import java.util.List;

/** Text in which a backslash takes the meaning from the character after it. */
final class Escapes {
  private Escapes() {}

  /** The parts between separators that are not escaped; the parts keep their escapes. */
  static List<String> split(String text, char separator) {
    List<String> parts = new ArrayList<>();
    int start = 0;
    for (int at = next(text, 0, separator); at >= 0; at = next(text, start, separator)) {
      parts.add(text.substring(start, at));
      start = at + 1;
    }
    parts.add(text.substring(start));
    return parts;
  }

  /** One part without a separator, else the two parts around the first. */
  static List<String> splitOnce(String text, char separator) {
    int at = next(text, 0, separator);
    return at < 0 ? List.of(text) : List.of(text.substring(0, at), text.substring(at + 1));
  }

  /** The text without the escapes of {@code =}, {@code |} and the backslash itself. */
  static String remove(String text) {
    StringBuilder plain = new StringBuilder(text.length());
    for (int at = 0; at < text.length(); at++) {
      boolean escape =
          text.charAt(at) == '\\'
              && at + 1 < text.length()
              && "=|\\".indexOf(text.charAt(at + 1)) >= 0;
      plain.append(text.charAt(escape ? ++at : at));
    }
    return plain.toString();
  }

  private static int next(String text, int from, char separator) {
    for (int at = from; at < text.length(); at++) {
      if (text.charAt(at) == '\\') {
        at++;
      } else if (text.charAt(at) == separator) {
        return at;
      }
    }
    return -1;
  }
}
