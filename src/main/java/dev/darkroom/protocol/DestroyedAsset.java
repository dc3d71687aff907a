package dev.darkroom.protocol;

import org.jspecify.annotations.Nullable;

/**
 * Whether there was an asset to delete.
 *
 * @param assetFolder where it was; null for none, and in fixed folder mode
 */
public record DestroyedAsset(boolean found, @Nullable String assetFolder) implements BusMessage {}
