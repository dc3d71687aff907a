package dev.darkroom.metadata;

import java.util.regex.Pattern;

/**
 * A text that may be looked at so many times: a hostile regular expression that would backtrack for
 * hours ends after a few milliseconds, as a text that does not match.
 */
final class BoundedText implements CharSequence {
  private static final int MOST_LOOKS = 1_000_000;

  private static final class TooMany extends RuntimeException {
    private static final long serialVersionUID = 1L;

    TooMany() {
      super("too many looks", null, false, false);
    }
  }

  private final String text;
  private int looks;

  private BoundedText(String text) {
    this.text = text;
  }

  /** Whether the whole text matches. */
  static boolean matches(Pattern pattern, String text) {
    try {
      return pattern.matcher(new BoundedText(text)).matches();
    } catch (TooMany | StackOverflowError hostile) {
      return false;
    }
  }

  @Override
  public char charAt(int index) {
    if (++looks > MOST_LOOKS) {
      throw new TooMany();
    }
    return text.charAt(index);
  }

  @Override
  public int length() {
    return text.length();
  }

  @Override
  public CharSequence subSequence(int start, int end) {
    return text.substring(start, end);
  }

  @Override
  public String toString() {
    return text;
  }
}
