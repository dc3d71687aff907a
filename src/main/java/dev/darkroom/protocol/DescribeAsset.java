package dev.darkroom.protocol;

/**
 * Asks for one asset's details (reference/admin-api.md 4); refused as {@link
 * ErrorCode#RESOURCE_NOT_FOUND}.
 */
public record DescribeAsset(long environmentId, AssetKey key) implements BusMessage {
  public static final Address<DescribeAsset, DescribedAsset> ADDRESS =
      Address.of("asset.describe", DescribeAsset.class, DescribedAsset.class);
}
