package dev.darkroom.asset.change;

import dev.darkroom.asset.store.Asset;
import dev.darkroom.asset.store.Derived;
import dev.darkroom.protocol.BlobRef;
import java.util.List;
import java.util.UUID;

/**
 * Assets whose bytes are gone from delivery, but kept as a version (reference/upload-api.md 7). For
 * virtual threads; the rows must be held.
 */
record Placeholders(Change change) {
  /** What a placeholder is made of, and how many derived versions went. */
  record Hidden(Asset.Content content, int derived) {}

  /** Keeps the current version, and what the asset is without it; its derived versions go. */
  Hidden hide(Asset asset) {
    change.parts().versions().insert(change.connection(), asset);
    return new Hidden(asset.content().withoutBlob(), releaseDerived(asset));
  }

  /** What the asset is with a kept version as its newest. */
  Asset.Content show(Asset asset, Asset.Content kept) {
    releaseDerived(asset);
    BlobRef blob = kept.blob();
    if (blob == null) {
      throw new IllegalStateException("a kept version without bytes");
    }
    change.parts().loose().claim(change.connection(), List.of(blob)).await();
    long version = Math.max(change.now().getEpochSecond(), asset.version() + 1);
    return new Asset.Content(
        version,
        UUID.randomUUID(),
        blob,
        kept.etag(),
        kept.format(),
        kept.width(),
        kept.height(),
        kept.pages(),
        kept.alpha(),
        kept.media(),
        kept.uploadedAt());
  }

  private int releaseDerived(Asset asset) {
    List<Derived> gone = change.parts().derived().delete(change.connection(), asset);
    change.release(gone.stream().map(Derived::blob).toList());
    return gone.size();
  }
}
