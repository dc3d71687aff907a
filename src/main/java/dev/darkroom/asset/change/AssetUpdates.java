package dev.darkroom.asset.change;

import dev.darkroom.asset.store.Asset;
import dev.darkroom.asset.store.FolderStore;
import dev.darkroom.protocol.Answer;
import dev.darkroom.protocol.AssetChanges;
import dev.darkroom.protocol.ErrorCode;
import dev.darkroom.protocol.EventType;
import dev.darkroom.protocol.FolderMode;
import dev.darkroom.protocol.Refusal;
import dev.darkroom.protocol.UpdateAsset;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/**
 * The update of one asset: every part of it is one edit with one event, all in one transaction
 * (reference/admin-api.md 4). For virtual threads.
 */
record AssetUpdates(
    Transactions transactions,
    AssetFinder finder,
    MetadataChanges metadata,
    RandomGenerator random) {
  private static final int ATTEMPTS = 5;
  private static final String LETTERS = "abcdefghijklmnopqrstuvwxyz0123456789";
  private static final int SUFFIX_LENGTH = 6;

  Answer update(UpdateAsset asked) {
    for (int attempt = 1; attempt <= ATTEMPTS; attempt++) {
      MetadataChanges.Applied applied = applied(asked);
      Optional<Asset> updated =
          transactions.tryToCommit(
              asked.by(), events(asked.changes()), change -> update(change, asked, applied));
      if (updated.isPresent()) {
        return new Answer(finder.details(updated.get()).encode());
      }
    }
    throw Transactions.tooBusy();
  }

  private MetadataChanges.@Nullable Applied applied(UpdateAsset asked) {
    AssetChanges changes = asked.changes();
    if (changes.metadata() == null) {
      return null;
    }
    long environmentId = asked.by().environmentId();
    Asset asset = finder.read(environmentId, asked.asset());
    return metadata.apply(
        environmentId,
        changes.metadata(),
        changes.clearInvalid(),
        List.of(asset.labels().metadata()));
  }

  private Asset update(
      Change change, UpdateAsset asked, MetadataChanges.@Nullable Applied applied) {
    AssetChanges changes = asked.changes();
    requirePlaces(change, changes);
    Asset before = finder.require(change, asked.asset());
    AssetEdit edit = new AssetEdit(before, change.now(), change.json());
    label(edit, changes, applied);
    place(change, edit, changes);
    mark(edit, changes);
    if (changes.moderationStatus() != null) {
      moderate(change, edit, changes.moderationStatus());
    }
    if (edit.changed()) {
      change.parts().assets().update(change.connection(), edit.asset());
    }
    change.raise(edit.told());
    return edit.asset();
  }

  private static void label(
      AssetEdit edit, AssetChanges changes, MetadataChanges.@Nullable Applied applied) {
    if (changes.tags() != null) {
      edit.tags(changes.tags());
    }
    if (changes.context() != null) {
      edit.context(changes.context());
    }
    if (applied != null) {
      edit.metadata(applied.to(edit.asset()));
    }
  }

  private void place(Change change, AssetEdit edit, AssetChanges changes) {
    if (changes.assetFolder() != null) {
      change.ensureFolder(changes.assetFolder());
      edit.folder(changes.assetFolder());
    }
    String name = changes.displayName();
    if (name != null) {
      edit.displayName(changes.uniqueDisplayName() ? unique(change, edit.asset(), name) : name);
    }
  }

  private static void mark(AssetEdit edit, AssetChanges changes) {
    if (changes.faces() != null) {
      edit.coordinates("faces", new JsonArray(changes.faces()));
    }
    if (changes.custom() != null) {
      edit.coordinates("custom", new JsonArray(changes.custom()));
    }
    if (changes.regions() != null) {
      edit.coordinates("regions", new JsonObject(changes.regions()));
    }
    if (changes.accessControl() != null) {
      edit.accessControl(new JsonArray(changes.accessControl()));
    }
  }

  /** What is rejected is not delivered any more, until it is approved. */
  private static void moderate(Change change, AssetEdit edit, String status) {
    Asset asset = edit.asset();
    Placeholders placeholders = new Placeholders(change);
    boolean hidden = asset.isPlaceholder();
    if (status.equals(Moderation.REJECTED)) {
      if (!hidden) {
        edit.content(placeholders.hide(asset).content());
      }
    } else if (hidden && !Removal.isGone(asset)) {
      Restores.kept(change, asset, null)
          .ifPresent(kept -> edit.content(placeholders.show(asset, kept)));
    }
    edit.moderation(status);
  }

  /** The name, with a suffix when the folder has it already. */
  private String unique(Change change, Asset asset, String name) {
    Asset.Place place = new Asset.Place(asset.place().assetFolder(), name);
    if (!FolderStore.hasDisplayName(change.connection(), asset, place)) {
      return name;
    }
    StringBuilder suffixed = new StringBuilder(name).append('_');
    for (int i = 0; i < SUFFIX_LENGTH; i++) {
      suffixed.append(LETTERS.charAt(random.nextInt(LETTERS.length())));
    }
    return suffixed.toString();
  }

  /** In fixed folder mode the public id is the place, and only a rename changes it. */
  private static void requirePlaces(Change change, AssetChanges changes) {
    if (change.environment().folderMode() == FolderMode.FIXED) {
      refuse("asset_folder", changes.assetFolder());
      refuse("display_name", changes.displayName());
    }
  }

  private static void refuse(String parameter, @Nullable String value) {
    if (value != null) {
      throw new Refusal(
          ErrorCode.INVALID_PARAMETER, parameter, "the environment has fixed folders");
    }
  }

  private static Set<EventType> events(AssetChanges changes) {
    Set<EventType> types = EnumSet.noneOf(EventType.class);
    add(types, changes.tags(), EventType.RESOURCE_TAGS_CHANGED);
    add(types, changes.context(), EventType.RESOURCE_CONTEXT_CHANGED);
    add(types, changes.metadata(), EventType.RESOURCE_METADATA_CHANGED);
    add(types, changes.assetFolder(), EventType.MOVE);
    add(types, changes.assetFolder(), EventType.CREATE_FOLDER);
    add(types, changes.displayName(), EventType.RESOURCE_DISPLAY_NAME_CHANGED);
    add(types, changes.accessControl(), EventType.ACCESS_CONTROL_CHANGED);
    add(types, changes.moderationStatus(), EventType.MODERATION);
    add(types, changes.moderationStatus(), EventType.MODERATION_SUMMARY);
    return types;
  }

  private static void add(Set<EventType> types, @Nullable Object asked, EventType type) {
    if (asked != null) {
      types.add(type);
    }
  }
}
