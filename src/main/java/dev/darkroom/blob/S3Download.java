package dev.darkroom.blob;

import dev.darkroom.protocol.BlobRef;
import dev.darkroom.protocol.ErrorCode;
import dev.darkroom.protocol.Refusal;
import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerResponse;
import java.io.IOException;
import java.io.InputStream;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/** Streams large blobs from S3 to clients, as fast as each client reads. It blocks. */
final class S3Download {
  private static final int AT_ONCE = S3Connection.CONNECTIONS * 3 / 4;
  private static final int CHUNK = 64 * 1024;
  private static final int PATIENCE_SECONDS = 60;
  private static final int RETRY_SECONDS = 5;

  private final S3Objects objects;
  private final Semaphore places = new Semaphore(AT_ONCE);

  S3Download(S3Objects objects) {
    this.objects = objects;
  }

  /** Sends the range and ends the response; a client that goes away ends the download. */
  @Nullable Void send(BlobRef blob, long offset, long length, HttpServerResponse response)
      throws IOException {
    if (!places.tryAcquire()) {
      throw new Refusal(ErrorCode.OVERLOADED, RETRY_SECONDS);
    }
    try (InputStream in = objects.open(blob, offset, length)) {
      byte[] chunk = new byte[CHUNK];
      for (int count = in.read(chunk); count >= 0; count = in.read(chunk)) {
        await(response.write(Buffer.buffer(count).appendBytes(chunk, 0, count)));
      }
      await(response.end());
      return null;
    } finally {
      places.release();
    }
  }

  private static void await(Future<Void> written) throws IOException {
    try {
      written.toCompletionStage().toCompletableFuture().get(PATIENCE_SECONDS, TimeUnit.SECONDS);
    } catch (ExecutionException | TimeoutException gone) {
      throw new IOException("the client does not read", gone);
    } catch (InterruptedException stopped) {
      Thread.currentThread().interrupt();
      throw new IOException(stopped);
    }
  }
}
