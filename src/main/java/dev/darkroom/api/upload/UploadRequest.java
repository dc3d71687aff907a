package dev.darkroom.api.upload;

import dev.darkroom.api.request.Parameters;
import dev.darkroom.api.request.Requester;
import dev.darkroom.api.request.UnsupportedParameters;
import dev.darkroom.protocol.DeliveryType;
import dev.darkroom.protocol.EagerItem;
import dev.darkroom.protocol.ErrorCode;
import dev.darkroom.protocol.Naming;
import dev.darkroom.protocol.PublicId;
import dev.darkroom.protocol.Refusal;
import dev.darkroom.protocol.ResourceType;
import dev.darkroom.protocol.StoreAsset;
import dev.darkroom.transform.language.EagerTransformation;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * From the parameters of an upload to the message for the asset store (reference/upload-api.md
 * 4.2). It is pure.
 */
final class UploadRequest {
  /** What would change the result and is not built yet. */
  private static final UnsupportedParameters UNSUPPORTED =
      new UnsupportedParameters(
          Set.of(
              "access_control",
              "accessibility_analysis",
              "allowed_formats",
              "auto_chaptering",
              "auto_tagging",
              "auto_transcription",
              "background_removal",
              "backup",
              "callback",
              "categorization",
              "cinemagraph_analysis",
              "colors",
              "custom_coordinates",
              "detection",
              "discard_original_filename",
              "eval",
              "exif",
              "face_coordinates",
              "faces",
              "format",
              "headers",
              "image_metadata",
              "manifest_json",
              "manifest_transformation",
              "media_metadata",
              "metadata",
              "moderation",
              "ocr",
              "on_success",
              "phash",
              "proxy",
              "quality_analysis",
              "quality_override",
              "raw_convert",
              "regions",
              "responsive_breakpoints",
              "return_delete_token",
              "similarity_search",
              "template",
              "transformation",
              "unique_display_name",
              "use_asset_folder_as_public_id_prefix",
              "visual_search"));

  private static final Set<String> ACCESS_MODES = Set.of("public", "authenticated");

  private final Requester requester;
  private final @Nullable ResourceType resourceType;
  private final Parameters parameters;

  UploadRequest(Requester requester, @Nullable ResourceType resourceType, Parameters parameters) {
    this.requester = requester;
    this.resourceType = resourceType;
    this.parameters = parameters;
  }

  /** The message, or a refusal that names the parameter. */
  StoreAsset message(UploadSource source) {
    UNSUPPORTED.refuse(parameters);
    return new StoreAsset(
        requester.environment().id(),
        requester.caller(),
        resourceType,
        type(),
        source.content(),
        source.url(),
        naming(source.fileName()),
        parameters.list("tags"),
        parameters.map("context"),
        parameters.word("access_mode", "public", ACCESS_MODES),
        parameters.flag("overwrite", true),
        eager(),
        parameters.flag("eager_async", false),
        parameters.flag("async", false),
        orNull(parameters.notificationUrl("notification_url")),
        orNull(parameters.notificationUrl("eager_notification_url")),
        orNull(parameters.text("batch_id")));
  }

  private DeliveryType type() {
    String word = parameters.text("type").orElse("upload");
    DeliveryType type = DeliveryType.of(word);
    if (!type.isUploaded()) {
      throw new Refusal(ErrorCode.INVALID_PARAMETER, "type", word);
    }
    return type;
  }

  private List<EagerItem> eager() {
    return EagerTransformation.parseAll(String.join("|", parameters.items("eager"))).stream()
        .map(item -> new EagerItem(item.requested(), item.transformation(), item.format()))
        .toList();
  }

  private Naming naming(String fileName) {
    return new Naming(
        orNull(parameters.text("public_id").map(PublicId::new)),
        orNull(parameters.text("public_id_prefix")),
        orNull(parameters.text("folder")),
        orNull(parameters.text("asset_folder")),
        orNull(parameters.text("display_name")),
        orNull(
            parameters
                .text("filename_override")
                .or(() -> Optional.of(fileName).filter(name -> !name.isBlank()))),
        parameters.flag("use_filename", false),
        parameters.flag("unique_filename", true),
        parameters.flag("use_filename_as_display_name", false));
  }

  private static <T> @Nullable T orNull(Optional<T> value) {
    return value.orElse(null);
  }
}
