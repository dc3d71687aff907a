package dev.darkroom.journal;

import io.vertx.core.json.DecodeException;
import io.vertx.core.json.Json;
import io.vertx.core.json.JsonObject;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Where what was received differs first from what was sent, and the likely cause. Pure.
 *
 * @param offset of the first byte that differs, from 0
 * @param sent what was sent around it
 * @param received what was received around it
 */
record BodyDifference(int offset, String sent, String received, String cause) {
  private static final int BEFORE = 20;
  private static final int AFTER = 20;

  /** The first difference; empty when there is none. */
  static Optional<BodyDifference> between(byte[] sent, byte[] received) {
    int offset = Arrays.mismatch(sent, received);
    return offset < 0
        ? Optional.empty()
        : Optional.of(
            new BodyDifference(
                offset, around(sent, offset), around(received, offset), cause(sent, received)));
  }

  JsonObject json() {
    return new JsonObject()
        .put("offset", offset)
        .put("sent", sent)
        .put("received", received)
        .put("cause", cause);
  }

  private static String cause(byte[] sent, byte[] received) {
    if (received.length == 0) {
      return "the body is empty: it was read before";
    }
    for (BodyVariant variant : BodyVariant.of(received)) {
      if (Arrays.equals(variant.bytes(), sent)) {
        return variant.what();
      }
    }
    if (Arrays.mismatch(sent, received) == received.length) {
      return "its end was cut off";
    }
    Object one = json(sent);
    return one != null && one.equals(json(received))
        ? "the JSON was parsed and written again: the values are the same, the bytes are not"
        : "the content is another one";
  }

  private static @Nullable Object json(byte[] bytes) {
    try {
      return Json.decodeValue(new String(bytes, StandardCharsets.UTF_8));
    } catch (DecodeException noJson) {
      return null;
    }
  }

  private static String around(byte[] bytes, int offset) {
    int from = Math.clamp(offset - BEFORE, 0, bytes.length);
    int to = Math.min(bytes.length, offset + AFTER);
    return new String(bytes, from, to - from, StandardCharsets.UTF_8);
  }
}
