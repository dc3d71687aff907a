package dev.darkroom.transform.language;

import dev.darkroom.protocol.ErrorCode;
import dev.darkroom.protocol.Refusal;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.StringJoiner;
import java.util.function.Function;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Named transformations in a text: {@code t_name} and {@code t_a.b}
 * (reference/delivery-and-transformations.md 2.2). They are replaced before the text is understood,
 * so that the parser sees only what they stand for. It is pure.
 */
public final class NamedTransformations {
  private static final String KEY = "t_";
  private static final int DEEPEST = 8;

  /** Page, density and delay: of several components the first to name one decides. */
  private static final Pattern OPENING = Pattern.compile("(?:pg|dn|dl)_");

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
   * beside a name in one component comes after it, as a component of its own; but which page is
   * opened, and how, the first to say decides: that comes before it.
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
    return text.contains(KEY)
        ? components(text)
            .flatMap(component -> replacedIn(component, definitions))
            .filter(component -> !component.isEmpty())
            .collect(Collectors.joining("/"))
        : text;
  }

  private static Stream<String> replacedIn(String component, Function<String, String> definitions) {
    List<String> found = new ArrayList<>();
    StringJoiner before = new StringJoiner(",");
    StringJoiner after = new StringJoiner(",");
    for (String part : component.split(",", -1)) {
      if (part.startsWith(KEY)) {
        names(part, KEY.length()).forEach(name -> found.add(definitions.apply(name)));
      } else {
        (OPENING.matcher(part).lookingAt() ? before : after).add(part);
      }
    }
    if (found.isEmpty()) {
      return Stream.of(component);
    }
    found.addFirst(before.toString());
    found.addLast(after.toString());
    return found.stream();
  }

  private static List<String> names(String part, int from) {
    return Stream.of(part.substring(from).split("\\.")).filter(name -> !name.isEmpty()).toList();
  }

  private static Stream<String> components(String text) {
    return Stream.of(text.split("/", -1)).filter(component -> !component.isEmpty());
  }
}
