package dev.darkroom.asset.search;

import java.util.Optional;

/**
 * Reads an expression piece by piece. What a character means depends on where it stands: a colon
 * ends a field's name, but belongs to a value such as a time. It is pure.
 */
final class Lexer {
  private static final String RESERVED = "!(){}[]*^~?:\\=&><\"";

  /** Reserved characters that nothing else can be meant by inside a value. */
  private static final String ALLOWED_IN_VALUES = ":=&!";

  private final String text;
  private int at;

  /** A word or a quoted text. */
  record Piece(String text, boolean quoted, boolean prefix, int position) {
    boolean is(String keyword) {
      return !quoted && !prefix && text.equals(keyword);
    }
  }

  Lexer(String text) {
    this.text = text;
  }

  /** Where the next piece begins, from 1. */
  int position() {
    skipSpace();
    return at + 1;
  }

  boolean atEnd() {
    skipSpace();
    return at == text.length();
  }

  /** Whether the next character is that one; it is not read. */
  boolean sees(char character) {
    skipSpace();
    return at < text.length() && text.charAt(at) == character;
  }

  /** Reads the character if it comes next. */
  boolean skip(char character) {
    boolean seen = sees(character);
    if (seen) {
      at++;
    }
    return seen;
  }

  /** Whether a minus sign stands right before what it negates. */
  boolean seesMinus() {
    return sees('-') && at + 1 < text.length() && !Character.isWhitespace(text.charAt(at + 1));
  }

  /** Reads a keyword if it comes next. */
  boolean skipKeyword(String keyword) {
    int before = at;
    if (seesKeyword(keyword)) {
      at += keyword.length();
      return true;
    }
    at = before;
    return false;
  }

  /** Whether a keyword comes next: upper case, and a word of its own. */
  boolean seesKeyword(String keyword) {
    skipSpace();
    int end = at + keyword.length();
    return text.startsWith(keyword, at)
        && (end == text.length()
            || Character.isWhitespace(text.charAt(end))
            || "()[]{}\"".indexOf(text.charAt(end)) >= 0);
  }

  /** Reads the sign between a field and its value. */
  Optional<String> sign() {
    skipSpace();
    for (String sign : new String[] {">=", "<=", ">", "<", ":", "="}) {
      if (text.startsWith(sign, at)) {
        at += sign.length();
        return Optional.of(sign);
      }
    }
    return Optional.empty();
  }

  /** Reads a field's name, a bare word or a quoted text. */
  Piece word() {
    return piece(RESERVED);
  }

  /** Reads a value, in which a few reserved characters stand for themselves. */
  Piece value() {
    StringBuilder reserved = new StringBuilder();
    RESERVED
        .chars()
        .filter(each -> ALLOWED_IN_VALUES.indexOf(each) < 0)
        .forEach(each -> reserved.append((char) each));
    return piece(reserved.toString());
  }

  private Piece piece(String reserved) {
    skipSpace();
    int position = at + 1;
    boolean quoted = at < text.length() && text.charAt(at) == '"';
    String read = quoted ? quoted() : plain(reserved);
    if (read.isEmpty() && !quoted) {
      throw QueryError.at(position);
    }
    boolean prefix = at < text.length() && text.charAt(at) == '*';
    if (prefix) {
      at++;
      endOfPiece();
    }
    return new Piece(read, quoted, prefix, position);
  }

  private String plain(String reserved) {
    StringBuilder read = new StringBuilder();
    while (at < text.length()) {
      char character = text.charAt(at);
      if (character == '\\') {
        read.append(escaped());
      } else if (Character.isWhitespace(character) || reserved.indexOf(character) >= 0) {
        break;
      } else {
        read.append(character);
        at++;
      }
    }
    return read.toString();
  }

  private String quoted() {
    int begin = at + 1;
    StringBuilder read = new StringBuilder();
    at++;
    while (at < text.length() && text.charAt(at) != '"') {
      if (text.charAt(at) == '\\') {
        read.append(escaped());
      } else {
        read.append(text.charAt(at++));
      }
    }
    if (at == text.length()) {
      throw QueryError.at(begin);
    }
    at++;
    return read.toString();
  }

  private char escaped() {
    if (at + 1 == text.length()) {
      throw QueryError.at(at + 1);
    }
    char character = text.charAt(at + 1);
    at += 2;
    return character;
  }

  /** After a star nothing of the same word may follow. */
  private void endOfPiece() {
    boolean ends =
        at == text.length()
            || Character.isWhitespace(text.charAt(at))
            || ")]}".indexOf(text.charAt(at)) >= 0;
    if (!ends) {
      throw QueryError.at(at);
    }
  }

  private void skipSpace() {
    while (at < text.length() && Character.isWhitespace(text.charAt(at))) {
      at++;
    }
  }
}
