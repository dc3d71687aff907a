package dev.darkroom.protocol;

import org.jspecify.annotations.Nullable;

/**
 * One asset as the Admin API names it: by its key, or by its asset id.
 *
 * @param key null when the id is given
 * @param assetId 32 hexadecimal characters; null when the key is given
 */
public record AssetName(@Nullable AssetKey key, @Nullable String assetId) {
  /** By its key. */
  public static AssetName of(AssetKey key) {
    return new AssetName(key, null);
  }

  /** By its asset id. */
  public static AssetName of(String assetId) {
    return new AssetName(null, assetId);
  }

  /** As refusals show it. */
  public String shown() {
    return key == null ? String.valueOf(assetId) : key.publicId().value();
  }
}
