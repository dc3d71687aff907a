package dev.darkroom.api.upload;

import dev.darkroom.protocol.ErrorCode;
import dev.darkroom.protocol.Refusal;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** The {@code Content-Range} of a chunked upload (reference/upload-api.md 4.3). */
final class ContentRange {
  private static final Pattern RANGE =
      Pattern.compile("bytes\\s+(\\d{1,18})-(\\d{1,18})/(\\d{1,18})");

  private ContentRange() {}

  /** Passes a request without the header, and a chunk that is the whole file. */
  static void requireWhole(@Nullable String header) {
    if (header == null || header.isBlank()) {
      return;
    }
    Matcher range = RANGE.matcher(header.strip());
    if (!range.matches()
        || Long.parseLong(range.group(1)) != 0
        || Long.parseLong(range.group(2)) + 1 != Long.parseLong(range.group(3))) {
      throw new Refusal(ErrorCode.UNSUPPORTED_PARAMETER, "Content-Range (an upload in chunks)");
    }
  }
}
