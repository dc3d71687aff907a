package dev.darkroom.api.upload;

import dev.darkroom.api.request.Parameters;
import dev.darkroom.protocol.ErrorCode;
import dev.darkroom.protocol.Labelling;
import dev.darkroom.protocol.Refusal;
import java.util.List;
import java.util.Map;

/** The parameters that say what an asset is about: tags, context, structured metadata. */
final class LabelParameters {
  private static final int MOST_TAGS = 1_000;
  private static final int LONGEST_TAG = 255;
  private static final int LONGEST_CONTEXT = 20_000;

  private LabelParameters() {}

  static Labelling of(Parameters parameters) {
    List<String> tags = parameters.has("tags") ? tags(parameters) : null;
    return new Labelling(
        tags, context(parameters), parameters.map("metadata"), clearInvalid(parameters));
  }

  private static boolean clearInvalid(Parameters parameters) {
    return parameters.flag("clear_invalid", false);
  }

  private static List<String> tags(Parameters parameters) {
    List<String> tags = parameters.list("tags").stream().distinct().toList();
    if (tags.size() > MOST_TAGS) {
      throw new Refusal(ErrorCode.INVALID_PARAMETER, "tags", "more than " + MOST_TAGS);
    }
    if (tags.stream().anyMatch(tag -> tag.length() > LONGEST_TAG)) {
      String limit = "a tag is longer than " + LONGEST_TAG + " characters";
      throw new Refusal(ErrorCode.INVALID_PARAMETER, "tags", limit);
    }
    return tags;
  }

  private static Map<String, String> context(Parameters parameters) {
    Map<String, String> context = parameters.map("context");
    int length =
        context.entrySet().stream()
            .mapToInt(entry -> entry.getKey().length() + entry.getValue().length())
            .sum();
    if (length > LONGEST_CONTEXT) {
      String limit = "longer than " + LONGEST_CONTEXT + " characters";
      throw new Refusal(ErrorCode.INVALID_PARAMETER, "context", limit);
    }
    return context;
  }
}
