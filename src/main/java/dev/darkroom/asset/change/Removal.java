package dev.darkroom.asset.change;

import dev.darkroom.asset.store.Asset;
import dev.darkroom.asset.store.Derived;
import dev.darkroom.protocol.BlobRef;
import dev.darkroom.protocol.EventType;
import java.util.ArrayList;
import java.util.List;

/**
 * Takes assets away: one that is backed up leaves a placeholder, any other leaves nothing. For
 * virtual threads; the rows must be held.
 */
public record Removal(Change change) {
  /** What there is to tell of a deletion, and how many derived versions went with it. */
  public record Removed(Told told, int derived) {}

  /** Whether it was deleted already: a placeholder, but for those that moderation hides. */
  public static boolean isGone(Asset asset) {
    return asset.isPlaceholder() && !Moderation.of(asset.marks().moderation()).isRejected();
  }

  /** Deletes an asset as its owner asks for it; tells it under that type. */
  public Removed remove(Asset asset, EventType type) {
    Told told = new Told(type, asset.key().publicId().value(), change.json().deleted(asset));
    if (!asset.marks().backup() || asset.isPlaceholder()) {
      return new Removed(told, erase(asset));
    }
    Placeholders.Hidden hidden = new Placeholders(change).hide(asset);
    change
        .parts()
        .assets()
        .update(
            change.connection(),
            new AssetEdit(asset, change.now(), change.json()).content(hidden.content()).asset());
    return new Removed(told, hidden.derived());
  }

  /** Deletes an asset with every version it ever had; tells how many were derived. */
  public int erase(Asset asset) {
    List<BlobRef> released = new ArrayList<>();
    if (!asset.isPlaceholder()) {
      released.add(asset.blob());
    }
    List<Derived> derived = change.parts().derived().delete(change.connection(), asset);
    derived.forEach(each -> released.add(each.blob()));
    change
        .parts()
        .versions()
        .deleteAll(change.connection(), asset.environmentId(), asset.assetId())
        .forEach(version -> addBlob(released, version));
    change.parts().assets().delete(change.connection(), asset);
    change.release(released);
    return derived.size();
  }

  private static void addBlob(List<BlobRef> blobs, Asset.Content version) {
    BlobRef blob = version.blob();
    if (blob != null) {
      blobs.add(blob);
    }
  }
}
