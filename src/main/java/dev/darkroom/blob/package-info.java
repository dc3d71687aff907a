/**
 * Bytes at rest: staged while they arrive, kept under the hash of their content, read back in
 * ranges. It may know the protocol. Start with {@link dev.darkroom.blob.BlobStore}.
 */
@NullMarked
package dev.darkroom.blob;

import org.jspecify.annotations.NullMarked;
