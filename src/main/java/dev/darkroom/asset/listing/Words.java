package dev.darkroom.asset.listing;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/**
 * The words that assets are found by: the column {@code words} holds one lexeme per field and word,
 * led by the environment. This side cuts a query as the function {@code asset_lexemes} of migration
 * V7 cuts a value. It is pure.
 */
public final class Words {
  private static final int LONGEST_WORD = 64;
  private static final int LONGEST_KEY = 255;

  /** The short names of fields in lexemes. */
  public enum Field {
    PUBLIC_ID("p"),
    FILENAME("n"),
    DISPLAY_NAME("d"),
    ORIGINAL_FILENAME("o"),
    FOLDER("f"),
    TAGS("t"),
    CONTEXT("c"),
    METADATA("m"),
    COLORS("k"),
    MODERATION_KIND("mk"),
    MODERATION_STATUS("ms"),
    /** Kind and status of one moderation, with a slash between. */
    MODERATION("mm");

    private final String code;

    Field(String code) {
      this.code = code;
    }

    /** The short name. */
    public String code() {
      return code;
    }

    /** The short name of one key of a field that has keys. */
    public String code(String key) {
      return code + "." + firstOf(key, LONGEST_KEY);
    }
  }

  private Words() {}

  /** Lower case, code point by code point. */
  public static String folded(String text) {
    return text.codePoints()
        .map(Character::toLowerCase)
        .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
        .toString();
  }

  /** The words of a text, in order. */
  public static List<String> of(String text) {
    List<String> words = new ArrayList<>();
    StringBuilder word = new StringBuilder();
    folded(text + " ")
        .codePoints()
        .forEach(point -> {
          if (!separates(point)) {
            word.appendCodePoint(point);
          } else if (!word.isEmpty()) {
            words.add(firstOf(word.toString(), LONGEST_WORD));
            word.setLength(0);
          }
        });
    return words;
  }

  /** Whether the text is nothing but a part of one word. */
  public static boolean isOneWord(String text) {
    return !text.isEmpty() && folded(text).codePoints().noneMatch(Words::separates);
  }

  /** Whether the text ends inside a word. */
  public static boolean endsInWord(String text) {
    return !text.isEmpty() && !separates(folded(text).codePointBefore(folded(text).length()));
  }

  /** A query for one word of a field, quoted for {@code tsquery}. */
  public static String query(long environmentId, String field, String word, boolean prefix) {
    String lexeme = environmentId + ":" + field + ":" + word;
    return "'" + lexeme.replace("\\", "\\\\").replace("'", "''") + "'" + (prefix ? ":*" : "");
  }

  /**
   * A query for all words of a text in a field; empty when the text has none.
   *
   * @param prefix whether the last word is only the beginning of one
   */
  public static String query(long environmentId, String field, List<String> words, boolean prefix) {
    List<String> parts = new ArrayList<>();
    for (int at = 0; at < words.size(); at++) {
      parts.add(query(environmentId, field, words.get(at), prefix && at == words.size() - 1));
    }
    return String.join(" & ", parts);
  }

  /** A query for a word in any of some fields. */
  public static String queryAny(
      long environmentId, List<Field> fields, String word, boolean prefix) {
    return fields.stream()
        .map(field -> query(environmentId, field.code(), word, prefix))
        .collect(Collectors.joining(" | ", "(", ")"));
  }

  private static boolean separates(int point) {
    boolean digit = point >= '0' && point <= '9';
    boolean letter = point >= 'a' && point <= 'z';
    return point < 0x80 && !digit && !letter;
  }

  private static String firstOf(String text, int points) {
    return text.codePointCount(0, text.length()) <= points
        ? text
        : text.substring(0, text.offsetByCodePoints(0, points));
  }
}
