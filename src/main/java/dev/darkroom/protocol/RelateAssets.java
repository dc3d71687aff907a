package dev.darkroom.protocol;

import java.util.List;

/**
 * Relates an asset to others, or ends that (reference/admin-api.md 6).
 *
 * @param others {@code rt/type/public_id} when the asset is named by its key, else asset ids
 * @param relate false to end relations
 */
public record RelateAssets(ChangeBy by, AssetName asset, List<String> others, boolean relate)
    implements BusMessage {
  public static final Address<RelateAssets, Answer> ADDRESS =
      Address.of("asset.relate", RelateAssets.class, Answer.class).onThisNode();
}
