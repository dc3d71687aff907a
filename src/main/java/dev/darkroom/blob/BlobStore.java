package dev.darkroom.blob;

import dev.darkroom.protocol.BlobRef;
import dev.darkroom.protocol.StagedBlob;
import io.vertx.core.Future;
import io.vertx.core.http.HttpServerResponse;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * Bytes at rest, named by their content. Bytes arrive in staging, where only this node sees them
 * and from where they vanish when nobody keeps them; kept bytes never change.
 */
public interface BlobStore {

  /**
   * Opens a staging area for bytes that arrive in pieces.
   *
   * @param limit more bytes than this fail the writer with {@code FILE_TOO_LARGE}
   */
  Future<BlobWriter> stage(long limit);

  /** Makes staged bytes readable by every node, durably. Idempotent. */
  Future<BlobRef> keep(StagedBlob staged);

  /** Forgets staged bytes. Idempotent; never touches kept ones. */
  Future<Void> discard(StagedBlob staged);

  /** Keeps a small blob that is already in memory. */
  Future<BlobRef> put(byte[] bytes);

  /** A file that holds the bytes, on this node. The caller only reads it. */
  Future<Path> local(BlobRef blob, @Nullable String staging);

  /**
   * Answers with a range of the bytes and ends the response. Headers and status are the caller's.
   *
   * @param offset first byte
   * @param length number of bytes
   */
  Future<Void> send(BlobRef blob, long offset, long length, HttpServerResponse response);

  /** Whether the bytes are kept. */
  Future<Boolean> exists(BlobRef blob);

  /** Removes kept bytes for good. Idempotent. */
  Future<Void> delete(BlobRef blob);

  /** Whether the store can be written right now; fails with the reason when not. */
  Future<Void> check();
}
