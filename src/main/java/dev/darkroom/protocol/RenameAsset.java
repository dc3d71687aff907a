package dev.darkroom.protocol;

/**
 * Gives an asset another name or another delivery type (reference/upload-api.md 5.2).
 *
 * @param overwrite whether an asset of the new name is replaced rather than refused
 * @param withContext whether the answer has the context
 * @param withMetadata whether the answer has the structured metadata
 */
public record RenameAsset(
    ChangeBy by,
    AssetKey from,
    AssetKey to,
    boolean overwrite,
    boolean withContext,
    boolean withMetadata)
    implements BusMessage {
  public static final Address<RenameAsset, Answer> ADDRESS =
      Address.of("asset.rename", RenameAsset.class, Answer.class).onThisNode();
}
