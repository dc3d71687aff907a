package dev.darkroom.asset.compose;

import dev.darkroom.asset.store.Asset;
import dev.darkroom.asset.store.AssetParts;
import dev.darkroom.protocol.BlobRef;
import dev.darkroom.protocol.DeliverVersion;
import dev.darkroom.protocol.DeliveredAsset;
import dev.darkroom.protocol.DeliveredVersion;
import dev.darkroom.protocol.ErrorCode;
import dev.darkroom.protocol.Refusal;
import java.util.Optional;
import java.util.UUID;

/** Older versions, for download (reference/upload-api.md 6). For virtual threads. */
final class KeptVersions {
  private final AssetParts parts;

  KeptVersions(AssetParts parts) {
    this.parts = parts;
  }

  /** The bytes of a kept version, or of the current one. */
  DeliveredVersion deliver(DeliverVersion asked) {
    UUID assetId = uuid("asset_id", asked.assetId());
    UUID versionId = uuid("version_id", asked.versionId());
    Asset asset =
        parts
            .assets()
            .find(asked.environmentId(), assetId)
            .orElseThrow(() -> missing(asked.assetId()));
    Asset.Content content =
        Optional.of(asset.content())
            .filter(current -> current.versionId().equals(versionId))
            .or(() -> parts.versions().find(asked.environmentId(), assetId, versionId))
            .orElseThrow(() -> missing(asked.versionId()));
    BlobRef blob = content.blob();
    if (blob == null) {
      throw missing(asked.versionId());
    }
    String name = asset.key().publicId().name();
    return new DeliveredVersion(
        new DeliveredAsset(blob, content.format(), content.etag(), content.uploadedAt()),
        content.format().isEmpty() ? name : name + "." + content.format());
  }

  private static Refusal missing(String id) {
    return new Refusal(ErrorCode.RESOURCE_NOT_FOUND, id);
  }

  private static UUID uuid(String name, String hex) {
    if (!hex.matches("[0-9a-f]{32}")) {
      String shown = hex.length() <= 80 ? hex : hex.substring(0, 80) + "…";
      throw new Refusal(ErrorCode.INVALID_PARAMETER, name, shown);
    }
    return UUID.fromString(hex.replaceFirst("(.{8})(.{4})(.{4})(.{4})(.{12})", "$1-$2-$3-$4-$5"));
  }
}
