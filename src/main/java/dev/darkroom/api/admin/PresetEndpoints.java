package dev.darkroom.api.admin;

import dev.darkroom.api.request.Call;
import dev.darkroom.api.request.CallGroup;
import dev.darkroom.api.request.CallRoutes;
import dev.darkroom.api.request.Parameters;
import dev.darkroom.bus.Bus;
import dev.darkroom.protocol.Answer;
import dev.darkroom.protocol.CatalogKind;
import dev.darkroom.protocol.ErrorCode;
import dev.darkroom.protocol.Refusal;
import dev.darkroom.protocol.SavePreset;
import dev.darkroom.transform.language.EagerTransformation;
import dev.darkroom.transform.language.NamedTransformations;
import dev.darkroom.transform.language.Transformation;
import io.vertx.core.Future;
import io.vertx.core.http.HttpMethod;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** {@code upload_presets[/:name]} (reference/admin-api.md 10). */
public final class PresetEndpoints implements CallGroup {
  private static final int LONGEST_SETTINGS = 64 * 1024;

  /** The parameters of an upload (reference/upload-api.md 4.2), and what only presets have. */
  private static final Set<String> SETTINGS =
      Set.of(
          "access_control",
          "access_mode",
          "accessibility_analysis",
          "allowed_formats",
          "asset_folder",
          "async",
          "auto_chaptering",
          "auto_tagging",
          "auto_transcription",
          "background_removal",
          "backup",
          "callback",
          "categorization",
          "cinemagraph_analysis",
          "clear_invalid",
          "colors",
          "context",
          "custom_coordinates",
          "detection",
          "disallow_public_id",
          "discard_original_filename",
          "display_name",
          "eager",
          "eager_async",
          "eager_notification_url",
          "eval",
          "exif",
          "face_coordinates",
          "faces",
          "filename_override",
          "folder",
          "format",
          "headers",
          "image_metadata",
          "invalidate",
          "live",
          "media_metadata",
          "metadata",
          "moderation",
          "notification_url",
          "ocr",
          "on_success",
          "overwrite",
          "phash",
          "proxy",
          "public_id",
          "public_id_prefix",
          "quality_analysis",
          "quality_override",
          "raw_convert",
          "regions",
          "responsive_breakpoints",
          "return_delete_token",
          "similarity_search",
          "tags",
          "transformation",
          "type",
          "unique_display_name",
          "unique_filename",
          "use_asset_folder_as_public_id_prefix",
          "use_filename",
          "use_filename_as_display_name",
          "visual_search");

  private final Bus bus;

  /** The endpoints. */
  public PresetEndpoints(Bus bus) {
    this.bus = bus;
  }

  @Override
  public void add(CallRoutes routes) {
    CatalogKind kind = CatalogKind.UPLOAD_PRESET;
    routes.on(HttpMethod.GET, "upload_presets", call -> Entry.list(bus, call, kind, null));
    routes.on(HttpMethod.POST, "upload_presets", this::create);
    routes.on(
        HttpMethod.GET,
        "upload_presets/:name",
        call -> Entry.show(bus, call, kind, call.path("name")));
    routes.on(HttpMethod.PUT, "upload_presets/:name", this::update);
    routes.on(
        HttpMethod.DELETE,
        "upload_presets/:name",
        call -> Entry.delete(bus, call, kind, call.path("name")));
  }

  private Future<String> create(Call call) {
    String name =
        call.parameters().text("name").map(given -> Entry.name("name", given)).orElse(null);
    return save(
        new SavePreset(
            call.environment().id(),
            name,
            true,
            call.parameters().flag("unsigned", false),
            settings(call.parameters())));
  }

  private Future<String> update(Call call) {
    return save(
        new SavePreset(
            call.environment().id(),
            call.path("name"),
            false,
            call.parameters().optionalFlag("unsigned").orElse(null),
            settings(call.parameters())));
  }

  private Future<String> save(SavePreset message) {
    return bus.request(SavePreset.ADDRESS, message).map(Answer::body);
  }

  /**
   * What an upload would be sent; other names, such as the SDKs' {@code timestamp}, are ignored.
   */
  private static Map<String, String> settings(Parameters parameters) {
    Map<String, String> settings = new LinkedHashMap<>();
    int length = 0;
    for (String name : parameters.names()) {
      if (SETTINGS.contains(name)) {
        String text = text(name, parameters.items(name));
        check(name, text);
        settings.put(name, text);
        length += text.length();
      }
    }
    if (length > LONGEST_SETTINGS) {
      throw new Refusal(ErrorCode.INVALID_PARAMETER, "settings", "longer than " + LONGEST_SETTINGS);
    }
    return settings;
  }

  private static String text(String name, List<String> items) {
    return switch (name) {
      case "eager" -> String.join("|", items);
      case "transformation" -> String.join("/", items);
      case "access_control", "responsive_breakpoints", "regions" ->
          items.size() < 2 ? String.join("", items) : "[" + String.join(",", items) + "]";
      default -> String.join(",", items);
    };
  }

  /** What every upload with the preset would be refused for is refused now. */
  private static void check(String name, String text) {
    switch (name) {
      case "eager" -> EagerTransformation.parseAll(text);
      case "transformation" -> Transformation.parse(NamedTransformations.without(text));
      default -> {
        // Other values are read when an upload uses them.
      }
    }
  }
}
