package dev.darkroom.api.upload;

import dev.darkroom.api.serve.FileAnswer;
import dev.darkroom.blob.ArchiveWriter;
import dev.darkroom.blob.BlobStore;
import dev.darkroom.blob.ChunkOutput;
import dev.darkroom.protocol.ErrorCode;
import dev.darkroom.protocol.PlannedArchive;
import dev.darkroom.protocol.Refusal;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.http.HttpServerResponse;
import java.io.IOException;
import java.nio.file.Path;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * Packs archives while they are sent, each on a virtual thread of its own that waits for its
 * client. They are shared by the instances of a node, and bounded.
 */
final class ArchiveDownload {
  private static final int AT_ONCE = 64;
  private static final int PATIENCE_SECONDS = 60;
  private static final String RETRY_SECONDS = "5";

  private final BlobStore blobs;
  private final Semaphore places = new Semaphore(AT_ONCE);

  ArchiveDownload(BlobStore blobs) {
    this.blobs = blobs;
  }

  /** Sends the archive; done when all of it is out. */
  Future<String> send(
      HttpServerResponse response, PlannedArchive archive, String format, String name) {
    if (!places.tryAcquire()) {
      return Future.failedFuture(new Refusal(ErrorCode.OVERLOADED, RETRY_SECONDS));
    }
    Promise<String> sent = Promise.promise();
    Thread.ofVirtual()
        .name("archive-download")
        .start(() -> {
          try {
            pack(response, archive, format, name);
            sent.complete("");
          } catch (IOException | RuntimeException failure) {
            sent.fail(failure);
          } finally {
            places.release();
          }
        });
    return sent.future();
  }

  private void pack(HttpServerResponse response, PlannedArchive archive, String format, String name)
      throws IOException {
    FileAnswer.describe(response, new FileAnswer.Name(name, true));
    response.setChunked(true);
    ChunkOutput out = new ChunkOutput(piece -> await(response.write(piece)));
    try (ArchiveWriter writer = ArchiveWriter.of(format, out)) {
      for (PlannedArchive.Entry entry : archive.entries()) {
        Path file = await(blobs.local(entry.blob(), null));
        writer.add(entry.name(), entry.modified(), file);
      }
    }
    await(response.end());
  }

  private static <T> T await(Future<T> future) throws IOException {
    try {
      return future
          .toCompletionStage()
          .toCompletableFuture()
          .get(PATIENCE_SECONDS, TimeUnit.SECONDS);
    } catch (ExecutionException | TimeoutException failure) {
      throw new IOException(failure);
    } catch (InterruptedException stopped) {
      Thread.currentThread().interrupt();
      throw new IOException(stopped);
    }
  }
}
