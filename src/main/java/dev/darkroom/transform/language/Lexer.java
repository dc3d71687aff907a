package dev.darkroom.transform.language;

import dev.darkroom.protocol.ErrorCode;
import dev.darkroom.protocol.Refusal;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Cuts a transformation into components and those into settings. */
final class Lexer {
  /** Longer texts are refused before they are read. */
  static final int LONGEST_TEXT = 4_096;

  /** More components than this are refused. */
  static final int MOST_COMPONENTS = 50;

  private static final int LONGEST_SHOWN = 80;

  private Lexer() {}

  static List<List<Setting>> components(String text) {
    if (text.length() > LONGEST_TEXT) {
      throw new Refusal(ErrorCode.TRANSFORMATION_TOO_LONG, LONGEST_TEXT + " characters");
    }
    List<List<Setting>> components = new ArrayList<>();
    for (String component : text.split("/", -1)) {
      if (!component.isEmpty()) {
        components.add(settings(component));
      }
    }
    if (components.size() > MOST_COMPONENTS) {
      throw new Refusal(ErrorCode.TRANSFORMATION_TOO_LONG, MOST_COMPONENTS + " components");
    }
    return List.copyOf(components);
  }

  /**
   * Whether a segment of a URL's path is a component: every part has the shape {@code key_value},
   * and a part of a known key is among them. So {@code w_abc} is one (and will be refused), while
   * {@code v123}, {@code my_folder} and {@code photo.jpg} are not.
   */
  static boolean isComponent(String segment) {
    if (segment.isEmpty() || segment.length() > LONGEST_TEXT) {
      return false;
    }
    boolean known = false;
    for (String part : segment.split(",", -1)) {
      Optional<String> key = key(part);
      if (key.isEmpty()) {
        return false;
      }
      known = known || Parameter.of(key.get()).isPresent();
    }
    return known;
  }

  /** A caller's text as it may stand in a header and a log: printable and short. */
  static String shown(String text) {
    StringBuilder printable = new StringBuilder();
    text.codePoints()
        .limit(LONGEST_SHOWN)
        .forEach(character ->
            printable.append(character < 0x20 || character > 0x7e ? '?' : (char) character));
    return text.length() > LONGEST_SHOWN ? printable + "..." : printable.toString();
  }

  private static List<Setting> settings(String component) {
    List<Setting> settings = new ArrayList<>();
    for (String part : component.split(",", -1)) {
      settings.add(setting(part));
    }
    return settings;
  }

  private static Setting setting(String part) {
    Parameter parameter =
        key(part)
            .flatMap(Parameter::of)
            .orElseThrow(
                () -> new Refusal(ErrorCode.INVALID_TRANSFORMATION_COMPONENT, shown(part)));
    return new Setting(parameter, part.substring(part.indexOf('_') + 1));
  }

  /** The key of a part; {@code $} for any variable. */
  private static Optional<String> key(String part) {
    int end = part.indexOf('_');
    if (end < 1 || end == part.length() - 1) {
      return Optional.empty();
    }
    String key = part.substring(0, end);
    if (key.matches("\\$[a-zA-Z]\\w*")) {
      return Optional.of(Parameter.VARIABLE.key());
    }
    return key.matches("[a-z]{1,3}") ? Optional.of(key) : Optional.empty();
  }
}
