package dev.darkroom.api.request;

import dev.darkroom.protocol.ErrorCode;
import dev.darkroom.protocol.Refusal;
import java.net.URLDecoder;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What stands before the bytes of a part of a form (RFC 7578).
 *
 * @param fileName as the client wrote it; null for a part that is a parameter
 * @param charset of a parameter's text
 */
record PartHead(String name, @Nullable String fileName, Charset charset) {
  private static final Set<String> PLAIN = Set.of("7bit", "8bit", "binary");

  /**
   * Reads the lines of a head.
   *
   * @throws Refusal INVALID_BODY when it names no part, or an encoding that is not read
   */
  static PartHead of(String lines) {
    Map<String, String> headers = headers(lines);
    HeaderValue disposition = HeaderValue.of(headers.getOrDefault("content-disposition", ""));
    String name = disposition.parameter("name").orElse("");
    if (!disposition.word().equals("form-data") || name.isBlank()) {
      throw new Refusal(ErrorCode.INVALID_BODY, "a part has no name");
    }
    String encoding = headers.getOrDefault("content-transfer-encoding", "binary");
    if (!PLAIN.contains(encoding.toLowerCase(Locale.ROOT))) {
      throw new Refusal(ErrorCode.INVALID_BODY, "Content-Transfer-Encoding of a part");
    }
    HeaderValue type = HeaderValue.of(headers.getOrDefault("content-type", "text/plain"));
    return new PartHead(name, fileName(disposition), charset(type));
  }

  private static Map<String, String> headers(String lines) {
    Map<String, String> headers = new HashMap<>();
    String unfolded = lines.replaceAll("\r?\n[ \t]+", " ");
    unfolded
        .lines()
        .forEach(line -> {
          int colon = line.indexOf(':');
          if (colon > 0) {
            headers.put(
                line.substring(0, colon).strip().toLowerCase(Locale.ROOT),
                line.substring(colon + 1).strip());
          }
        });
    return headers;
  }

  private static @Nullable String fileName(HeaderValue disposition) {
    return disposition
        .parameter("filename*")
        .map(PartHead::extended)
        .or(() -> disposition.parameter("filename"))
        .orElse(null);
  }

  /** Such as {@code UTF-8''na%C3%AFve} (RFC 8187). */
  private static String extended(String value) {
    String[] pieces = value.split("'", 3);
    try {
      return URLDecoder.decode(pieces[2].replace("+", "%2B"), Charset.forName(pieces[0]));
    } catch (IllegalArgumentException | ArrayIndexOutOfBoundsException unreadable) {
      throw new Refusal(ErrorCode.INVALID_BODY, "the file name of a part");
    }
  }

  private static Charset charset(HeaderValue type) {
    try {
      return type.parameter("charset").map(Charset::forName).orElse(StandardCharsets.UTF_8);
    } catch (IllegalArgumentException unknown) {
      throw new Refusal(ErrorCode.INVALID_BODY, "the charset of a part");
    }
  }
}
