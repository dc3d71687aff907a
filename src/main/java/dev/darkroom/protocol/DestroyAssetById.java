package dev.darkroom.protocol;

/** Deletes the asset of that id: 32 hexadecimal characters (reference/upload-api.md 5.3). */
public record DestroyAssetById(ChangeBy by, String assetId) implements BusMessage {
  public static final Address<DestroyAssetById, DestroyedAsset> ADDRESS =
      Address.of("asset.destroy-by-id", DestroyAssetById.class, DestroyedAsset.class).onThisNode();
}
