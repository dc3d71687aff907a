package dev.darkroom.asset.chunk;

import io.vertx.sqlclient.Tuple;

/**
 * What names an upload in parts.
 *
 * @param uploadId the sender's own word
 */
record UploadKey(long environmentId, String uploadId) {
  /** The first two parameters of every query. */
  Tuple values() {
    return Tuple.of(environmentId, uploadId);
  }
}
