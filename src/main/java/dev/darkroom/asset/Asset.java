package dev.darkroom.asset;

import dev.darkroom.protocol.AssetKey;
import dev.darkroom.protocol.BlobRef;
import dev.darkroom.protocol.ImageFacts;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * One row of the table {@code asset}.
 *
 * @param version unix seconds; grows with every overwrite
 * @param etag md5 of the original, 32 lower-case hexadecimal characters
 * @param image null for anything that is not a picture
 * @param originalExtension empty when it is the format's own
 */
record Asset(
    long environmentId,
    UUID assetId,
    AssetKey key,
    long version,
    UUID versionId,
    BlobRef blob,
    String etag,
    @Nullable ImageFacts image,
    List<String> tags,
    Map<String, String> context,
    String accessMode,
    String assetFolder,
    String displayName,
    String originalFilename,
    String originalExtension,
    String uploadedBy,
    Instant createdAt) {

  /** The contract's word for the encoding; empty for raw files. */
  String format() {
    return image == null ? "" : image.format();
  }

  /** The same asset as the database knows it after an insert that may have been an overwrite. */
  Asset as(UUID storedId, long storedVersion) {
    return new Asset(
        environmentId,
        storedId,
        key,
        storedVersion,
        versionId,
        blob,
        etag,
        image,
        tags,
        context,
        accessMode,
        assetFolder,
        displayName,
        originalFilename,
        originalExtension,
        uploadedBy,
        createdAt);
  }
}
