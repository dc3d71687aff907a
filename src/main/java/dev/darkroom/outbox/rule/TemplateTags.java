package dev.darkroom.outbox.rule;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The tags a template may have: values, sections within sections up to two, comments. Pure. */
final class TemplateTags {
  private static final int MOST_TAGS = 500;
  private static final int MOST_NESTED = 2;
  private static final Pattern TAG = Pattern.compile("\\{\\{\\s*([^\\s{\\w]?)");

  private TemplateTags() {}

  /** Refuses partials, new delimiters and sections that are nested too deep. */
  static void check(String text) {
    Matcher tags = TAG.matcher(text);
    int open = 0;
    int count = 0;
    while (tags.find()) {
      if (++count > MOST_TAGS) {
        throw PayloadTemplate.refusal("more than " + MOST_TAGS + " tags");
      }
      open += step(tags.group(1));
      if (open > MOST_NESTED) {
        throw PayloadTemplate.refusal("sections nested deeper than " + MOST_NESTED);
      }
    }
  }

  private static int step(String sign) {
    return switch (sign) {
      case "#", "^" -> 1;
      case "/" -> -1;
      case "", "!", "&", "." -> 0;
      case ">" -> throw PayloadTemplate.refusal("partials are not supported");
      default -> throw PayloadTemplate.refusal("a tag cannot begin with " + sign);
    };
  }
}
