package dev.darkroom.asset.upload.script;

/**
 * One word of a script.
 *
 * @param text of a string without its quotes and escapes
 */
record Token(Kind kind, String text) {
  /** What a word is. */
  enum Kind {
    NAME,
    NUMBER,
    TEXT,
    SIGN,
    END
  }

  boolean is(String sign) {
    return kind == Kind.SIGN && text.equals(sign);
  }

  boolean isName(String name) {
    return kind == Kind.NAME && text.equals(name);
  }

  @Override
  public String toString() {
    return kind == Kind.END ? "the end" : text.length() <= 40 ? text : text.substring(0, 40) + "…";
  }
}
