package dev.darkroom.protocol;

import java.time.Instant;
import java.util.Map;

/**
 * The bytes behind a delivery URL.
 *
 * @param format the contract's word for the encoding; empty for a raw file without extension
 * @param etag md5 of the bytes, 32 lower-case hexadecimal characters
 * @param modified second precision
 * @param headers that the answer carries, in place of the usual ones
 */
public record DeliveredAsset(
    BlobRef blob, String format, String etag, Instant modified, Map<String, String> headers)
    implements BusMessage {
  /** Bytes without headers of their own. */
  public DeliveredAsset(BlobRef blob, String format, String etag, Instant modified) {
    this(blob, format, etag, modified, Map.of());
  }
}
