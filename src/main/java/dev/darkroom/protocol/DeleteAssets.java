package dev.darkroom.protocol;

import java.util.List;

/**
 * Deletes many assets, or only what was derived from them (reference/admin-api.md 5).
 *
 * @param keepOriginal whether only derived versions go
 * @param transformations which derived versions go; empty for all
 */
public record DeleteAssets(
    ChangeBy by, AssetSelection selection, boolean keepOriginal, List<String> transformations)
    implements BusMessage {
  public static final Address<DeleteAssets, Answer> ADDRESS =
      Address.of("asset.delete-many", DeleteAssets.class, Answer.class).onThisNode().atLength();
}
