package dev.darkroom.asset.chunk;

import dev.darkroom.protocol.BlobRef;

/**
 * A part that has arrived.
 *
 * @param first offset of its first byte in the file
 */
record Chunk(long first, BlobRef blob) {
  /** The offset after its last byte. */
  long end() {
    return first + blob.size();
  }
}
