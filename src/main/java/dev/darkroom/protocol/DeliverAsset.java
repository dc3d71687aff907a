package dev.darkroom.protocol;

import org.jspecify.annotations.Nullable;

/**
 * Asks for the bytes behind a delivery URL: the original, or a derived version that is made now
 * when it does not exist yet, once in the whole cluster. Refused as {@link
 * ErrorCode#RESOURCE_NOT_FOUND}.
 *
 * @param key the public id without the extension for images; the whole name for raw files
 * @param transformation as in the URL; empty for none
 * @param format the URL's extension; empty for none
 * @param signed whether the URL had a valid signature or a token of the environment; assets whose
 *     {@code access_mode} is {@code authenticated} are refused without one
 * @param token a token that an asset's own key may have made; null for none
 */
public record DeliverAsset(
    long environmentId,
    AssetKey key,
    String transformation,
    String format,
    boolean signed,
    @Nullable DeliveryToken token)
    implements BusMessage {
  /** Without a token. */
  public DeliverAsset(
      long environmentId, AssetKey key, String transformation, String format, boolean signed) {
    this(environmentId, key, transformation, format, signed, null);
  }

  public static final Address<DeliverAsset, DeliveredAsset> ADDRESS =
      Address.of("asset.deliver", DeliverAsset.class, DeliveredAsset.class).onThisNode().atLength();
}
