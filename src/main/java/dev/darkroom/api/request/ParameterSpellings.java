package dev.darkroom.api.request;

import dev.darkroom.protocol.ErrorCode;
import dev.darkroom.protocol.Refusal;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.DecodeException;
import io.vertx.core.json.Json;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Collects parameters from every spelling that the SDKs use: {@code k=v}, {@code k[]=v}, {@code
 * k[0]=v}, repeated keys, and JSON with scalars, arrays and objects (reference/admin-api.md 1). A
 * member that is a JSON object is kept as compact JSON text; null means absent.
 */
public final class ParameterSpellings {
  /** More names than any call of the contract has; it bounds the work of one request. */
  static final int MOST_VALUES = 5_000;

  private static final Pattern INDEX = Pattern.compile("\\[\\d{0,6}]$");

  private final Map<String, List<String>> values = new LinkedHashMap<>();
  private int count;

  /** One field of a form or a query string, already decoded. */
  public ParameterSpellings field(String key, String value) {
    if (++count > MOST_VALUES) {
      throw new Refusal(ErrorCode.INVALID_BODY, "more than " + MOST_VALUES + " values");
    }
    String name = INDEX.matcher(key).replaceFirst("");
    if (hasBadCharacter(name) || hasBadCharacter(value)) {
      throw new Refusal(ErrorCode.INVALID_BODY, "a NUL or a broken character in a parameter");
    }
    List<String> known = values.computeIfAbsent(name, unseen -> new ArrayList<>(1));
    if (!value.isEmpty()) {
      known.add(value);
    }
    return this;
  }

  /** A query string or an urlencoded body; null and empty add nothing. */
  public ParameterSpellings encoded(@Nullable String text) {
    if (text == null) {
      return this;
    }
    for (String pair : text.split("&", -1)) {
      if (!pair.isEmpty()) {
        int equals = pair.indexOf('=');
        field(
            decoded(equals < 0 ? pair : pair.substring(0, equals)),
            equals < 0 ? "" : decoded(pair.substring(equals + 1)));
      }
    }
    return this;
  }

  /** A JSON body: an object, or nothing at all. */
  public ParameterSpellings json(Buffer body) {
    if (body.length() == 0) {
      return this;
    }
    Object parsed;
    try {
      parsed = Json.decodeValue(body);
    } catch (DecodeException broken) {
      throw new Refusal(ErrorCode.INVALID_BODY, "it is not valid JSON");
    }
    if (!(parsed instanceof JsonObject object)) {
      throw new Refusal(ErrorCode.INVALID_BODY, "a JSON object is expected");
    }
    for (Map.Entry<String, Object> member : object) {
      member(member.getKey(), member.getValue());
    }
    return this;
  }

  /** What was collected. */
  public Parameters collect() {
    return new Parameters(values);
  }

  private void member(String name, @Nullable Object value) {
    if (value instanceof JsonArray array) {
      for (Object item : array) {
        scalar(name, item);
      }
    } else {
      scalar(name, value);
    }
  }

  private void scalar(String name, @Nullable Object value) {
    if (value instanceof JsonObject object) {
      field(name, object.encode());
    } else if (value instanceof JsonArray array) {
      field(name, array.encode());
    } else if (value != null) {
      field(name, value.toString());
    }
  }

  private static String decoded(String text) {
    try {
      return URLDecoder.decode(text, StandardCharsets.UTF_8);
    } catch (IllegalArgumentException broken) {
      throw new Refusal(ErrorCode.INVALID_BODY, "a percent sign without two digits");
    }
  }

  /** NUL and lone surrogates: no database text column can hold them. */
  private static boolean hasBadCharacter(String text) {
    for (int at = 0; at < text.length(); at++) {
      char character = text.charAt(at);
      if (character == 0 || Character.isLowSurrogate(character)) {
        return true;
      }
      if (Character.isHighSurrogate(character)) {
        at++;
        if (at == text.length() || !Character.isLowSurrogate(text.charAt(at))) {
          return true;
        }
      }
    }
    return false;
  }
}
