package dev.darkroom.api.admin;

import dev.darkroom.api.request.AccessParameters;
import dev.darkroom.api.request.CoordinateParameters;
import dev.darkroom.api.request.LabelParameters;
import dev.darkroom.api.request.Parameters;
import dev.darkroom.api.request.UnsupportedParameters;
import dev.darkroom.protocol.AssetChanges;
import dev.darkroom.protocol.ErrorCode;
import dev.darkroom.protocol.FolderPath;
import dev.darkroom.protocol.Refusal;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** From the parameters of an update to its changes (reference/admin-api.md 4). It is pure. */
final class AssetChangesReader {
  private static final int LONGEST_DISPLAY_NAME = 255;
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

  /** What would change what is delivered and is not built; uploads refuse it alike. */
  private static final UnsupportedParameters UNSUPPORTED =
      new UnsupportedParameters(Set.of("quality_override"));

  private AssetChangesReader() {}

  static AssetChanges read(Parameters parameters) {
    UNSUPPORTED.refuse(parameters);
    ADD_ONS.forEach(name -> refuseAddOn(parameters, name));
    boolean sendsTags = parameters.names().contains("tags");
    boolean sendsContext = parameters.names().contains("context");
    return new AssetChanges(
        sendsTags ? LabelParameters.tags(parameters, "tags") : null,
        sendsContext ? LabelParameters.context(parameters) : null,
        parameters.has("metadata") ? LabelParameters.metadata(parameters) : null,
        parameters.flag("clear_invalid", false),
        folder(parameters),
        displayName(parameters),
        parameters.flag("unique_display_name", false),
        encoded(CoordinateParameters.rectangles(parameters, "face_coordinates")),
        encoded(CoordinateParameters.rectangles(parameters, "custom_coordinates")),
        CoordinateParameters.regions(parameters).map(JsonObject::encode).orElse(null),
        parameters.has("moderation_status")
            ? parameters.word("moderation_status", "", STATUSES)
            : null,
        AccessParameters.changedRules(parameters).orElse(null));
  }

  private static @Nullable String encoded(Optional<JsonArray> rectangles) {
    return rectangles.map(JsonArray::encode).orElse(null);
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
      LabelParameters.requireShort("display_name", text, LONGEST_DISPLAY_NAME);
      if (text.isBlank() || text.contains("/")) {
        throw new Refusal(ErrorCode.INVALID_PARAMETER, "display_name", text);
      }
    });
    return name.orElse(null);
  }
}
