package dev.darkroom.protocol;

/**
 * Turns private and authenticated assets into uploaded ones (reference/admin-api.md 4).
 *
 * @param overwrite whether an uploaded asset of that name is replaced
 */
public record PublishAssets(ChangeBy by, AssetSelection selection, boolean overwrite)
    implements BusMessage {
  public static final Address<PublishAssets, Answer> ADDRESS =
      Address.of("asset.publish", PublishAssets.class, Answer.class).onThisNode().atLength();
}
