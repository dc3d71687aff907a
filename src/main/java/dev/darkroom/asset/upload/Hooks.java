package dev.darkroom.asset.upload;

import dev.darkroom.asset.store.Asset;
import dev.darkroom.asset.store.AssetJson.Earlier;
import dev.darkroom.asset.store.AssetParts;
import dev.darkroom.asset.upload.script.Script;
import dev.darkroom.asset.upload.script.ScriptError;
import dev.darkroom.protocol.Environment;
import dev.darkroom.protocol.ErrorCode;
import dev.darkroom.protocol.Refusal;
import dev.darkroom.protocol.StoreAsset;
import io.vertx.core.json.JsonObject;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * The scripts of an upload (reference/upload-api.md 4.2): {@code eval} changes what is asked for
 * before the asset is stored, {@code on_success} changes the asset that was made. For virtual
 * threads.
 */
final class Hooks {
  /** The measures, and how a script asks for them. */
  private static final Map<String, Pattern> MEASURES =
      Map.of(
          "colors", Pattern.compile("resource_info\\W{1,3}(colors|predominant)"),
          "faces", Pattern.compile("resource_info\\W{1,3}faces"),
          "phash", Pattern.compile("resource_info\\W{1,3}phash"),
          "quality_analysis", Pattern.compile("resource_info\\W{1,3}quality_"),
          "image_metadata", Pattern.compile("resource_info\\W{1,3}image_metadata"));

  private final AssetParts parts;
  private final Measures measures;
  private final Metadata metadata;

  Hooks(AssetParts parts) {
    this.parts = parts;
    this.measures = new Measures(parts.bus());
    this.metadata = new Metadata(parts.bus());
  }

  /** The request as {@code eval} leaves it. */
  StoreAsset before(StoreAsset request, Material material) {
    String eval = request.flow().eval();
    if (eval == null) {
      return request;
    }
    try {
      Map<String, JsonObject> after =
          Script.parse(eval)
              .run(
                  Map.of(
                      "upload_options",
                      UploadOptions.json(request),
                      "resource_info",
                      info(request, material, eval)));
      return UploadOptions.apply(request, after.getOrDefault("upload_options", new JsonObject()));
    } catch (ScriptError error) {
      throw new Refusal(ErrorCode.INVALID_SCRIPT, "eval", error.getMessage());
    }
  }

  /** The draft as {@code on_success} leaves it, with what there is to tell of both scripts. */
  Draft after(StoreAsset request, Draft draft, Environment environment) {
    JsonObject hooks = new JsonObject();
    if (request.flow().eval() != null) {
      hooks.put("eval", new JsonObject().put("status", "success"));
    }
    String script = request.flow().onSuccess();
    if (script == null || draft.verdict().rejected()) {
      return draft.with(draft.asset(), hooks);
    }
    hooks.put("on_success", new JsonObject().put("status", "success"));
    try {
      return draft.with(updated(request, script, draft, environment), hooks);
    } catch (ScriptError error) {
      throw new Refusal(ErrorCode.INVALID_SCRIPT, "on_success", error.getMessage());
    }
  }

  private Asset updated(StoreAsset request, String script, Draft draft, Environment environment) {
    JsonObject uploaded =
        parts.json(environment).uploaded(draft.asset(), draft.eager(), Earlier.NONE);
    JsonObject event = new JsonObject().put("upload_info", uploaded);
    AssetUpdate update = new AssetUpdate(draft.asset());
    Script.parse(script)
        .run(
            Map.of(
                "event",
                event,
                "e",
                event,
                "resource_info",
                uploaded,
                "upload_options",
                UploadOptions.json(request),
                "current_asset",
                uploaded),
            update::apply);
    return update.asset(changes ->
        metadata.ofChanged(environment.id(), draft.asset().labels().metadata(), changes));
  }

  /** What is known of the content; what costs time is measured only for scripts that ask for it. */
  private JsonObject info(StoreAsset request, Material material, String script) {
    JsonObject info =
        new JsonObject()
            .put("resource_type", material.resourceType().word())
            .put("type", request.type().word())
            .put("format", material.format())
            .put("bytes", material.content().blob().size())
            .put("etag", material.content().md5())
            .put("original_filename", request.naming().fileName());
    if (material.image() != null) {
      info.put("width", material.image().width())
          .put("height", material.image().height())
          .put("pages", material.image().pages())
          .put("has_alpha", material.image().alpha());
    }
    if (material.media() != null) {
      info.mergeIn(material.media());
    }
    Set<String> asked = new LinkedHashSet<>();
    MEASURES.forEach((measure, members) -> {
      if (members.matcher(script).find()) {
        asked.add(measure);
      }
    });
    return info.mergeIn(measures.of(material, asked));
  }
}
