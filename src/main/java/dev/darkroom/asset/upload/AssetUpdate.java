package dev.darkroom.asset.upload;

import dev.darkroom.asset.store.Asset;
import dev.darkroom.asset.upload.script.ScriptError;
import dev.darkroom.protocol.Labelling;
import io.vertx.core.json.JsonObject;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;

/**
 * What {@code current_asset.update(…)} does to an asset that is not stored yet: tags and display
 * name are replaced, context and metadata merged.
 */
final class AssetUpdate {
  private static final Set<String> SETTABLE = Set.of("context", "display_name", "metadata", "tags");

  private Asset asset;
  private Map<String, String> metadata = Map.of();

  AssetUpdate(Asset asset) {
    this.asset = asset;
  }

  void apply(JsonObject changes) {
    for (String name : changes.fieldNames()) {
      if (!SETTABLE.contains(name)) {
        throw new ScriptError("current_asset.update cannot set " + name);
      }
    }
    Asset.Labels labels = asset.labels();
    if (changes.containsKey("tags")) {
      labels =
          new Asset.Labels(
              UploadOptions.tags(changes.getValue("tags")), labels.context(), labels.metadata());
    }
    if (changes.containsKey("context")) {
      Map<String, String> context = new LinkedHashMap<>(labels.context());
      context.putAll(UploadOptions.map(changes, "context"));
      labels = new Asset.Labels(labels.tags(), context, labels.metadata());
    }
    if (changes.containsKey("metadata")) {
      metadata = UploadOptions.map(changes, "metadata");
    }
    String shown = UploadOptions.text(changes, "display_name");
    if (shown != null) {
      if (!shown.matches("[^/\\p{Cntrl}]{1,255}")) {
        throw new ScriptError("display_name is no display name");
      }
      asset = asset.with(new Asset.Place(asset.place().assetFolder(), shown));
    }
    asset = asset.with(labels);
  }

  /** The asset with everything that was asked for; metadata goes through its fields' rules. */
  Asset asset(Function<Labelling, JsonObject> rules) {
    if (metadata.isEmpty()) {
      return asset;
    }
    JsonObject applied = rules.apply(new Labelling(null, Map.of(), metadata, false));
    Asset.Labels labels = asset.labels();
    return asset.with(new Asset.Labels(labels.tags(), labels.context(), applied));
  }
}
