package dev.darkroom.journal;

import io.vertx.core.json.DecodeException;
import io.vertx.core.json.Json;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Pattern;

/**
 * What a body may have been before something on its way, or the receiver's own framework, changed
 * it. Pure.
 *
 * @param what the change, in words
 * @param text what it was, ISO-8859-1: one character per byte
 */
record BodyVariant(String what, String text) {
  private static final Pattern ESCAPE = Pattern.compile("\\\\u([0-9a-fA-F]{4})");
  private static final String BYTE_ORDER_MARK = "\u00ef\u00bb\u00bf";

  /** The bytes that it was. */
  byte[] bytes() {
    return text.getBytes(StandardCharsets.ISO_8859_1);
  }

  /** The likely ones, most likely first. */
  static List<BodyVariant> of(byte[] received) {
    String raw = new String(received, StandardCharsets.ISO_8859_1);
    List<BodyVariant> variants = new ArrayList<>();
    add(variants, raw, "white space was added at the end", raw.stripTrailing());
    add(variants, raw, "a line end was cut off", raw + "\n");
    add(variants, raw, "line ends were changed to CRLF", raw.replace("\r\n", "\n"));
    if (raw.startsWith(BYTE_ORDER_MARK)) {
      add(variants, raw, "a byte order mark was put before it", raw.substring(3));
    }
    add(variants, raw, "slashes were escaped", raw.replace("\\/", "/"));
    add(variants, raw, "characters were escaped as \\uXXXX", unescaped(raw));
    add(variants, raw, "UTF-8 was read as Latin-1 and written again", latin(received));
    compact(received)
        .ifPresent(text -> {
          String what = "the JSON was parsed and written again";
          add(variants, raw, what, text);
          add(variants, raw, what, unescaped(text));
          add(variants, raw, what, unescaped(text.replace("\\/", "/")));
        });
    return variants;
  }

  private static void add(List<BodyVariant> variants, String raw, String what, String text) {
    if (!text.equals(raw)) {
      variants.add(new BodyVariant(what, text));
    }
  }

  /** Written as we write: no white space, characters as they are. */
  private static java.util.Optional<String> compact(byte[] received) {
    try {
      String text = new String(received, StandardCharsets.UTF_8);
      byte[] written = Json.encode(Json.decodeValue(text)).getBytes(StandardCharsets.UTF_8);
      return java.util.Optional.of(new String(written, StandardCharsets.ISO_8859_1));
    } catch (DecodeException noJson) {
      return java.util.Optional.empty();
    }
  }

  private static String unescaped(String raw) {
    String text = new String(raw.getBytes(StandardCharsets.ISO_8859_1), StandardCharsets.UTF_8);
    String plain =
        ESCAPE
            .matcher(text)
            .replaceAll(found -> {
              char character = (char) Integer.parseInt(found.group(1), 16);
              boolean mustStay = character < ' ' || character == '"' || character == '\\';
              return java.util.regex.Matcher.quoteReplacement(
                  mustStay ? found.group() : String.valueOf(character));
            });
    return new String(plain.getBytes(StandardCharsets.UTF_8), StandardCharsets.ISO_8859_1);
  }

  private static String latin(byte[] received) {
    String text = new String(received, StandardCharsets.UTF_8);
    byte[] single = text.getBytes(StandardCharsets.ISO_8859_1);
    boolean reversible =
        Arrays.equals(
            new String(single, StandardCharsets.ISO_8859_1).getBytes(StandardCharsets.UTF_8),
            received);
    return new String(reversible ? single : received, StandardCharsets.ISO_8859_1);
  }
}
