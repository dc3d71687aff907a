package dev.darkroom.api.request;

import dev.darkroom.protocol.ErrorCode;
import dev.darkroom.protocol.Refusal;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.function.Function;

/**
 * Cuts a multipart body into its parts while it arrives (RFC 7578). It is pure, copies nothing of a
 * file, and holds back only what may belong to a delimiter or to the head of a part.
 */
final class MultipartParser {
  /** More than any call of the contract has; they bound the work of one request. */
  private static final int MOST_PARTS = 2_000;

  private static final int LONGEST_HEAD = 32 * 1024;
  private static final int DASHES = 2;

  /** Who takes the bytes of a part. */
  interface Part {
    /** The next ones. The array never changes. */
    void bytes(byte[] array, int from, int to);

    /** That was all. */
    void end();
  }

  private enum State {
    /** Behind a boundary, on its line. */
    BOUNDARY,
    HEAD,
    /** At the line end of a head, which may be that of the next boundary as well. */
    HEAD_END,
    BYTES,
    /** Behind the last boundary. */
    EPILOGUE
  }

  private final Delimiter delimiter;
  private final Function<PartHead, Part> parts;
  private final Part beside = new Beside();
  private Part part = beside;
  private State state = State.HEAD_END;
  private int count;

  /** The first boundary needs no line end before it: it is as if there had been one. */
  private byte[] held = {'\n'};

  /** A parser that asks for each part who takes its bytes. */
  MultipartParser(String boundary, Function<PartHead, Part> parts) {
    this.delimiter = new Delimiter(boundary);
    this.parts = parts;
  }

  /**
   * Takes the next bytes, which may not change afterwards.
   *
   * @throws Refusal INVALID_BODY for what is no multipart body
   */
  void take(byte[] array, int from, int to) {
    if (held.length == 0) {
      parse(array, from, to);
      return;
    }
    byte[] whole = Arrays.copyOf(held, held.length + to - from);
    System.arraycopy(array, from, whole, held.length, to - from);
    held = new byte[0];
    parse(whole, 0, whole.length);
  }

  /** Whether the closing boundary has been there. The Node SDK sends no line end after it. */
  boolean isComplete() {
    return state == State.EPILOGUE;
  }

  private void parse(byte[] array, int from, int to) {
    int at = from;
    while (at < to) {
      at =
          switch (state) {
            case BOUNDARY -> boundary(array, at, to);
            case HEAD -> head(array, at, to);
            case HEAD_END, BYTES -> bytes(array, at, to);
            case EPILOGUE -> epilogue(array, at, to);
          };
    }
  }

  /** Two dashes make it the last one; else blanks may follow until its line ends. */
  private int boundary(byte[] array, int from, int to) {
    if (to - from < DASHES) {
      return hold(array, from, to);
    }
    if (array[from] == '-' && array[from + 1] == '-') {
      state = State.EPILOGUE;
      return from + DASHES;
    }
    for (int at = from; at < to; at++) {
      if (array[at] == '\n') {
        state = State.HEAD;
        return at + 1;
      }
      if (array[at] != ' ' && array[at] != '\t' && array[at] != '\r') {
        throw broken();
      }
    }
    return hold(array, from, to);
  }

  /** Until its empty line. */
  private int head(byte[] array, int from, int to) {
    int line = from;
    for (int at = from; at < to; at++) {
      if (array[at] == '\n') {
        if (beforeReturn(array, line, at) == line) {
          begin(array, from, line);
          return at;
        }
        line = at + 1;
      }
    }
    return hold(array, from, to);
  }

  private void begin(byte[] array, int from, int to) {
    requireShort(to - from);
    if (++count > MOST_PARTS) {
      throw new Refusal(ErrorCode.INVALID_BODY, "it has too many parts");
    }
    part = parts.apply(PartHead.of(new String(array, from, to - from, StandardCharsets.UTF_8)));
    state = State.HEAD_END;
  }

  private int bytes(byte[] array, int from, int to) {
    int found = delimiter.find(array, from, to);
    int end = found < 0 ? delimiter.mayBegin(array, from, to) : beforeReturn(array, from, found);
    int begin = state == State.HEAD_END ? from + 1 : from;
    if (end > begin) {
      part.bytes(array, begin, end);
    }
    if (found < 0) {
      state = end > from ? State.BYTES : state;
      return hold(array, end, to);
    }
    part.end();
    state = State.BOUNDARY;
    return found + delimiter.length();
  }

  private int epilogue(byte[] array, int from, int to) {
    beside.bytes(array, from, to);
    return to;
  }

  /** Where a line ends whose line feed was found. */
  private static int beforeReturn(byte[] array, int from, int found) {
    return found > from && array[found - 1] == '\r' ? found - 1 : found;
  }

  private int hold(byte[] array, int from, int to) {
    requireShort(to - from);
    held = Arrays.copyOfRange(array, from, to);
    return to;
  }

  private static void requireShort(int head) {
    if (head > LONGEST_HEAD) {
      throw new Refusal(ErrorCode.INVALID_BODY, "the head of a part is too long");
    }
  }

  /** The refusal of what does not end as it should. */
  static Refusal broken() {
    return new Refusal(ErrorCode.INVALID_BODY, "it is not a complete multipart body");
  }

  /** What stands before the first boundary and behind the last one: nothing, and not much of it. */
  private static final class Beside implements Part {
    private int size;

    @Override
    public void bytes(byte[] array, int from, int to) {
      size += to - from;
      if (size > LONGEST_HEAD) {
        throw broken();
      }
    }

    @Override
    public void end() {}
  }
}
