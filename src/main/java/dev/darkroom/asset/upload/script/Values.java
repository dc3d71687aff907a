package dev.darkroom.asset.upload.script;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * The values of scripts: {@code String}, {@code Double}, {@code Boolean}, {@code List}, {@code Map}
 * and {@link Nothing}, and how they turn into each other. It is pure.
 */
final class Values {
  private static final double LARGEST_WHOLE = 1L << 53;

  private Values() {}

  static Object ofJson(@Nullable Object json) {
    return switch (json) {
      case null -> Nothing.NOTHING;
      case JsonObject object -> {
        Map<String, Object> map = new LinkedHashMap<>();
        object.forEach(member -> map.put(member.getKey(), ofJson(member.getValue())));
        yield map;
      }
      case JsonArray array -> {
        List<Object> list = new ArrayList<>();
        array.forEach(item -> list.add(ofJson(item)));
        yield list;
      }
      case Number number -> number.doubleValue();
      case Boolean truth -> truth;
      default -> String.valueOf(json);
    };
  }

  /** Refuses functions, and structures that are too large or hold themselves. */
  static @Nullable Object toJson(Object value) {
    return toJson(value, new Walk());
  }

  private static @Nullable Object toJson(Object value, Walk walk) {
    return switch (value) {
      case Nothing nothing -> null;
      case List<?> list -> {
        walk.enter();
        JsonArray array = new JsonArray();
        list.forEach(item -> array.add(toJson(item, walk)));
        walk.leave();
        yield array;
      }
      case Map<?, ?> map -> {
        walk.enter();
        JsonObject object = new JsonObject();
        map.forEach((name, member) -> object.put(String.valueOf(name), toJson(member, walk)));
        walk.leave();
        yield object;
      }
      case Double number -> isWhole(number) ? (Object) number.longValue() : number;
      case String text -> text;
      case Boolean truth -> truth;
      default -> throw new ScriptError("a function is no value");
    };
  }

  /** How far a walk through a structure has come. */
  private static final class Walk {
    private static final int MOST = 10_000;
    private static final int DEEPEST = 30;

    private int entered;
    private int depth;

    void enter() {
      if (++entered > MOST || ++depth > DEEPEST) {
        throw new ScriptError("a value is too large or holds itself");
      }
    }

    void leave() {
      depth--;
    }
  }

  static boolean truth(Object value) {
    return switch (value) {
      case Nothing nothing -> false;
      case Boolean truth -> truth;
      case Double number -> number != 0 && !number.isNaN();
      case String text -> !text.isEmpty();
      default -> true;
    };
  }

  static double number(Object value) {
    return switch (value) {
      case Double number -> number;
      case Boolean truth -> truth ? 1 : 0;
      case String text -> number(text);
      default -> Double.NaN;
    };
  }

  private static double number(String text) {
    String plain = text.strip();
    if (plain.isEmpty()) {
      return 0;
    }
    return plain.matches("[+-]?\\d{1,300}(\\.\\d{0,300})?")
        ? Double.parseDouble(plain)
        : Double.NaN;
  }

  static String text(Object value) {
    return text(value, new Walk());
  }

  private static String text(Object value, Walk walk) {
    return switch (value) {
      case String text -> text;
      case Double number ->
          isWhole(number) ? Long.toString(number.longValue()) : Double.toString(number);
      case List<?> list -> {
        walk.enter();
        String joined =
            list.stream()
                .map(item -> item instanceof Nothing ? "" : text(item, walk))
                .collect(Collectors.joining(","));
        walk.leave();
        yield joined;
      }
      case Map<?, ?> map -> "[object Object]";
      default -> String.valueOf(value);
    };
  }

  /**
   * Whether two values are equal; arrays and objects are equal to themselves alone.
   *
   * @param loosely as {@code ==} does: a number and its text are equal
   */
  static boolean equal(Object left, Object right, boolean loosely) {
    if (!isPlain(left) || !isPlain(right)) {
      return isSame(left, right);
    }
    if (left.equals(right)) {
      return !(left instanceof Double number && number.isNaN());
    }
    boolean comparable = left.getClass() != right.getClass();
    return loosely && comparable && number(left) == number(right);
  }

  @SuppressWarnings("ReferenceEquality") // that is what equality of arrays and objects is
  private static boolean isSame(Object left, Object right) {
    return left == right;
  }

  private static boolean isPlain(Object value) {
    return value instanceof Double || value instanceof String || value instanceof Boolean;
  }

  static String kind(Object value) {
    return switch (value) {
      case Nothing nothing -> "undefined";
      case Double number -> "number";
      case String text -> "string";
      case Boolean truth -> "boolean";
      case Function function -> "function";
      default -> "object";
    };
  }

  private static boolean isWhole(double number) {
    return number == Math.rint(number) && Math.abs(number) < LARGEST_WHOLE;
  }
}
