package dev.darkroom.api.admin;

import dev.darkroom.api.request.LabelReader;
import dev.darkroom.api.request.Parameters;
import dev.darkroom.protocol.AssetChanges;
import dev.darkroom.protocol.ErrorCode;
import dev.darkroom.protocol.FolderPath;
import dev.darkroom.protocol.Refusal;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** From the parameters of an update to its changes (reference/admin-api.md 4). It is pure. */
final class AssetChangesReader {
  private static final int LONGEST_DISPLAY_NAME = 255;
  private static final int LONGEST_QUALITY = 20;
  private static final Set<String> STATUSES = Set.of("approved", "rejected", "pending");
  private static final Set<String> OFF = Set.of("false", "0", "none", "[]");

  /** Services of others that there are none of here. */
  private static final List<String> ADD_ONS =
      List.of(
          "auto_tagging",
          "background_removal",
          "categorization",
          "detection",
          "ocr",
          "raw_convert",
          "similarity_search",
          "visual_search");

  private AssetChangesReader() {}

  static AssetChanges read(Parameters parameters) {
    ADD_ONS.forEach(name -> refuseAddOn(parameters, name));
    boolean sendsTags = parameters.names().contains("tags");
    boolean sendsContext = parameters.names().contains("context");
    return new AssetChanges(
        sendsTags ? LabelReader.tags(parameters, "tags") : null,
        sendsContext ? LabelReader.context(parameters, "context") : null,
        parameters.has("metadata") ? LabelReader.context(parameters, "metadata") : null,
        parameters.flag("clear_invalid", false),
        folder(parameters),
        displayName(parameters),
        parameters.flag("unique_display_name", false),
        MarksReader.rectangles(parameters, "face_coordinates").orElse(null),
        MarksReader.rectangles(parameters, "custom_coordinates").orElse(null),
        MarksReader.regions(parameters).orElse(null),
        parameters.has("moderation_status")
            ? parameters.word("moderation_status", "", STATUSES)
            : null,
        MarksReader.accessControl(parameters).orElse(null),
        qualityOverride(parameters));
  }

  private static void refuseAddOn(Parameters parameters, String name) {
    Optional<String> value = parameters.text(name).filter(text -> !OFF.contains(text));
    if (value.isPresent()) {
      String shown = value.get().substring(0, Math.min(100, value.get().length()));
      throw new Refusal(ErrorCode.ILLEGAL_VALUE, name, shown);
    }
  }

  /** Sent but empty is the root. */
  private static @Nullable String folder(Parameters parameters) {
    return parameters.names().contains("asset_folder")
        ? new FolderPath(parameters.text("asset_folder").orElse("")).value()
        : null;
  }

  private static @Nullable String displayName(Parameters parameters) {
    Optional<String> name = parameters.text("display_name");
    name.ifPresent(text -> {
      LabelReader.requireShort("display_name", text, LONGEST_DISPLAY_NAME);
      if (text.isBlank() || text.contains("/")) {
        throw new Refusal(ErrorCode.INVALID_PARAMETER, "display_name", text);
      }
    });
    return name.orElse(null);
  }

  private static @Nullable String qualityOverride(Parameters parameters) {
    Optional<String> quality = parameters.text("quality_override");
    quality.ifPresent(text -> {
      LabelReader.requireShort("quality_override", text, LONGEST_QUALITY);
      if (!text.matches("\\d{1,3}(:\\d{3})?|auto(:[a-z]+)?")) {
        throw new Refusal(ErrorCode.INVALID_PARAMETER, "quality_override", text);
      }
    });
    return quality.orElse(null);
  }
}
