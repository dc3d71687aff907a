package dev.darkroom.protocol;

import org.jspecify.annotations.Nullable;

/**
 * A sprite or an animation, or the promise of one.
 *
 * @param body the contract's answer, compact JSON
 * @param file the picture itself; null as long as it is only promised
 */
public record ComposedPictures(String body, @Nullable DeliveredAsset file) implements BusMessage {}
