package dev.darkroom.asset.compose;

import dev.darkroom.protocol.ErrorCode;
import dev.darkroom.protocol.Refusal;
import java.util.List;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The pages that a transformation names: {@code pg_all}, {@code pg_2}, {@code pg_2-4;6}
 * (reference/upload-api.md 5.8). Pure.
 *
 * @param before the text before {@code pg_}
 * @param after the text after the pages
 * @param numbers ascending, from 1
 */
record Pages(String before, String after, List<Integer> numbers) {
  /** The most pictures of one explosion. */
  static final int MOST = 1_000;

  private static final Pattern SETTING = Pattern.compile("(?:^|[,/])pg_([^,/]+)");
  private static final Pattern RANGE = Pattern.compile("(\\d{1,6})(?:-(\\d{1,6}))?");

  /** The pages of a document with so many; those that it does not have are refused. */
  static Pages of(String transformation, int count) {
    Matcher setting = SETTING.matcher(transformation);
    if (!setting.find()) {
      throw new Refusal(ErrorCode.MISSING_PARAMETER, "page");
    }
    return new Pages(
        transformation.substring(0, setting.start(1)),
        transformation.substring(setting.end(1)),
        numbers(setting.group(1), count));
  }

  /** Whether a transformation names pages. */
  static boolean areIn(String transformation) {
    return SETTING.matcher(transformation).find();
  }

  /** The transformation of one page. */
  String at(int page) {
    return before + page + after;
  }

  private static List<Integer> numbers(String text, int count) {
    TreeSet<Integer> numbers = new TreeSet<>();
    if (text.equals("all")) {
      add(numbers, text, 1, count, count);
      return List.copyOf(numbers);
    }
    for (String part : text.split(";", -1)) {
      Matcher range = RANGE.matcher(part);
      if (!range.matches()) {
        throw invalid(text);
      }
      int first = Integer.parseInt(range.group(1));
      int last = range.group(2) == null ? first : Integer.parseInt(range.group(2));
      add(numbers, text, first, last, count);
    }
    return List.copyOf(numbers);
  }

  private static void add(TreeSet<Integer> numbers, String text, int first, int last, int count) {
    if (first < 1 || last < first || last > count) {
      throw invalid(text);
    }
    if (last - first >= MOST) {
      throw new Refusal(ErrorCode.TOO_MANY_RESOURCES, MOST);
    }
    for (int page = first; page <= last; page++) {
      numbers.add(page);
    }
  }

  private static Refusal invalid(String text) {
    String shown = text.length() <= 80 ? text : text.substring(0, 80) + "…";
    return new Refusal(ErrorCode.INVALID_TRANSFORMATION_VALUE, "page", shown);
  }
}
