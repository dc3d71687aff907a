package dev.darkroom.protocol;

/**
 * Asks for the bytes behind a delivery URL: the original, or a derived version that is made now
 * when it does not exist yet, once in the whole cluster. Refused as {@link
 * ErrorCode#RESOURCE_NOT_FOUND}.
 *
 * @param key the public id without the extension for images; the whole name for raw files
 * @param transformation as in the URL; empty for none
 * @param format the URL's extension; empty for none
 */
public record DeliverAsset(long environmentId, AssetKey key, String transformation, String format)
    implements BusMessage {
  public static final Address<DeliverAsset, DeliveredAsset> ADDRESS =
      Address.of("asset.deliver", DeliverAsset.class, DeliveredAsset.class).atLength();
}
