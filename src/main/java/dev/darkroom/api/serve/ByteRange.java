package dev.darkroom.api.serve;

import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Which bytes a request asks for (RFC 9110 section 14). Headers that cannot be read, other units
 * and several ranges are answered with everything, as the RFC allows.
 */
sealed interface ByteRange {
  Pattern HEADER = Pattern.compile("bytes=(\\d{0,18})-(\\d{0,18})");

  /** All of them. */
  record Everything() implements ByteRange {}

  /** A part that exists. */
  record Part(long offset, long length) implements ByteRange {}

  /** A part that does not exist. */
  record Unsatisfiable() implements ByteRange {}

  /** Reads the header for a representation of that size. */
  static ByteRange of(@Nullable String header, long size) {
    Matcher range = HEADER.matcher(header == null ? "" : header.strip());
    if (!range.matches()) {
      return new Everything();
    }
    String first = range.group(1);
    String last = range.group(2);
    if (first.isEmpty()) {
      return last.isEmpty() ? new Everything() : suffix(Long.parseLong(last), size);
    }
    long from = Long.parseLong(first);
    long to = last.isEmpty() ? Long.MAX_VALUE : Long.parseLong(last);
    if (to < from) {
      return new Everything();
    }
    return from >= size ? new Unsatisfiable() : new Part(from, Math.min(to, size - 1) - from + 1);
  }

  private static ByteRange suffix(long length, long size) {
    long available = Math.min(length, size);
    return available == 0 ? new Unsatisfiable() : new Part(size - available, available);
  }
}
