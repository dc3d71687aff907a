package dev.darkroom.protocol;

import org.jspecify.annotations.Nullable;

/**
 * Bytes that arrived and were hashed.
 *
 * @param staging names the bytes while they are only staged, on the node that received them; null
 *     once they are kept and every node can read them
 * @param md5 32 lower-case hexadecimal characters: the asset's {@code etag}
 */
public record StagedBlob(BlobRef blob, String md5, @Nullable String staging) {
  /** The same bytes after the store has kept them. */
  public StagedBlob kept() {
    return new StagedBlob(blob, md5, null);
  }
}
