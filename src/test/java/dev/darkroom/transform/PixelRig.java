package dev.darkroom.transform;

import dev.darkroom.blob.DiskBlobStore;
import dev.darkroom.bus.Bus;
import dev.darkroom.protocol.Address;
import dev.darkroom.protocol.BlobRef;
import dev.darkroom.protocol.BusMessage;
import dev.darkroom.protocol.Done;
import dev.darkroom.protocol.ExpectBlob;
import dev.darkroom.protocol.ImageFacts;
import dev.darkroom.protocol.ProbeBlob;
import dev.darkroom.protocol.RenderBlob;
import dev.darkroom.protocol.RenderedBlob;
import dev.darkroom.protocol.SourceBlob;
import dev.darkroom.transform.engine.EngineLimits;
import dev.darkroom.transform.engine.VipsEngine;
import dev.darkroom.transform.plan.Limits;
import io.vertx.core.Future;
import io.vertx.core.VerticleBase;
import io.vertx.core.Vertx;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Objects;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** The transform verticle on the real engine, with blobs on the disk and nobody else. */
public final class PixelRig implements AutoCloseable {
  private static final Duration LONG = Duration.ofMinutes(2);

  private final Vertx vertx = Vertx.vertx();
  private final Bus bus = new Bus(vertx, new Bus.Deadlines(LONG, LONG));
  private final DiskBlobStore blobs;
  private final VipsEngine engine;

  /** Starts it; blobs go to the folder. */
  public PixelRig(Path folder) throws Exception {
    this(folder, EngineLimits.USUAL);
  }

  /** Starts it with other limits. */
  public PixelRig(Path folder, EngineLimits limits) throws Exception {
    engine = new VipsEngine(Path.of("target", "test-natives"), limits);
    blobs = new DiskBlobStore(vertx, folder, "node");
    await(vertx.deployVerticle(new Expecting(bus)));
    TransformSettings settings =
        new TransformSettings(2, 64, LONG, Duration.ofSeconds(10), Limits.USUAL);
    await(vertx.deployVerticle(new TransformVerticle(bus, blobs, engine, settings)));
  }

  /** A reply; a refusal comes as the cause of the exception. */
  public <Q extends BusMessage, R extends BusMessage> R ask(Address<Q, R> address, Q question)
      throws Exception {
    return await(bus.request(address, question));
  }

  /** Why there is no reply. */
  public <Q extends BusMessage, R extends BusMessage> Throwable failure(
      Address<Q, R> address, Q question) throws InterruptedException {
    try {
      R reply = await(bus.request(address, question));
      throw new AssertionError("not refused: " + reply);
    } catch (ExecutionException failed) {
      return Objects.requireNonNull(failed.getCause());
    } catch (TimeoutException late) {
      throw new AssertionError(late);
    }
  }

  /** Keeps bytes. */
  public BlobRef put(byte[] bytes) throws Exception {
    return await(blobs.put(bytes));
  }

  /** Keeps a picture and probes it. */
  public SourceBlob source(byte[] picture) throws Exception {
    BlobRef blob = put(picture);
    ImageFacts facts = ask(ProbeBlob.ADDRESS, new ProbeBlob(blob, null)).image();
    return new SourceBlob(blob, Objects.requireNonNull(facts));
  }

  /** A derived picture. */
  public RenderedBlob render(SourceBlob source, String transformation, String format)
      throws Exception {
    return ask(
        RenderBlob.ADDRESS, new RenderBlob(source.blob(), source.image(), transformation, format));
  }

  /** The file of a result. */
  public byte[] bytes(RenderedBlob rendered) throws Exception {
    return Files.readAllBytes(await(blobs.local(rendered.blob(), null)));
  }

  @Override
  public void close() {
    vertx.close().toCompletionStage().toCompletableFuture().join();
    engine.close();
  }

  private static <T> T await(Future<T> future)
      throws InterruptedException, ExecutionException, TimeoutException {
    return future.toCompletionStage().toCompletableFuture().get(LONG.toSeconds(), TimeUnit.SECONDS);
  }

  /** Stands in for the asset verticle, which notes blobs before they are kept. */
  private static final class Expecting extends VerticleBase {
    private final Bus bus;

    Expecting(Bus bus) {
      this.bus = bus;
    }

    @Override
    public Future<?> start() {
      bus.serve(ExpectBlob.ADDRESS, blob -> Future.succeededFuture(new Done()));
      return Future.succeededFuture();
    }
  }
}
