package dev.darkroom.asset.compose;

import dev.darkroom.protocol.StackedBlob;
import io.vertx.core.json.JsonObject;
import java.util.ArrayList;
import java.util.List;

/**
 * What tells where the pictures of a sprite are: its {@code image_infos}, style sheet and JSON
 * (reference/delivery-and-transformations.md 8). Pure.
 */
final class SpriteTexts {
  private SpriteTexts() {}

  /** Each member's name with its rectangle, pixels. */
  static JsonObject infos(Members members, List<StackedBlob.Place> places) {
    JsonObject infos = new JsonObject();
    for (int i = 0; i < places.size(); i++) {
      StackedBlob.Place place = places.get(i);
      infos.put(
          members.all().get(i).name(),
          new JsonObject()
              .put("width", place.width())
              .put("height", place.height())
              .put("x", place.x())
              .put("y", place.y()));
    }
    return infos;
  }

  /** The style sheet: one class per member. */
  static String css(JsonObject infos, String prefix, String url) {
    List<String> selectors = new ArrayList<>();
    StringBuilder rules = new StringBuilder();
    infos.forEach(info -> {
      String selector = "." + identifier(prefix + className(info.getKey()));
      JsonObject place = (JsonObject) info.getValue();
      selectors.add(selector);
      rules.append(
          "%s { background-position: %s %s; width: %dpx; height: %dpx; }\n"
              .formatted(
                  selector,
                  back(place.getInteger("x")),
                  back(place.getInteger("y")),
                  place.getInteger("width"),
                  place.getInteger("height")));
    });
    return "%s { background: url('%s') no-repeat; }\n%s"
        .formatted(String.join(",", selectors), url.replace("'", "%27"), rules);
  }

  /** A picture's class: slashes and blanks of its name become hyphens. */
  private static String className(String name) {
    return name.replaceAll("[/\\s]", "-");
  }

  /** A CSS identifier that spells the text: what would end or change it is escaped. */
  static String identifier(String text) {
    StringBuilder escaped = new StringBuilder();
    for (int at = 0; at < text.length(); at++) {
      char character = text.charAt(at);
      boolean digit = character >= '0' && character <= '9';
      boolean early = at == 0 || (at == 1 && text.charAt(0) == '-');
      if (character < 0x20 || character == 0x7f || (digit && early)) {
        escaped.append("\\%x ".formatted((int) character));
      } else if (character >= 0x80
          || Character.isLetter(character)
          || digit
          || isPlain(character)) {
        escaped.append(character);
      } else {
        escaped.append('\\').append(character);
      }
    }
    return escaped.toString();
  }

  private static boolean isPlain(char character) {
    return character == '-' || character == '_';
  }

  private static String back(int offset) {
    return offset == 0 ? "0px" : -offset + "px";
  }
}
