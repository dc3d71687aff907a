package dev.darkroom.api.request;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * The line that parts two parts, and the search for it: most bytes of a file are skipped unread
 * (Horspool's search).
 */
final class Delimiter {
  /** The carriage return before it is optional, as some clients write none. */
  private final byte[] bytes;

  private final int[] skips = new int[256];

  Delimiter(String boundary) {
    this.bytes = ("\n--" + boundary).getBytes(StandardCharsets.UTF_8);
    Arrays.fill(skips, bytes.length);
    for (int at = 0; at < bytes.length - 1; at++) {
      skips[bytes[at] & 0xff] = bytes.length - 1 - at;
    }
  }

  int length() {
    return bytes.length;
  }

  /** Where it first begins, or -1. */
  int find(byte[] text, int from, int to) {
    int length = bytes.length;
    int end = from + length - 1;
    while (end < to) {
      int skip = skips[text[end] & 0xff];
      if (skip == length && text[end] != bytes[length - 1]) {
        // Nearly always, and so predicted: the next byte is read before this one has arrived.
        end += length;
      } else if (begins(text, end - length + 1, end + 1)) {
        return end - length + 1;
      } else {
        end += skip;
      }
    }
    return -1;
  }

  /**
   * Where it, or the carriage return before it, may have begun at the end of a text; else the end.
   */
  int mayBegin(byte[] text, int from, int to) {
    for (int at = Math.max(from, to - bytes.length + 1); at < to; at++) {
      if (begins(text, at, to)) {
        return at > from && text[at - 1] == '\r' ? at - 1 : at;
      }
    }
    return to > from && text[to - 1] == '\r' ? to - 1 : to;
  }

  private boolean begins(byte[] text, int from, int to) {
    for (int at = from; at < to; at++) {
      if (text[at] != bytes[at - from]) {
        return false;
      }
    }
    return true;
  }
}
