package dev.darkroom.api.request;

import dev.darkroom.blob.BlobStore;

/**
 * Where a file part goes while it arrives.
 *
 * @param limit the largest file, bytes
 */
public record Staging(BlobStore blobs, long limit) {}
