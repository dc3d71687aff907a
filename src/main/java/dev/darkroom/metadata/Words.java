package dev.darkroom.metadata;

import dev.darkroom.protocol.ErrorCode;
import dev.darkroom.protocol.Refusal;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** How definitions are read out of JSON, and refused by the name of the member. */
final class Words {
  private static final SecureRandom RANDOM = new SecureRandom();
  private static final String ALPHABET = "abcdefghijklmnopqrstuvwxyz0123456789";
  private static final int GENERATED = 20;
  private static final int LONGEST_SHOWN = 80;
  private static final Pattern NAME = Pattern.compile("[^\\p{Cntrl}/\\\\?#%&<>=|\"\\[\\],]{1,255}");

  private Words() {}

  /** A caller's text as it may be repeated. */
  static String shown(@Nullable Object value) {
    String text = String.valueOf(value);
    return text.length() <= LONGEST_SHOWN ? text : text.substring(0, LONGEST_SHOWN) + "…";
  }

  /** Twenty lower-case letters and digits. */
  static String generated() {
    StringBuilder word = new StringBuilder();
    for (int at = 0; at < GENERATED; at++) {
      word.append(ALPHABET.charAt(RANDOM.nextInt(ALPHABET.length())));
    }
    return word.toString();
  }

  /** An external id that can stand in a path, in {@code id=value|…}, and in a message. */
  static String externalId(String member, @Nullable Object value) {
    String text = String.valueOf(value);
    if (value == null || text.isBlank() || !NAME.matcher(text).matches()) {
      throw refusal(member, value);
    }
    return text;
  }

  /** A text of 1 to {@code longest} characters. */
  static String text(JsonObject object, String member, int longest) {
    Object value = object.getValue(member);
    if (value == null) {
      throw new Refusal(ErrorCode.MISSING_PARAMETER, member);
    }
    String text = value.toString();
    if (text.isBlank() || text.length() > longest || !(value instanceof String)) {
      throw refusal(member, value);
    }
    return text;
  }

  /** A flag, however it was spelled. */
  static boolean flag(JsonObject object, String member, boolean otherwise) {
    Object value = object.getValue(member);
    return switch (String.valueOf(value)) {
      case "true", "1" -> true;
      case "false", "0" -> false;
      default -> {
        if (value != null) {
          throw refusal(member, value);
        }
        yield otherwise;
      }
    };
  }

  /** A member that is an object. */
  static JsonObject object(JsonObject object, String member) {
    Object value = object.getValue(member);
    if (!(value instanceof JsonObject inner)) {
      throw refusal(member, value);
    }
    return inner;
  }

  /** A member that is an array of objects. */
  static List<JsonObject> objects(JsonObject object, String member) {
    List<JsonObject> objects = new ArrayList<>();
    for (Object item : array(object, member)) {
      if (!(item instanceof JsonObject inner)) {
        throw refusal(member, item);
      }
      objects.add(inner);
    }
    return objects;
  }

  /** A member that is an array of texts or numbers, as texts; a single one counts as an array. */
  static List<String> texts(JsonObject object, String member) {
    if (!(object.getValue(member) instanceof JsonArray array)) {
      return List.of(scalar(member, object.getValue(member)));
    }
    return array.stream().map(item -> scalar(member, item)).toList();
  }

  private static JsonArray array(JsonObject object, String member) {
    Object value = object.getValue(member);
    if (!(value instanceof JsonArray array)) {
      throw refusal(member, value);
    }
    return array;
  }

  private static String scalar(String member, @Nullable Object item) {
    if (item instanceof String || item instanceof Number) {
      return item.toString();
    }
    throw refusal(member, item);
  }

  static Refusal refusal(String member, @Nullable Object value) {
    return new Refusal(ErrorCode.INVALID_PARAMETER, member, shown(value));
  }
}
