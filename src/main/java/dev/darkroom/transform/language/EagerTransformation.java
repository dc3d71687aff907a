package dev.darkroom.transform.language;

import dev.darkroom.protocol.ErrorCode;
import dev.darkroom.protocol.Refusal;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * One item of an {@code eager} parameter (reference/delivery-and-transformations.md 2.5): a
 * transformation that may end in {@code /format}.
 *
 * @param requested the item word for word, as notifications echo it (reference/notifications.md
 *     5.3)
 * @param transformation the part before the format; may be empty
 * @param format of the result: {@code f_} goes before {@code /format}; empty when none is asked for
 */
public record EagerTransformation(String requested, String transformation, String format) {
  private static final int MOST_ITEMS = 100;

  /** Reads the whole parameter, items joined by {@code |}; refuses what cannot be made. */
  public static List<EagerTransformation> parseAll(String eager) {
    List<EagerTransformation> items = new ArrayList<>();
    for (String item : eager.split("\\|", -1)) {
      if (items.size() == MOST_ITEMS) {
        throw new Refusal(ErrorCode.TRANSFORMATION_TOO_LONG, MOST_ITEMS + " eager items");
      }
      if (!item.isBlank()) {
        items.add(parse(item.strip()));
      }
    }
    return List.copyOf(items);
  }

  /** Reads one item. */
  public static EagerTransformation parse(String item) {
    int slash = item.lastIndexOf('/');
    String last = item.substring(slash + 1);
    if (Lexer.isComponent(last) || !Format.known(last)) {
      return checked(item, item, "");
    }
    return checked(item, slash < 0 ? "" : item.substring(0, slash), last);
  }

  private static EagerTransformation checked(
      String requested, String transformation, String format) {
    Optional<Format> named =
        Transformation.parse(NamedTransformations.without(transformation)).format();
    Optional<Format> asked =
        format.isEmpty()
            ? Optional.empty()
            : Optional.of(Format.of(new Setting(Parameter.FORMAT, format)));
    return new EagerTransformation(
        requested, transformation, named.or(() -> asked).map(Format::word).orElse(""));
  }
}
