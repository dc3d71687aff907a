package dev.darkroom.asset.listing;

import dev.darkroom.protocol.BlobRef;
import dev.darkroom.protocol.ErrorCode;
import dev.darkroom.protocol.Refusal;
import io.vertx.core.json.DecodeException;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;

/**
 * Where a page ended: opaque hexadecimal digits to callers (reference/admin-api.md 1). It stands on
 * values, not on a count, so that rows that come and go meanwhile neither repeat nor skip others.
 *
 * @param query says of which query it is; one of another query is refused
 * @param total how many rows the first page knew of; -1 when nobody asked
 * @param place the values of the sort keys
 */
public record Cursor(String query, long total, List<String> place) {
  private static final int LONGEST = 8_192;
  private static final int FINGERPRINT = 12;

  /** What tells one query from another: a short digest of all that it consists of. */
  public static String fingerprint(Object... query) {
    byte[] text = Arrays.toString(query).getBytes(StandardCharsets.UTF_8);
    return BlobRef.of(text).sha256().substring(0, FINGERPRINT);
  }

  /** As callers see it. */
  public String encode() {
    JsonArray all = new JsonArray().add(query).add(total);
    place.forEach(all::add);
    return HexFormat.of().formatHex(all.encode().getBytes(StandardCharsets.UTF_8));
  }

  /** Reads what {@link #encode} wrote for the same query; anything else is refused. */
  public static Cursor decode(String text, String query) {
    try {
      JsonArray all = new JsonArray(new String(bytes(text), StandardCharsets.UTF_8));
      List<String> place = all.stream().skip(2).map(String.class::cast).toList();
      Cursor cursor = new Cursor(all.getString(0), all.getLong(1), place);
      if (cursor.query().equals(query)) {
        return cursor;
      }
    } catch (IllegalArgumentException
        | DecodeException
        | ClassCastException
        | NullPointerException
        | IndexOutOfBoundsException broken) {
      // Refused below, with the cursors of other queries.
    }
    throw refusal(text);
  }

  private static byte[] bytes(String text) {
    if (text.length() > LONGEST) {
      throw new IllegalArgumentException("too long");
    }
    return HexFormat.of().parseHex(text);
  }

  /** The refusal of a cursor. */
  public static Refusal refusal(String text) {
    String shown = text.length() <= 80 ? text : text.substring(0, 80) + "…";
    return new Refusal(ErrorCode.INVALID_PARAMETER, "next_cursor", shown);
  }

  /** A cursor that stands on one text, such as a tag. */
  public static Cursor at(String query, String text) {
    return new Cursor(query, -1, List.of(text));
  }

  /** Members of a page's answer: {@code next_cursor} only when there is one. */
  public static void put(JsonObject answer, String name, Optional<Cursor> next) {
    next.ifPresent(cursor -> answer.put(name, cursor.encode()));
  }
}
