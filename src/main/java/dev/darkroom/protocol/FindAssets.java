package dev.darkroom.protocol;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Asks for assets by name, those that exist in the order of the names (reference/admin-api.md 3).
 *
 * @param resourceType of the public ids; null for all
 * @param type of the public ids; null for all
 * @param publicIds at most 100; empty when ids are given
 * @param assetIds at most 100, each 32 hexadecimal characters
 */
public record FindAssets(
    long environmentId,
    @Nullable ResourceType resourceType,
    @Nullable DeliveryType type,
    List<String> publicIds,
    List<String> assetIds,
    ItemShape shape)
    implements BusMessage {
  public static final Address<FindAssets, Answer> ADDRESS =
      Address.of("asset.find", FindAssets.class, Answer.class).onThisNode();
}
