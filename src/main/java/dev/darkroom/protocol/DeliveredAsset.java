package dev.darkroom.protocol;

import java.time.Instant;

/**
 * The bytes behind a delivery URL.
 *
 * @param format the contract's word for the encoding; empty for a raw file without extension
 * @param etag md5 of the bytes, 32 lower-case hexadecimal characters
 * @param modified second precision
 */
public record DeliveredAsset(BlobRef blob, String format, String etag, Instant modified)
    implements BusMessage {}
