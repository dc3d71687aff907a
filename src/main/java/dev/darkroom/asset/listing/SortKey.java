package dev.darkroom.asset.listing;

import io.vertx.sqlclient.Row;
import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.OffsetDateTime;
import java.util.UUID;

/**
 * One key that a list is sorted by.
 *
 * @param sql an expression over {@code a} that is never null
 */
public record SortKey(String name, String sql, Kind kind, boolean descending) {

  /** What a key's values are, for a cursor that stands on one. */
  public enum Kind {
    TIME("timestamptz"),
    WHOLE("bigint"),
    REAL("double precision"),
    TEXT("text"),
    ID("uuid");

    private static final int LAST_YEAR = 9_999;

    private final String type;

    Kind(String type) {
      this.type = type;
    }

    /** The database's name of the type. */
    public String type() {
      return type;
    }

    /** The value in a row, as text that {@link #parse} reads. */
    String read(Row row, String column) {
      return switch (this) {
        case TIME -> row.getOffsetDateTime(column).toString();
        case WHOLE -> row.getLong(column).toString();
        case REAL -> row.getDouble(column).toString();
        case TEXT -> row.getString(column);
        case ID -> row.getUUID(column).toString();
      };
    }

    /** The value of that text; anything else is an {@link IllegalArgumentException}. */
    Object parse(String text) {
      return switch (this) {
        case TIME -> time(text);
        case WHOLE -> Long.valueOf(text);
        case REAL -> Double.valueOf(text);
        case TEXT -> plain(text);
        case ID -> UUID.fromString(text);
      };
    }

    /** No column holds a NUL or half a character. */
    private static String plain(String text) {
      if (text.indexOf(0) >= 0 || !StandardCharsets.UTF_8.newEncoder().canEncode(text)) {
        throw new IllegalArgumentException("no text of ours");
      }
      return text;
    }

    private static OffsetDateTime time(String text) {
      try {
        OffsetDateTime time = OffsetDateTime.parse(text);
        if (time.getYear() < 1 || time.getYear() > LAST_YEAR) {
          throw new IllegalArgumentException("no time of ours: " + text);
        }
        return time;
      } catch (DateTimeException broken) {
        throw new IllegalArgumentException("not a time: " + text, broken);
      }
    }
  }

  /** The key's value, in the type that a cursor's value has. */
  String selected() {
    return "(" + sql + ")::" + kind.type();
  }
}
