package dev.darkroom.asset.store;

import dev.darkroom.protocol.Environment;
import dev.darkroom.protocol.FolderMode;
import dev.darkroom.protocol.ResourceType;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.UUID;

/** Assets in the words of the contract (reference/upload-api.md 4.4, reference/admin-api.md 4). */
public record AssetJson(Environment environment, AssetUrls urls) {

  /** What an upload did to an asset that was already there. */
  public enum Earlier {
    NONE,
    OVERWRITTEN,
    EXISTING
  }

  /** The upload response without {@code signature} and {@code api_key}. */
  public JsonObject uploaded(Asset asset, List<EagerResult> eager, Earlier earlier) {
    return uploaded(asset, eager, new JsonArray(), earlier);
  }

  /** The same with {@code responsive_breakpoints} (reference/upload-api.md 4.4 has the order). */
  public JsonObject uploaded(
      Asset asset, List<EagerResult> eager, JsonArray breakpoints, Earlier earlier) {
    JsonObject json = identity(asset);
    json.put("created_at", time(asset.origin().createdAt()))
        .put("tags", new JsonArray(asset.labels().tags()));
    putPages(json, asset);
    json.put("bytes", asset.content().bytes())
        .put("type", asset.key().type().word())
        .put("etag", asset.content().etag())
        .put("placeholder", asset.isPlaceholder());
    putUrls(json, asset);
    putFolder(json, asset);
    putAccess(json, asset);
    putLabels(json, asset);
    switch (earlier) {
      case NONE -> {}
      case OVERWRITTEN -> json.put("overwritten", true);
      case EXISTING -> json.put("existing", true);
    }
    putOrigin(json, asset);
    if (!eager.isEmpty()) {
      json.put("eager", eager(asset, eager));
    }
    if (!breakpoints.isEmpty()) {
      json.put("responsive_breakpoints", breakpoints);
    }
    putMarks(json, asset);
    return json;
  }

  private static void putPages(JsonObject json, Asset asset) {
    if (asset.image() != null) {
      json.put("pages", asset.image().pages());
    } else if (asset.key().resourceType() == ResourceType.VIDEO) {
      json.put("pages", 0);
    }
  }

  private static void putAccess(JsonObject json, Asset asset) {
    json.put("access_mode", asset.access().mode());
    if (!asset.access().control().isEmpty()) {
      json.put("access_control", asset.access().control());
    }
  }

  private static void putLabels(JsonObject json, Asset asset) {
    if (!asset.labels().context().isEmpty()) {
      json.put("context", context(asset));
    }
    if (!asset.labels().metadata().isEmpty()) {
      json.put("metadata", asset.labels().metadata());
    }
  }

  private static void putOrigin(JsonObject json, Asset asset) {
    if (asset.content().media() != null) {
      json.mergeIn(asset.content().media());
    }
    if (!asset.origin().filename().isEmpty()) {
      json.put("original_filename", asset.origin().filename());
    }
    if (!asset.origin().extension().isEmpty()) {
      json.put("original_extension", asset.origin().extension());
    }
  }

  /** What was measured, said and decided of this version. */
  private static void putMarks(JsonObject json, Asset asset) {
    Asset.Marks marks = asset.marks();
    json.mergeIn(marks.analysis());
    JsonObject coordinates = marks.coordinates().copy();
    Object regions = coordinates.remove("regions");
    if (coordinates.containsKey("faces")) {
      json.put("faces", coordinates.getJsonArray("faces"));
    }
    if (!coordinates.isEmpty()) {
      json.put("coordinates", coordinates);
    }
    if (regions != null) {
      json.put("regions", regions);
    }
    if (!marks.moderation().isEmpty()) {
      json.put("moderation", marks.moderation());
    }
  }

  /** The member of {@code resources} of a {@code delete} notification. */
  public JsonObject deleted(Asset asset) {
    JsonObject json =
        new JsonObject()
            .put("resource_type", asset.key().resourceType().word())
            .put("type", asset.key().type().word())
            .put("asset_id", hex(asset.assetId()))
            .put("public_id", asset.key().publicId().value())
            .put("version", asset.version());
    putFolder(json, asset);
    return json;
  }

  /** The {@code eager} array of responses and notifications. */
  public JsonArray eager(Asset asset, List<EagerResult> results) {
    JsonArray array = new JsonArray();
    results.forEach(result -> array.add(eager(asset, result)));
    return array;
  }

  private JsonObject eager(Asset asset, EagerResult result) {
    JsonObject json = new JsonObject().put("transformation", result.item().requested());
    return switch (result) {
      case EagerResult.Made(var item, Derived made) -> {
        json.put("width", made.width())
            .put("height", made.height())
            .put("bytes", made.blob().size())
            .put("format", made.format());
        yield putUrls(json, asset, item.transformation(), made.extension());
      }
      case EagerResult.Failed(var item, String reason) ->
          json.put("status", "failed").put("reason", reason);
      case EagerResult.Processing(var item, String batchId) -> {
        json.put("status", "processing").put("batch_id", batchId);
        String extension = item.format().isEmpty() ? asset.format() : item.format();
        yield putUrls(json, asset, item.transformation(), extension);
      }
    };
  }

  private JsonObject identity(Asset asset) {
    JsonObject json =
        new JsonObject()
            .put("asset_id", hex(asset.assetId()))
            .put("public_id", asset.key().publicId().value())
            .put("version", asset.version())
            .put("version_id", hex(asset.content().versionId()));
    Asset.Content content = asset.content();
    if (content.width() > 0) {
      json.put("width", content.width()).put("height", content.height());
    }
    if (!content.format().isEmpty()) {
      json.put("format", content.format());
    }
    return json.put("resource_type", asset.key().resourceType().word());
  }

  private void putUrls(JsonObject json, Asset asset) {
    putUrls(json, asset, "", asset.format());
    if (asset.key().resourceType() == ResourceType.VIDEO) {
      json.put("playback_url", urls.secureUrl(environment.cloud(), asset, "sp_auto", "m3u8"));
    }
  }

  private JsonObject putUrls(
      JsonObject json, Asset asset, String transformation, String extension) {
    String cloud = environment.cloud();
    return json.put("url", urls.url(cloud, asset, transformation, extension))
        .put("secure_url", urls.secureUrl(cloud, asset, transformation, extension));
  }

  private void putFolder(JsonObject json, Asset asset) {
    if (environment.folderMode() == FolderMode.FIXED) {
      json.put("folder", asset.place().assetFolder());
    } else {
      json.put("asset_folder", asset.place().assetFolder())
          .put("display_name", asset.place().displayName());
    }
  }

  private static JsonObject context(Asset asset) {
    JsonObject custom = new JsonObject();
    asset.labels().context().forEach(custom::put);
    return new JsonObject().put("custom", custom);
  }

  public static String hex(UUID id) {
    return id.toString().replace("-", "");
  }

  private static String time(Instant time) {
    return time.truncatedTo(ChronoUnit.SECONDS).toString();
  }
}
