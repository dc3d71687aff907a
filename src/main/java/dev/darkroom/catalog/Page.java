package dev.darkroom.catalog;

import dev.darkroom.protocol.ErrorCode;
import dev.darkroom.protocol.Refusal;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * A page of a list in order of names. The cursor is the name of the page's last item, in
 * hexadecimal: it stays right whatever is added or deleted.
 *
 * @param after the name that the page begins behind; empty for the first page
 */
record Page(String after, int size) {
  /** The page that a cursor asks for, or a refusal. */
  static Page of(@Nullable String cursor, int size) {
    return new Page(cursor == null ? "" : decoded(cursor), size);
  }

  /** One more than the page has: whether another page follows. */
  int probe() {
    return size + 1;
  }

  /** The items of the page as the contract writes a list. */
  <T> JsonObject json(
      String member, List<T> found, Function<T, JsonObject> item, Function<T, String> name) {
    JsonArray items = new JsonArray();
    found.stream().limit(size).map(item).forEach(items::add);
    JsonObject json = JsonObject.of(member, items);
    return found.size() > size
        ? json.put("next_cursor", cursor(name.apply(found.get(size - 1))))
        : json;
  }

  /** The cursor of the page behind that name. */
  static String cursor(String name) {
    return HexFormat.of().formatHex(name.getBytes(StandardCharsets.UTF_8));
  }

  private static String decoded(String cursor) {
    try {
      String name =
          StandardCharsets.UTF_8
              .newDecoder()
              .decode(java.nio.ByteBuffer.wrap(HexFormat.of().parseHex(cursor)))
              .toString();
      if (name.indexOf('\0') < 0) {
        return name;
      }
    } catch (IllegalArgumentException | CharacterCodingException broken) {
      // Refused below, with the names that no database can hold.
    }
    String shown = cursor.length() <= 80 ? cursor : cursor.substring(0, 80) + "…";
    throw new Refusal(ErrorCode.INVALID_PARAMETER, "next_cursor", shown);
  }
}
