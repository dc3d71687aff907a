package dev.darkroom.asset.upload;

import dev.darkroom.asset.upload.script.ScriptError;
import dev.darkroom.protocol.AnalysisWanted;
import dev.darkroom.protocol.Labelling;
import dev.darkroom.protocol.Naming;
import dev.darkroom.protocol.PublicId;
import dev.darkroom.protocol.StoreAsset;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A request as the {@code upload_options} of a script, and back. What a script may set is listed
 * here; anything else is refused by name. It is pure.
 */
final class UploadOptions {
  private static final List<String> MEASURES =
      List.of(
          "accessibility_analysis",
          "cinemagraph_analysis",
          "colors",
          "exif",
          "faces",
          "image_metadata",
          "media_metadata",
          "phash",
          "quality_analysis");
  private static final Set<String> SETTABLE =
      Set.of("asset_folder", "context", "display_name", "metadata", "public_id", "tags");

  private UploadOptions() {}

  static JsonObject json(StoreAsset request) {
    JsonObject options = new JsonObject();
    Naming naming = request.naming();
    put(options, "public_id", naming.publicId() == null ? null : naming.publicId().value());
    put(options, "folder", naming.folder());
    put(options, "asset_folder", naming.assetFolder());
    put(options, "display_name", naming.displayName());
    put(options, "filename_override", naming.fileName());
    options.put("type", request.type().word());
    List<String> tags = request.labels().tags();
    put(options, "tags", tags == null ? null : new JsonArray(tags));
    put(options, "context", members(request.labels().context()));
    put(options, "metadata", members(request.labels().metadata()));
    request.analysis().measures().forEach(measure -> options.put(measure, true));
    return options;
  }

  /** The request with what the script changed. */
  static StoreAsset apply(StoreAsset request, JsonObject after) {
    JsonObject before = json(request);
    JsonObject changes = new JsonObject();
    after.forEach(option -> {
      if (!Objects.equals(option.getValue(), before.getValue(option.getKey()))) {
        changes.put(option.getKey(), option.getValue());
      }
    });
    for (String name : changes.fieldNames()) {
      if (!SETTABLE.contains(name) && !MEASURES.contains(name)) {
        throw new ScriptError("upload_options." + name + " cannot be set");
      }
    }
    return request.with(
        naming(request.naming(), changes),
        labels(request.labels(), changes),
        request.access(),
        analysis(request.analysis(), changes));
  }

  private static Naming naming(Naming naming, JsonObject changes) {
    String publicId = text(changes, "public_id");
    String folder = text(changes, "asset_folder");
    String shown = text(changes, "display_name");
    if (folder != null && !folder.matches("[^?&#\\\\%<>+\\p{Cntrl}]{1,255}")) {
      throw new ScriptError("upload_options.asset_folder is no folder");
    }
    if (shown != null && !shown.matches("[^/\\p{Cntrl}]{1,255}")) {
      throw new ScriptError("upload_options.display_name is no display name");
    }
    return new Naming(
        publicId == null ? naming.publicId() : new PublicId(publicId),
        naming.publicIdPrefix(),
        naming.folder(),
        folder == null ? naming.assetFolder() : folder,
        shown == null ? naming.displayName() : shown,
        naming.fileName(),
        naming.rules());
  }

  private static Labelling labels(Labelling labels, JsonObject changes) {
    return new Labelling(
        changes.containsKey("tags") ? tags(changes.getValue("tags")) : labels.tags(),
        changes.containsKey("context") ? map(changes, "context") : labels.context(),
        changes.containsKey("metadata") ? map(changes, "metadata") : labels.metadata(),
        labels.clearInvalid());
  }

  private static AnalysisWanted analysis(AnalysisWanted analysis, JsonObject changes) {
    Set<String> measures = new LinkedHashSet<>(analysis.measures());
    for (String measure : MEASURES) {
      if (changes.containsKey(measure)) {
        boolean wanted = List.of("true", "1").contains(String.valueOf(changes.getValue(measure)));
        measures.remove(measure);
        measures.addAll(wanted ? List.of(measure) : List.of());
      }
    }
    return new AnalysisWanted(List.copyOf(measures), analysis.moderation(), analysis.breakpoints());
  }

  /** An array, or text with commas. */
  static List<String> tags(@Nullable Object value) {
    List<String> tags = new ArrayList<>();
    if (value instanceof JsonArray array) {
      array.forEach(item -> tags.add(String.valueOf(item)));
    } else if (value != null) {
      tags.addAll(List.of(String.valueOf(value).split(",", 2_000)));
    }
    List<String> clean =
        tags.stream().map(String::strip).filter(tag -> !tag.isEmpty()).distinct().toList();
    if (clean.size() > 1_000 || clean.stream().anyMatch(tag -> tag.length() > 255)) {
      throw new ScriptError("tags are too many or too long");
    }
    return clean;
  }

  /** An object, or text as {@code k=v|l=w}. */
  static Map<String, String> map(JsonObject changes, String name) {
    Map<String, String> map = new LinkedHashMap<>();
    switch (changes.getValue(name)) {
      case null -> {}
      case JsonObject object ->
          object.forEach(member -> map.put(member.getKey(), String.valueOf(member.getValue())));
      case String text -> {
        for (String pair : text.split("\\|", 1_000)) {
          String[] parts = pair.split("=", 2);
          if (parts.length < 2) {
            throw new ScriptError(name + " is an object or name=value|name=value");
          }
          map.put(parts[0].strip(), parts[1]);
        }
      }
      default -> throw new ScriptError(name + " is an object or name=value|name=value");
    }
    return map;
  }

  static @Nullable String text(JsonObject changes, String name) {
    Object value = changes.getValue(name);
    return value == null ? null : String.valueOf(value);
  }

  private static @Nullable JsonObject members(Map<String, String> map) {
    JsonObject members = new JsonObject();
    map.forEach(members::put);
    return map.isEmpty() ? null : members;
  }

  private static void put(JsonObject options, String name, @Nullable Object value) {
    if (value != null) {
      options.put(name, value);
    }
  }
}
