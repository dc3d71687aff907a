package dev.darkroom.transform;

import dev.darkroom.blob.BlobStore;
import dev.darkroom.bus.Bus;
import dev.darkroom.protocol.BlobRef;
import dev.darkroom.protocol.ErrorCode;
import dev.darkroom.protocol.ExpectBlob;
import dev.darkroom.protocol.ProbeBlob;
import dev.darkroom.protocol.ProbedBlob;
import dev.darkroom.protocol.Refusal;
import dev.darkroom.protocol.RenderBlob;
import dev.darkroom.protocol.RenderedBlob;
import dev.darkroom.transform.engine.Engine;
import dev.darkroom.transform.engine.Rendering;
import dev.darkroom.transform.language.Transformation;
import dev.darkroom.transform.plan.Plan;
import dev.darkroom.transform.plan.Planner;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.VerticleBase;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.util.HexFormat;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * Runs on an event loop, computes pixels on a bounded pool of platform threads of its own, one per
 * core. It answers what a blob is, and makes derived pictures: parse, plan, render, keep.
 */
public final class TransformVerticle extends VerticleBase {
  private final Bus bus;
  private final BlobStore blobs;
  private final Engine engine;
  private final Planner planner;
  private final PixelPool pool;
  private final Duration deadline;

  /** The engine stays the caller's to close. */
  public TransformVerticle(Bus bus, BlobStore blobs, Engine engine, TransformSettings settings) {
    this.bus = bus;
    this.blobs = blobs;
    this.engine = engine;
    this.planner = new Planner(settings.results());
    this.pool = new PixelPool(settings);
    this.deadline = settings.longestWait().plus(settings.longestWork());
  }

  @Override
  public Future<?> start() {
    bus.serve(ProbeBlob.ADDRESS, this::probe);
    bus.serve(RenderBlob.ADDRESS, this::render);
    return Future.succeededFuture();
  }

  @Override
  public Future<?> stop() {
    pool.close();
    engine.cancel();
    return vertx.executeBlocking(() -> {
      pool.awaitEnd();
      return true;
    });
  }

  private Future<ProbedBlob> probe(ProbeBlob request) {
    return blobs
        .local(request.blob(), request.staging())
        .compose(file -> pixels(() -> new ProbedBlob(engine.probe(file).orElse(null))));
  }

  private Future<RenderedBlob> render(RenderBlob request) {
    Transformation transformation = Transformation.parse(request.transformation());
    Plan plan = planner.plan(transformation, request.facts(), request.format());
    return blobs
        .local(request.source(), null)
        .compose(file -> pixels(() -> Hashed.of(engine.render(file, plan))))
        .compose(this::keep);
  }

  private Future<RenderedBlob> keep(Hashed hashed) {
    Rendering picture = hashed.picture();
    return bus.request(ExpectBlob.ADDRESS, new ExpectBlob(BlobRef.of(picture.bytes())))
        .compose(expected -> blobs.put(picture.bytes()))
        .map(blob ->
            new RenderedBlob(
                blob, hashed.md5(), picture.format(), picture.width(), picture.height()));
  }

  /** Work on the pool, its result back on this verticle's context, within the deadline. */
  private <T> Future<T> pixels(Callable<T> work) {
    Promise<T> result = Promise.promise();
    pool.run(work)
        .onComplete(
            value -> context.runOnContext(nothing -> result.tryComplete(value)),
            failure -> context.runOnContext(nothing -> result.tryFail(failure)));
    return result
        .future()
        .timeout(deadline.toMillis(), TimeUnit.MILLISECONDS)
        .recover(failure -> Future.failedFuture(tooSlow(failure)));
  }

  private Throwable tooSlow(Throwable failure) {
    return failure instanceof TimeoutException
        ? new Refusal(ErrorCode.RENDER_TOO_SLOW, deadline.toSeconds())
        : failure;
  }

  /** A picture and the hash that becomes its {@code ETag}. */
  private record Hashed(Rendering picture, String md5) {
    static Hashed of(Rendering picture) throws NoSuchAlgorithmException {
      byte[] digest = MessageDigest.getInstance("MD5").digest(picture.bytes());
      return new Hashed(picture, HexFormat.of().formatHex(digest));
    }
  }
}
