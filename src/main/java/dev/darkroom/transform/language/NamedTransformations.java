package dev.darkroom.transform.language;

import dev.darkroom.protocol.ErrorCode;
import dev.darkroom.protocol.Refusal;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Stream;

/**
 * Named transformations in a text: {@code t_name} and {@code t_a.b}
 * (reference/delivery-and-transformations.md 2.2). They are replaced before the text is understood,
 * so that the parser sees only what they stand for. It is pure.
 */
public final class NamedTransformations {
  private static final String KEY = "t_";
  private static final int DEEPEST = 8;

  private NamedTransformations() {}

  /** The names in the text, each once. */
  public static Set<String> names(String text) {
    Set<String> names = new LinkedHashSet<>();
    components(text)
        .flatMap(component -> Stream.of(component.split(",", -1)))
        .forEach(part -> {
          if (part.startsWith(KEY)) {
            names.addAll(names(part, KEY.length()));
          }
        });
    return names;
  }

  /** The text without them: what can be checked before anyone is asked what they stand for. */
  public static String without(String text) {
    return replaced(text, name -> "");
  }

  /**
   * The text with each name replaced by its definition, which may use other names. What stands
   * beside a name in one component comes after it, as a component of its own.
   *
   * @param definitions of a name; refuses unknown ones
   */
  public static String expanded(String text, Function<String, String> definitions) {
    String result = text;
    for (int depth = 0; !names(result).isEmpty(); depth++) {
      if (depth == DEEPEST) {
        throw new Refusal(
            ErrorCode.TRANSFORMATION_TOO_LONG, DEEPEST + " named transformations in each other");
      }
      result = replaced(result, definitions);
      if (result.length() > Lexer.LONGEST_TEXT) {
        throw new Refusal(ErrorCode.TRANSFORMATION_TOO_LONG, Lexer.LONGEST_TEXT + " characters");
      }
    }
    return result;
  }

  private static String replaced(String text, Function<String, String> definitions) {
    if (!text.contains(KEY)) {
      return text;
    }
    List<String> components = new ArrayList<>();
    components(text)
        .forEach(component -> {
          List<String> rest = new ArrayList<>();
          for (String part : component.split(",", -1)) {
            if (part.startsWith(KEY) && part.length() > KEY.length()) {
              names(part, KEY.length()).forEach(name -> components.add(definitions.apply(name)));
            } else {
              rest.add(part);
            }
          }
          components.add(String.join(",", rest));
        });
    components.removeIf(String::isEmpty);
    return String.join("/", components);
  }

  private static List<String> names(String part, int from) {
    return Stream.of(part.substring(from).split("\\.")).filter(name -> !name.isEmpty()).toList();
  }

  private static Stream<String> components(String text) {
    return Stream.of(text.split("/", -1)).filter(component -> !component.isEmpty());
  }
}
