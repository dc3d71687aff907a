package dev.darkroom.asset.upload.script;

import java.util.ArrayList;
import java.util.List;

/** Splits a script into its words. It is pure. */
final class Lexer {
  /** Longer signs before those they begin with. */
  private static final List<String> SIGNS =
      List.of(
          "===", "!==", "==", "!=", "<=", ">=", "&&", "||", "??", "?.", "=>", "+=", "-=", "+", "-",
          "*", "/", "%", "!", "<", ">", "=", "?", ":", ".", ",", ";", "(", ")", "[", "]", "{", "}");

  private final String text;
  private final List<Token> tokens = new ArrayList<>();
  private int at;

  private Lexer(String text) {
    this.text = text;
  }

  static List<Token> split(String text) {
    return new Lexer(text).split();
  }

  private List<Token> split() {
    while (skipBlanks()) {
      char first = text.charAt(at);
      if (Character.isJavaIdentifierStart(first)) {
        tokens.add(new Token(Token.Kind.NAME, span(Character::isJavaIdentifierPart)));
      } else if (isDigit(first)) {
        tokens.add(new Token(Token.Kind.NUMBER, span(letter -> isDigit(letter) || letter == '.')));
      } else if (first == '"' || first == '\'' || first == '`') {
        tokens.add(new Token(Token.Kind.TEXT, quoted(first)));
      } else {
        tokens.add(new Token(Token.Kind.SIGN, sign()));
      }
    }
    tokens.add(new Token(Token.Kind.END, ""));
    return tokens;
  }

  /** Over blanks and comments; false at the end. */
  private boolean skipBlanks() {
    while (at < text.length()) {
      if (text.startsWith("//", at)) {
        int end = text.indexOf('\n', at);
        at = end < 0 ? text.length() : end;
      } else if (text.startsWith("/*", at)) {
        int end = text.indexOf("*/", at + 2);
        at = end < 0 ? text.length() : end + 2;
      } else if (Character.isWhitespace(text.charAt(at))) {
        at++;
      } else {
        return true;
      }
    }
    return false;
  }

  /** Which letters belong to a word. */
  @FunctionalInterface
  private interface Letters {
    boolean has(char letter);
  }

  private String span(Letters letters) {
    int start = at;
    while (at < text.length() && letters.has(text.charAt(at))) {
      at++;
    }
    return text.substring(start, at);
  }

  private String quoted(char quote) {
    StringBuilder content = new StringBuilder();
    for (at++; at < text.length(); at++) {
      char letter = text.charAt(at);
      if (letter == quote) {
        at++;
        return content.toString();
      }
      if (quote == '`' && text.startsWith("${", at)) {
        throw new ScriptError("${…} in a text is not supported");
      }
      content.append(letter == '\\' && at + 1 < text.length() ? escaped() : letter);
    }
    throw new ScriptError("a text has no end");
  }

  private char escaped() {
    char letter = text.charAt(++at);
    return switch (letter) {
      case 'n' -> '\n';
      case 't' -> '\t';
      case 'r' -> '\r';
      case 'b', 'f', 'v', '0', 'u', 'x' -> throw new ScriptError("\\" + letter + " in a text");
      default -> letter;
    };
  }

  private String sign() {
    for (String sign : SIGNS) {
      if (text.startsWith(sign, at)) {
        at += sign.length();
        return sign;
      }
    }
    throw new ScriptError("unexpected " + text.charAt(at));
  }

  private static boolean isDigit(char letter) {
    return letter >= '0' && letter <= '9';
  }
}
