package dev.darkroom.protocol;

import java.util.List;

/**
 * Brings kept versions back (reference/admin-api.md 5).
 *
 * @param versions version ids, the first of them for the first asset and so on; an asset without
 *     one gets its newest
 */
public record RestoreAssets(ChangeBy by, List<AssetName> assets, List<String> versions)
    implements BusMessage {
  public static final Address<RestoreAssets, Answer> ADDRESS =
      Address.of("asset.restore", RestoreAssets.class, Answer.class).onThisNode().atLength();
}
