package dev.darkroom.api.request;

import dev.darkroom.api.request.MultipartParser.Part;
import dev.darkroom.blob.BlobWriter;
import dev.darkroom.protocol.StagedBlob;
import io.netty.buffer.Unpooled;
import io.vertx.core.Future;
import io.vertx.core.Handler;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.internal.buffer.BufferInternal;
import org.jspecify.annotations.Nullable;

/**
 * The file of a form on its way into staging: the request waits while the staging area opens, and
 * while it has more to write than it may hold.
 */
final class FilePart implements Part {
  private final HttpServerRequest request;
  private final Staging staging;
  private final String fileName;
  private final Handler<Throwable> failed;
  private final Future<BlobWriter> writer;
  private @Nullable Future<StagedBlob> finished;
  private boolean abandoned;

  /**
   * Opens the staging area.
   *
   * @param fileName as the client wrote it
   * @param failed hears what opening, writing or finishing fails with
   */
  FilePart(HttpServerRequest request, Staging staging, String fileName, Handler<Throwable> failed) {
    this.request = request;
    this.staging = staging;
    this.fileName = fileName;
    this.failed = failed;
    this.writer = staging.blobs().stage(staging.limit());
    writer.onFailure(failed);
    if (!writer.isComplete()) {
      request.pause();
      writer.onComplete(open -> request.resume());
    }
  }

  @Override
  public void bytes(byte[] array, int from, int to) {
    BufferInternal piece = BufferInternal.buffer(Unpooled.wrappedBuffer(array, from, to - from));
    writer.onSuccess(open -> {
      open.write(piece).onFailure(failed);
      if (open.writeQueueFull() && !abandoned) {
        request.pause();
        open.drainHandler(drained -> request.resume());
      }
    });
  }

  @Override
  public void end() {
    finished = writer.compose(BlobWriter::finish).onFailure(failed);
  }

  /** The file once it is staged; for a part that has ended. */
  Future<Form.File> file() {
    return staged().map(blob -> new Form.File(withoutFolders(fileName), blob));
  }

  /** Leaves nothing staged. The rest of the request is read on. */
  void abandon() {
    abandoned = true;
    if (finished == null) {
      writer.onSuccess(BlobWriter::abort);
    } else {
      finished.onSuccess(staging.blobs()::discard);
    }
    request.resume();
  }

  private Future<StagedBlob> staged() {
    return finished == null ? Future.failedFuture("the part has not ended") : finished;
  }

  private static String withoutFolders(String name) {
    return name.substring(Math.max(name.lastIndexOf('/'), name.lastIndexOf('\\')) + 1);
  }
}
