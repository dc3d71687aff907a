package dev.darkroom.api.request;

import dev.darkroom.protocol.ErrorCode;
import dev.darkroom.protocol.Labelling;
import dev.darkroom.protocol.Refusal;
import java.util.List;
import java.util.Map;

/**
 * The parameters that say what an asset is about, and lists of ids, within their bounds: the same
 * for uploads and for every change (reference/upload-api.md 3). It is pure.
 */
public final class LabelParameters {
  private static final int LONGEST_TAG = 255;
  private static final int MOST_TAGS = 1_000;
  private static final int LONGEST_KEY = 255;
  private static final int LONGEST_CONTEXT = 20_000;
  private static final int LONGEST_METADATA = 100_000;

  private LabelParameters() {}

  /** What an upload says: what it does not send, or sends empty, changes nothing. */
  public static Labelling of(Parameters parameters) {
    return new Labelling(
        parameters.has("tags") ? tags(parameters, "tags") : null,
        context(parameters),
        metadata(parameters),
        parameters.flag("clear_invalid", false));
  }

  /** A list of tags, each once. */
  public static List<String> tags(Parameters parameters, String name) {
    List<String> tags = parameters.list(name).stream().distinct().toList();
    if (tags.size() > MOST_TAGS) {
      throw new Refusal(ErrorCode.TOO_MANY_VALUES, name, MOST_TAGS);
    }
    tags.forEach(tag -> requireShort(name, tag, LONGEST_TAG));
    return tags;
  }

  /** The context. */
  public static Map<String, String> context(Parameters parameters) {
    return pairs(parameters, "context", LONGEST_CONTEXT);
  }

  /** External ids of metadata fields to their values as text; empty text clears a field. */
  public static Map<String, String> metadata(Parameters parameters) {
    return pairs(parameters, "metadata", LONGEST_METADATA);
  }

  private static Map<String, String> pairs(Parameters parameters, String name, int longest) {
    Map<String, String> pairs = parameters.map(name);
    pairs.keySet().forEach(key -> requireShort(name, key, LONGEST_KEY));
    long length =
        pairs.entrySet().stream()
            .mapToLong(pair -> (long) pair.getKey().length() + pair.getValue().length())
            .sum();
    if (length > longest) {
      String limit = "longer than " + longest + " characters";
      throw new Refusal(ErrorCode.INVALID_PARAMETER, name, limit);
    }
    return pairs;
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
