package dev.darkroom.api.request;

import dev.darkroom.protocol.ErrorCode;
import dev.darkroom.protocol.Refusal;
import java.util.List;
import java.util.Map;

/** Tags, context and lists of ids, within their bounds. It is pure. */
public final class LabelReader {
  private static final int LONGEST_TAG = 255;
  private static final int MOST_TAGS = 1000;
  private static final int LONGEST_KEY = 255;
  private static final int LONGEST_VALUE = 16_384;

  private LabelReader() {}

  /** A list of tags. */
  public static List<String> tags(Parameters parameters, String name) {
    List<String> tags = parameters.list(name);
    if (tags.size() > MOST_TAGS) {
      throw new Refusal(ErrorCode.TOO_MANY_VALUES, name, MOST_TAGS);
    }
    tags.forEach(tag -> requireShort(name, tag, LONGEST_TAG));
    return tags;
  }

  /** A context. */
  public static Map<String, String> context(Parameters parameters, String name) {
    Map<String, String> context = parameters.map(name);
    context.forEach((key, value) -> {
      requireShort(name, key, LONGEST_KEY);
      requireShort(name, value, LONGEST_VALUE);
    });
    return context;
  }

  /** A required array of ids, which may hold commas. */
  public static List<String> ids(Parameters parameters, String name, int most) {
    List<String> ids = parameters.items(name);
    if (ids.isEmpty()) {
      throw new Refusal(ErrorCode.MISSING_PARAMETER, name);
    }
    if (ids.size() > most) {
      throw new Refusal(ErrorCode.TOO_MANY_VALUES, name, most);
    }
    return List.copyOf(ids);
  }

  /** Refuses text that is longer than so many characters. */
  public static void requireShort(String name, String text, int longest) {
    if (text.length() > longest) {
      throw new Refusal(ErrorCode.INVALID_PARAMETER, name, Parameters.shown(text));
    }
  }
}
