package dev.darkroom.protocol;

/**
 * Asks for one part of a chunked upload to be kept, and for the whole upload once all parts are
 * there (reference/upload-api.md 4.3).
 *
 * @param upload the upload as this part's request describes it; its content is the part
 * @param uploadId what the sender calls the upload, on all of its parts
 */
public record StoreChunk(StoreAsset upload, String uploadId, ChunkRange range)
    implements BusMessage {
  public static final Address<StoreChunk, StoredAsset> ADDRESS =
      Address.of("asset.chunk", StoreChunk.class, StoredAsset.class).onThisNode().atLength();
}
