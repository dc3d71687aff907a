package dev.darkroom.api.upload;

import dev.darkroom.protocol.ErrorCode;
import dev.darkroom.protocol.Refusal;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Locale;

/** A file in the text of a parameter: {@code data:<mime>;base64,<data>} (RFC 2397). */
final class DataUri {
  private DataUri() {}

  static boolean isOne(String text) {
    return text.regionMatches(true, 0, "data:", 0, 5);
  }

  /** The bytes; line ends inside the data are passed over, as encoders put them there. */
  static byte[] decode(String text) {
    int comma = text.indexOf(',');
    if (comma < 0 || !text.substring(0, comma).toLowerCase(Locale.ROOT).endsWith(";base64")) {
      throw new Refusal(ErrorCode.INVALID_PARAMETER, "file", "a data URI without base64 data");
    }
    try {
      String data = text.substring(comma + 1).replace(' ', '+');
      return Base64.getMimeDecoder().decode(onlyBase64(data).getBytes(StandardCharsets.ISO_8859_1));
    } catch (IllegalArgumentException broken) {
      throw new Refusal(ErrorCode.INVALID_PARAMETER, "file", "a data URI with broken base64 data");
    }
  }

  /** The MIME decoder skips any other character in silence; only line ends may be skipped. */
  private static String onlyBase64(String data) {
    for (int at = 0; at < data.length(); at++) {
      char character = data.charAt(at);
      boolean known =
          (character < 128 && Character.isLetterOrDigit(character))
              || "+/=\r\n".indexOf(character) >= 0;
      if (!known) {
        throw new IllegalArgumentException("not base64");
      }
    }
    return data;
  }
}
