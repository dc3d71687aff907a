package dev.darkroom.asset.listing;

import dev.darkroom.asset.store.Asset;
import dev.darkroom.asset.store.AssetJson;
import dev.darkroom.asset.store.AssetUrls;
import dev.darkroom.protocol.Environment;
import dev.darkroom.protocol.FolderMode;
import dev.darkroom.protocol.ItemShape;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Assets as items of lists, in the contract's words (reference/admin-api.md 3). */
public record ItemJson(Environment environment, AssetUrls urls) {
  private static final Set<String> ALWAYS = Set.of("asset_id", "public_id");

  /** An item of a listing. */
  public JsonObject listed(Asset asset, ItemShape shape) {
    JsonObject json = item(asset);
    for (String extra : wanted(shape)) {
      putExtra(json, asset, extra);
    }
    return restricted(json, shape.fields());
  }

  /** What every item has. */
  public JsonObject item(Asset asset) {
    JsonObject json = identity(asset);
    json.put("created_at", time(asset.origin().createdAt())).put("bytes", asset.content().bytes());
    putSize(json, asset);
    json.put("backup", asset.marks().backup());
    putFolder(json, asset);
    json.put("access_mode", asset.access().mode());
    putUrls(json, asset, "", asset.format());
    if (asset.isPlaceholder()) {
      json.put("placeholder", true);
    }
    return json;
  }

  /** What names an asset and its version. */
  JsonObject identity(Asset asset) {
    JsonObject json =
        new JsonObject()
            .put("asset_id", AssetJson.hex(asset.assetId()))
            .put("public_id", asset.key().publicId().value());
    if (!asset.format().isEmpty()) {
      json.put("format", asset.format());
    }
    return json.put("version", asset.version())
        .put("resource_type", asset.key().resourceType().word())
        .put("type", asset.key().type().word());
  }

  static void putSize(JsonObject json, Asset asset) {
    if (asset.content().width() > 0) {
      json.put("width", asset.content().width()).put("height", asset.content().height());
    }
  }

  /** The URLs of the original, or of a derived version. */
  JsonObject putUrls(JsonObject json, Asset asset, String transformation, String extension) {
    String cloud = environment.cloud();
    return json.put("url", urls.url(cloud, asset, transformation, extension))
        .put("secure_url", urls.secureUrl(cloud, asset, transformation, extension));
  }

  void putFolder(JsonObject json, Asset asset) {
    if (environment.folderMode() == FolderMode.FIXED) {
      json.put("folder", asset.place().assetFolder());
    } else {
      json.put("asset_folder", asset.place().assetFolder())
          .put("display_name", asset.place().displayName());
    }
  }

  /** Adds a member that items have only when it is asked for. */
  public static void putExtra(JsonObject json, Asset asset, String extra) {
    switch (extra) {
      case "tags" -> json.put("tags", new JsonArray(asset.labels().tags()));
      case "context" -> json.put("context", context(asset));
      case "metadata" -> json.put("metadata", asset.labels().metadata());
      case "moderations" -> putModerations(json, asset);
      default -> {
        // Words that mean nothing here are none of the caller's faults: SDKs send all they know.
      }
    }
  }

  static JsonObject context(Asset asset) {
    JsonObject custom = new JsonObject();
    asset.labels().context().forEach(custom::put);
    return new JsonObject().put("custom", custom);
  }

  static void putModerations(JsonObject json, Asset asset) {
    JsonArray moderation = asset.marks().moderation();
    if (!moderation.isEmpty()) {
      JsonObject first = moderation.getJsonObject(0);
      json.put("moderation", moderation)
          .put("moderation_kind", first.getString("kind"))
          .put("moderation_status", first.getString("status"));
    }
  }

  /** Only the wanted members, and those that name the asset. */
  public static JsonObject restricted(JsonObject json, Collection<String> fields) {
    if (!fields.isEmpty()) {
      json.fieldNames().removeIf(name -> !fields.contains(name) && !ALWAYS.contains(name));
    }
    return json;
  }

  /** Extra members: those asked for, and those that {@code fields} names. */
  public static List<String> wanted(ItemShape shape) {
    return Stream.concat(shape.extra().stream(), shape.fields().stream()).distinct().toList();
  }

  /** A time of the contract: to the second, UTC. */
  public static String time(Instant time) {
    return time.truncatedTo(ChronoUnit.SECONDS).toString();
  }

  /** When it changed, and what: only what ever did. */
  public static JsonObject lastUpdated(Asset asset) {
    Asset.Updates updates = asset.updates();
    JsonObject json = new JsonObject();
    putTime(json, "tags_updated_at", updates.tags());
    putTime(json, "context_updated_at", updates.context());
    putTime(json, "metadata_updated_at", updates.metadata());
    putTime(json, "access_control_updated_at", updates.accessControl());
    putTime(json, "updated_at", updates.any());
    return json;
  }

  private static void putTime(JsonObject json, String name, @Nullable Instant time) {
    if (time != null) {
      json.put(name, time(time));
    }
  }
}
