package dev.darkroom.blob;

import dev.darkroom.protocol.ErrorCode;
import dev.darkroom.protocol.Refusal;
import dev.darkroom.protocol.StagedBlob;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Handler;
import io.vertx.core.buffer.Buffer;
import java.nio.channels.ClosedChannelException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;

/**
 * Gathers what arrives into batches, which workers hash and write, one after the other, while the
 * next one arrives: an event loop spends no time on either.
 *
 * <p>A write that only adds to a batch succeeds at once, one that completes it succeeds when it is
 * written. What fails is told by that write, by those after it and by {@link #finish}.
 */
final class DiskBlobWriter implements BlobWriter {
  /** Bytes that are worth a turn of a worker. */
  private static final int BATCH = 256 * 1024;

  private final Context context;
  private final StagingFile file;
  private final long limit;
  private int mostWaiting = 2 * BATCH;
  private long size;
  private int waiting;
  private List<Buffer> batch = new ArrayList<>();
  private int inBatch;
  private Future<Void> work = Future.succeededFuture();
  private @Nullable Handler<Void> drain;
  private @Nullable Throwable failure;
  private @Nullable Future<Void> removal;

  /** A writer whose handlers run on the context. */
  DiskBlobWriter(Context context, StagingFile file, long limit) {
    this.context = context;
    this.file = file;
    this.limit = limit;
  }

  @Override
  public synchronized Future<Void> write(Buffer data) {
    if (failure != null) {
      return Future.failedFuture(failure);
    }
    size += data.length();
    if (size > limit) {
      return refuse(new Refusal(ErrorCode.FILE_TOO_LARGE, size, limit));
    }
    batch.add(data);
    inBatch += data.length();
    waiting += data.length();
    return inBatch < Math.min(BATCH, mostWaiting) ? Future.succeededFuture() : writeBatch();
  }

  @Override
  public synchronized Future<StagedBlob> finish() {
    if (failure != null) {
      return refuse(failure);
    }
    List<Buffer> rest = takeBatch();
    Future<StagedBlob> finished =
        work.compose(done ->
            blocking(() -> {
              file.append(rest);
              return file.finish();
            }));
    work = finished.mapEmpty();
    return finished.onFailure(this::refuse);
  }

  @Override
  public Future<Void> abort() {
    return remove(new ClosedChannelException());
  }

  @Override
  public Future<Void> end() {
    return finish().mapEmpty();
  }

  /** Never called: the writes themselves tell what failed. */
  @Override
  public DiskBlobWriter exceptionHandler(@Nullable Handler<Throwable> handler) {
    return this;
  }

  @Override
  public synchronized DiskBlobWriter setWriteQueueMaxSize(int bytes) {
    mostWaiting = bytes;
    return this;
  }

  @Override
  public synchronized boolean writeQueueFull() {
    return waiting >= mostWaiting;
  }

  @Override
  public synchronized DiskBlobWriter drainHandler(@Nullable Handler<Void> handler) {
    drain = handler;
    return this;
  }

  private Future<Void> writeBatch() {
    int length = inBatch;
    List<Buffer> pieces = takeBatch();
    work =
        work.compose(done -> blocking(() -> file.append(pieces)))
            .<Void>mapEmpty()
            .onSuccess(done -> written(length))
            .onFailure(this::refuse);
    return work;
  }

  private List<Buffer> takeBatch() {
    List<Buffer> taken = batch;
    batch = new ArrayList<>();
    inBatch = 0;
    return taken;
  }

  private void written(int length) {
    Handler<Void> waits = roomMade(length);
    if (waits != null) {
      waits.handle(null);
    }
  }

  private synchronized @Nullable Handler<Void> roomMade(int length) {
    waiting -= length;
    if (waiting > mostWaiting / 2) {
      return null;
    }
    Handler<Void> waits = drain;
    drain = null;
    return waits;
  }

  private <T> Future<T> refuse(Throwable cause) {
    return remove(cause).transform(removed -> Future.failedFuture(cause));
  }

  /** Once: a refused write removes, and so does the caller's abort, perhaps at the same time. */
  private synchronized Future<Void> remove(Throwable cause) {
    if (failure == null) {
      failure = cause;
    }
    Future<Void> begun = removal;
    if (begun != null) {
      return begun;
    }
    Future<Void> removed = work.transform(ended -> blocking(file::remove)).mapEmpty();
    removal = removed;
    return removed;
  }

  private <T> Future<T> blocking(Callable<T> call) {
    return context.executeBlocking(call, false);
  }
}
