package dev.darkroom.protocol;

import org.jspecify.annotations.Nullable;

/** Deletes one asset with its derived versions (reference/upload-api.md 5.3). */
public record DestroyAsset(
    long environmentId, Caller caller, AssetKey key, @Nullable String notificationUrl)
    implements BusMessage {
  public static final Address<DestroyAsset, DestroyedAsset> ADDRESS =
      Address.of("asset.destroy", DestroyAsset.class, DestroyedAsset.class);
}
