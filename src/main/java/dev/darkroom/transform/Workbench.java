package dev.darkroom.transform;

import dev.darkroom.blob.BlobStore;
import dev.darkroom.bus.Bus;
import dev.darkroom.protocol.BlobRef;
import dev.darkroom.protocol.ErrorCode;
import dev.darkroom.protocol.ExpectBlob;
import dev.darkroom.protocol.Refusal;
import dev.darkroom.protocol.RenderedBlob;
import dev.darkroom.transform.engine.Rendering;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.util.HexFormat;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/** Where work on pixels gets its files, its thread and its deadline, and leaves its results. */
final class Workbench {
  private final Bus bus;
  private final BlobStore blobs;
  private final PixelPool pool;
  private final Context context;
  private final Duration deadline;

  /** Results come back on the context. */
  Workbench(Bus bus, BlobStore blobs, PixelPool pool, Context context, Duration deadline) {
    this.bus = bus;
    this.blobs = blobs;
    this.pool = pool;
    this.context = context;
    this.deadline = deadline;
  }

  /** A file with the bytes, on this node. */
  Future<Path> local(BlobRef blob, @Nullable String staging) {
    return blobs.local(blob, staging);
  }

  /** Work on the pool, its result back on the verticle's context, within the deadline. */
  <T> Future<T> work(Callable<T> work) {
    return work(work, Duration.ZERO);
  }

  /** Work that may take so much longer than usual. */
  <T> Future<T> work(Callable<T> work, Duration longer) {
    Duration time = deadline.plus(longer);
    Promise<T> result = Promise.promise();
    pool.run(work)
        .onComplete(
            value -> context.runOnContext(nothing -> result.tryComplete(value)),
            failure -> context.runOnContext(nothing -> result.tryFail(failure)));
    return result
        .future()
        .timeout(time.toMillis(), TimeUnit.MILLISECONDS)
        .recover(failure -> Future.failedFuture(tooSlow(failure, time)));
  }

  /** Work that must be done even when the pool takes no more. */
  <T> Future<T> aside(Callable<T> work) {
    return context.executeBlocking(work, false);
  }

  /** Makes a picture on the pool and keeps it. */
  Future<RenderedBlob> picture(Callable<Rendering> work) {
    return picture(work, Duration.ZERO);
  }

  /** Makes a picture that may take so much longer than usual, and keeps it. */
  Future<RenderedBlob> picture(Callable<Rendering> work, Duration longer) {
    return work(() -> Hashed.of(work.call()), longer).compose(this::keep);
  }

  private Future<RenderedBlob> keep(Hashed hashed) {
    Rendering picture = hashed.picture();
    return bus.request(ExpectBlob.ADDRESS, new ExpectBlob(hashed.blob()))
        .compose(expected -> blobs.put(picture.bytes()))
        .map(blob ->
            new RenderedBlob(
                blob, hashed.md5(), picture.format(), picture.width(), picture.height()));
  }

  private static Throwable tooSlow(Throwable failure, Duration time) {
    return failure instanceof TimeoutException
        ? new Refusal(ErrorCode.RENDER_TOO_SLOW, time.toSeconds())
        : failure;
  }

  /** A picture, its name, and the hash that becomes its {@code ETag}. */
  private record Hashed(Rendering picture, BlobRef blob, String md5) {
    static Hashed of(Rendering picture) throws NoSuchAlgorithmException {
      byte[] digest = MessageDigest.getInstance("MD5").digest(picture.bytes());
      return new Hashed(picture, BlobRef.of(picture.bytes()), HexFormat.of().formatHex(digest));
    }
  }
}
