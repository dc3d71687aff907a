package dev.darkroom.asset.change;

import dev.darkroom.asset.store.Asset;
import dev.darkroom.asset.store.AssetIdentity;
import dev.darkroom.asset.store.AssetJson;
import dev.darkroom.protocol.EventType;
import dev.darkroom.protocol.FolderMode;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;

/**
 * One asset on its way from what it was to what it will be, with what there is to tell of it. What
 * changes nothing tells nothing. It is pure.
 */
public final class AssetEdit {
  private final Asset before;
  private final Instant now;
  private final AssetJson json;
  private final List<Told> told = new ArrayList<>();
  private Asset asset;

  /** An asset as it is. */
  public AssetEdit(Asset before, Instant now, AssetJson json) {
    this.before = before;
    this.asset = before;
    this.now = now;
    this.json = json;
  }

  /** The asset as it will be. */
  public Asset asset() {
    return asset;
  }

  /** Whether anything is different. */
  public boolean changed() {
    return !asset.equals(before);
  }

  /** What there is to tell. */
  public List<Told> told() {
    return List.copyOf(told);
  }

  /** Its tags from now on; each counts once. */
  public AssetEdit tags(Collection<String> tags) {
    List<String> after = List.copyOf(new LinkedHashSet<>(tags));
    List<String> old = asset.labels().tags();
    if (!after.equals(old)) {
      asset =
          asset
              .with(new Asset.Labels(after, asset.labels().context(), asset.labels().metadata()))
              .with(asset.updates().tagged(now));
      JsonObject members =
          AssetIdentity.of(asset)
              .put("added", without(after, old))
              .put("removed", without(old, after))
              .put("updated", new JsonArray());
      tell(EventType.RESOURCE_TAGS_CHANGED, members);
    }
    return this;
  }

  /** Its context from now on. */
  public AssetEdit context(Map<String, String> after) {
    Map<String, String> old = asset.labels().context();
    if (!after.equals(old)) {
      asset =
          asset
              .with(
                  new Asset.Labels(
                      asset.labels().tags(), new LinkedHashMap<>(after), asset.labels().metadata()))
              .with(asset.updates().contextualized(now));
      tell(EventType.RESOURCE_CONTEXT_CHANGED, ContextDifference.of(old, after).json(asset));
    }
    return this;
  }

  /** Its structured metadata from now on. */
  public AssetEdit metadata(JsonObject after) {
    JsonObject old = asset.labels().metadata();
    if (!after.equals(old)) {
      asset =
          asset
              .with(new Asset.Labels(asset.labels().tags(), asset.labels().context(), after))
              .with(asset.updates().described(now));
      JsonObject members =
          new JsonObject().put("previous_metadata", old).put("new_metadata", after);
      tell(EventType.RESOURCE_METADATA_CHANGED, members.mergeIn(AssetIdentity.unnamed(asset)));
    }
    return this;
  }

  /** Where it lies from now on. */
  public AssetEdit folder(String folder) {
    Asset.Place old = asset.place();
    if (!folder.equals(old.assetFolder())) {
      asset = touched(asset.with(new Asset.Place(folder, old.displayName())));
      JsonObject members = AssetIdentity.unnamed(asset);
      if (json.environment().folderMode() == FolderMode.FIXED) {
        members.put("from_folder", old.assetFolder()).put("to_folder", folder);
      } else {
        members
            .put("from_asset_folder", old.assetFolder())
            .put("to_asset_folder", folder)
            .put("display_name", old.displayName());
      }
      tell(EventType.MOVE, members);
    }
    return this;
  }

  /** What it is shown as from now on. */
  public AssetEdit displayName(String name) {
    Asset.Place old = asset.place();
    if (!name.equals(old.displayName())) {
      asset = touched(asset.with(new Asset.Place(old.assetFolder(), name)));
      JsonObject members =
          new JsonObject()
              .put("previous_display_name", old.displayName())
              .put("new_display_name", name)
              .mergeIn(AssetIdentity.of(asset))
              .put("asset_folder", old.assetFolder());
      tell(EventType.RESOURCE_DISPLAY_NAME_CHANGED, members);
    }
    return this;
  }

  /** Who may see it from now on. */
  public AssetEdit accessControl(JsonArray after) {
    JsonArray old = asset.access().control();
    if (!after.equals(old)) {
      asset =
          asset
              .with(new Asset.Access(asset.access().mode(), after))
              .with(asset.updates().guarded(now));
      tell(EventType.ACCESS_CONTROL_CHANGED, access(old, after));
    }
    return this;
  }

  /** Whether everybody may see it from now on: {@code public} or {@code authenticated}. */
  public AssetEdit accessMode(String after) {
    String old = asset.access().mode();
    if (!after.equals(old)) {
      JsonArray control = asset.access().control();
      asset = asset.with(new Asset.Access(after, control)).with(asset.updates().guarded(now));
      tell(
          EventType.ACCESS_CONTROL_CHANGED,
          access(control, control).put("previous_access_mode", old).put("new_access_mode", after));
    }
    return this;
  }

  /** What was marked on it from now on, in {@code coordinates}. */
  public AssetEdit coordinates(String name, Object value) {
    JsonObject coordinates = asset.marks().coordinates().copy().put(name, value);
    return marks(coordinates, asset.marks().moderation(), asset.marks().analysis());
  }

  /** Its moderation from now on: {@code approved}, {@code rejected} or {@code pending}. */
  public AssetEdit moderation(String status) {
    Moderation moderation = Moderation.of(asset.marks().moderation()).set(status, now);
    marks(asset.marks().coordinates(), moderation.json(), asset.marks().analysis());
    tell(EventType.MODERATION, moderation.told(asset, json));
    if (moderation.hasEnded()) {
      tell(EventType.MODERATION_SUMMARY, moderation.summary(asset));
    }
    return this;
  }

  /** Its bytes from now on. */
  public AssetEdit content(Asset.Content content) {
    asset = touched(asset.with(content));
    return this;
  }

  private AssetEdit marks(JsonObject coordinates, JsonArray moderation, JsonObject analysis) {
    Asset.Marks old = asset.marks();
    Asset.Marks after =
        new Asset.Marks(coordinates, moderation, analysis, old.headers(), old.backup());
    if (!after.equals(old)) {
      asset = touched(asset.with(after));
    }
    return this;
  }

  private JsonObject access(JsonArray old, JsonArray after) {
    return AssetIdentity.of(asset)
        .put("previous_access_control", old)
        .put("new_access_control", after);
  }

  private Asset touched(Asset changed) {
    return changed.with(changed.updates().touched(now));
  }

  private void tell(EventType type, JsonObject members) {
    told.add(new Told(type, asset.key().publicId().value(), members));
  }

  private static JsonArray without(List<String> some, List<String> others) {
    JsonArray rest = new JsonArray();
    some.stream().filter(one -> !others.contains(one)).forEach(rest::add);
    return rest;
  }
}
