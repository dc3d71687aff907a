package dev.darkroom.api.upload;

import dev.darkroom.api.request.Parameters;
import dev.darkroom.protocol.ErrorCode;
import dev.darkroom.protocol.FoundPreset;
import dev.darkroom.protocol.Refusal;
import io.vertx.core.json.JsonObject;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * What an upload asks for once its preset has been heard (reference/upload-api.md 2.3). Signed
 * uploads win over the preset; of unsigned ones only a few parameters are heard at all, and the
 * preset wins. It is pure.
 */
final class UploadPreset {
  /** What an unsigned upload may say, in the order of the refusal's text. */
  private static final List<String> UNSIGNED =
      List.of(
          "upload_preset",
          "callback",
          "public_id",
          "public_id_prefix",
          "folder",
          "asset_folder",
          "display_name",
          "tags",
          "context",
          "metadata",
          "face_coordinates",
          "custom_coordinates",
          "regions",
          "source",
          "filename_override");

  /** Parameters of the contract that an unsigned upload may not say; unknown ones mean nothing. */
  private static final Set<String> SIGNED_ONLY =
      Set.of(
          "access_control",
          "access_mode",
          "accessibility_analysis",
          "allowed_formats",
          "async",
          "auto_chaptering",
          "auto_tagging",
          "auto_transcription",
          "background_removal",
          "backup",
          "batch_id",
          "categorization",
          "cinemagraph_analysis",
          "clear_invalid",
          "colors",
          "detection",
          "discard_original_filename",
          "eager",
          "eager_async",
          "eager_notification_url",
          "eval",
          "exif",
          "faces",
          "format",
          "headers",
          "image_metadata",
          "invalidate",
          "media_metadata",
          "moderation",
          "notification_url",
          "ocr",
          "on_success",
          "overwrite",
          "phash",
          "proxy",
          "quality_analysis",
          "quality_override",
          "raw_convert",
          "responsive_breakpoints",
          "return_delete_token",
          "similarity_search",
          "transformation",
          "type",
          "unique_display_name",
          "unique_filename",
          "use_asset_folder_as_public_id_prefix",
          "use_filename",
          "use_filename_as_display_name",
          "visual_search");

  private static final Set<String> ASKS_NOTHING = Set.of("false", "0", "[]", "{}", "null");
  private static final Set<String> MERGED = Set.of("context", "metadata");
  private static final Set<String> CALLERS_OWN = Set.of("public_id", "filename_override");

  private UploadPreset() {}

  /** The parameters as if the preset's had been sent with the call. */
  static Parameters apply(Parameters sent, FoundPreset preset, boolean signed) {
    if (signed) {
      Map<String, String> missing = new HashMap<>(preset.parameters());
      missing.keySet().removeIf(sent::has);
      return sent.with(missing);
    }
    if (!preset.unsigned()) {
      throw new Refusal(ErrorCode.UPLOAD_PRESET_NOT_UNSIGNED);
    }
    requireAllowed(sent);
    return unsigned(sent, preset);
  }

  private static void requireAllowed(Parameters sent) {
    for (String name : sent.names()) {
      if (SIGNED_ONLY.contains(name)
          && sent.text(name).filter(text -> !ASKS_NOTHING.contains(text)).isPresent()) {
        throw new Refusal(ErrorCode.UNSIGNED_PARAMETER, spoken(name), String.join(",", UNSIGNED));
      }
    }
  }

  private static Parameters unsigned(Parameters sent, FoundPreset preset) {
    Map<String, String> winning = new HashMap<>();
    SIGNED_ONLY.forEach(name -> winning.put(name, ""));
    preset
        .parameters()
        .forEach((name, value) -> {
          if (MERGED.contains(name)) {
            winning.put(name, merged(sent, name, value));
          } else if (!CALLERS_OWN.contains(name) || !sent.has(name)) {
            winning.put(name, value);
          }
        });
    if (preset.disallowPublicId()) {
      winning.put("public_id", preset.parameters().getOrDefault("public_id", ""));
    }
    return sent.with(winning);
  }

  private static String merged(Parameters sent, String name, String value) {
    Map<String, String> both = new LinkedHashMap<>(sent.map(name));
    both.putAll(Parameters.none().with(Map.of(name, value)).map(name));
    JsonObject json = new JsonObject();
    both.forEach(json::put);
    return json.encode();
  }

  private static String spoken(String name) {
    String words = name.replace('_', ' ');
    return Character.toUpperCase(words.charAt(0)) + words.substring(1);
  }
}
