package dev.darkroom.blob;

import dev.darkroom.testing.MemoryBlobs;

final class MemoryBlobContractTest extends BlobStoreContract {
  private final MemoryBlobs memory = new MemoryBlobs();

  @Override
  BlobStore open() {
    return memory;
  }

  @Override
  long staged() {
    return memory.staged();
  }
}
