package dev.darkroom.blob;

import java.nio.file.Path;

/** Where blobs are kept. */
public sealed interface BlobAddress permits BlobAddress.Folder, S3Address {
  /** A folder, which every node must reach. */
  record Folder(Path path) implements BlobAddress {}
}
