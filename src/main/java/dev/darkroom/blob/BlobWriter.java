package dev.darkroom.blob;

import dev.darkroom.protocol.StagedBlob;
import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.streams.WriteStream;

/**
 * A staging area that is being filled. Writes are hashed on the way. Either {@link #finish} or
 * {@link #abort} ends it; a writer that failed has already removed its bytes.
 */
public interface BlobWriter extends WriteStream<Buffer> {
  /** Ends the writing and names what arrived; fails with the refusal that stopped it, if any. */
  Future<StagedBlob> finish();

  /** Ends the writing and removes what arrived. */
  Future<Void> abort();
}
