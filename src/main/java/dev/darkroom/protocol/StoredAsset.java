package dev.darkroom.protocol;

import org.jspecify.annotations.Nullable;

/**
 * The answer to an upload.
 *
 * @param body the response of the contract, compact JSON, without {@code signature} and {@code
 *     api_key}, which only the HTTP edge can add
 * @param publicId what {@code signature} signs, with the version; null for a pending upload
 * @param version unix seconds
 */
public record StoredAsset(String body, @Nullable String publicId, long version)
    implements BusMessage {}
