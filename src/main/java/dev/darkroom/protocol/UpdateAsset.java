package dev.darkroom.protocol;

/** Changes one asset, and answers with its details (reference/admin-api.md 4). */
public record UpdateAsset(ChangeBy by, AssetName asset, AssetChanges changes)
    implements BusMessage {
  public static final Address<UpdateAsset, Answer> ADDRESS =
      Address.of("asset.update", UpdateAsset.class, Answer.class).onThisNode();
}
