package dev.darkroom.protocol;

/**
 * Asks for a version that was kept by backup, or the current one (reference/upload-api.md 6).
 *
 * @param assetId 32 hexadecimal characters
 * @param versionId 32 hexadecimal characters
 */
public record DeliverVersion(long environmentId, String assetId, String versionId)
    implements BusMessage {
  public static final Address<DeliverVersion, DeliveredVersion> ADDRESS =
      Address.of("asset.deliver-version", DeliverVersion.class, DeliveredVersion.class)
          .onThisNode();
}
