package dev.darkroom.asset.listing;

import io.vertx.sqlclient.Tuple;
import java.util.ArrayList;
import java.util.List;

/**
 * The values of one statement: what a caller sent goes in here, and only its number into the text.
 */
public final class Binder {
  private final List<Object> values = new ArrayList<>();

  /** Adds a value; its place in the text, without a type. */
  public String bind(Object value) {
    values.add(value);
    return "$" + values.size();
  }

  /** Adds a text; its place in the text of the statement. */
  public String text(String value) {
    return bind(value) + "::text";
  }

  /** All values, in order. */
  public Tuple tuple() {
    return Tuple.wrap(new ArrayList<>(values));
  }
}
