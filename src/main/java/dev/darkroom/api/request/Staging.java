package dev.darkroom.api.request;

import dev.darkroom.blob.BlobStore;

/**
 * Where a file part goes while it arrives.
 *
 * @param limit the largest file, bytes
 * @param part the name of the part; others are dropped
 */
public record Staging(BlobStore blobs, long limit, String part) {
  /** For the part that is called {@code file}. */
  public Staging(BlobStore blobs, long limit) {
    this(blobs, limit, "file");
  }

  /** The same for a part of another name. */
  public Staging of(String otherPart) {
    return new Staging(blobs, limit, otherPart);
  }
}
