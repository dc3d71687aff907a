package dev.darkroom.transform;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.darkroom.blob.DiskBlobStore;
import dev.darkroom.bus.Bus;
import dev.darkroom.protocol.BlobRef;
import dev.darkroom.protocol.Done;
import dev.darkroom.protocol.ErrorCode;
import dev.darkroom.protocol.ExpectBlob;
import dev.darkroom.protocol.ImageFacts;
import dev.darkroom.protocol.ProbeBlob;
import dev.darkroom.protocol.ProbedBlob;
import dev.darkroom.protocol.Refusal;
import dev.darkroom.protocol.RenderBlob;
import dev.darkroom.protocol.RenderedBlob;
import dev.darkroom.testing.Pictures;
import dev.darkroom.transform.engine.Canvas;
import dev.darkroom.transform.engine.Engine;
import dev.darkroom.transform.engine.EngineLimits;
import dev.darkroom.transform.engine.Rendering;
import dev.darkroom.transform.engine.VipsEngine;
import dev.darkroom.transform.measure.Pixels;
import dev.darkroom.transform.plan.Lettering;
import dev.darkroom.transform.plan.Limits;
import dev.darkroom.transform.plan.Plan;
import dev.darkroom.transform.plan.SheetPlan;
import io.vertx.core.Future;
import io.vertx.core.VerticleBase;
import io.vertx.core.Vertx;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TransformVerticleTest {
  private static final ImageFacts FACTS = new ImageFacts("jpg", 200, 100, 1, false);
  private static final Duration LONG = Duration.ofSeconds(20);

  @TempDir private Path folder;

  private Vertx vertx;
  private Bus bus;
  private DiskBlobStore blobs;

  @BeforeEach
  void start() throws Exception {
    vertx = Vertx.vertx();
    bus = new Bus(vertx, new Bus.Deadlines(LONG, LONG));
    blobs = new DiskBlobStore(vertx, folder, "node");
    await(vertx.deployVerticle(new ExpectingAssets(bus)));
  }

  @AfterEach
  void stop() throws Exception {
    await(vertx.close());
  }

  @Test
  void probesRendersAndKeeps() throws Exception {
    try (VipsEngine engine =
        new VipsEngine(Path.of("target", "test-natives"), EngineLimits.USUAL)) {
      deploy(engine, 8, Duration.ofSeconds(10));
      BlobRef photo = await(blobs.put(Pictures.photo(200, 100, 1)));
      ProbedBlob probed = await(bus.request(ProbeBlob.ADDRESS, new ProbeBlob(photo, null)));
      assertEquals(FACTS, probed.image());
      RenderedBlob rendered = await(render(photo, "c_fill,w_50,h_50", "png"));
      assertEquals(
          "png 50x50", rendered.format() + " " + rendered.width() + "x" + rendered.height());
      byte[] file = Files.readAllBytes(await(blobs.local(rendered.blob(), null)));
      assertEquals(50, Pictures.decoded(file).getWidth());
      byte[] digest = MessageDigest.getInstance("MD5").digest(file);
      assertEquals(HexFormat.of().formatHex(digest), rendered.md5());
    }
  }

  @Test
  void refusesWhatItCannotDo() throws Exception {
    try (VipsEngine engine =
        new VipsEngine(Path.of("target", "test-natives"), EngineLimits.USUAL)) {
      deploy(engine, 8, Duration.ofSeconds(10));
      BlobRef text =
          await(blobs.put("no picture".getBytes(java.nio.charset.StandardCharsets.UTF_8)));
      ProbedBlob probed = await(bus.request(ProbeBlob.ADDRESS, new ProbeBlob(text, null)));
      assertEquals(Optional.empty(), Optional.ofNullable(probed.image()));
      assertEquals(ErrorCode.INVALID_IMAGE_FILE, refusal(render(text, "w_10", "")).code());
      assertEquals(
          "Invalid width in transformation: abc", refusal(render(text, "w_abc", "")).getMessage());
      assertEquals(ErrorCode.RESULT_TOO_LARGE, refusal(render(text, "w_20000", "")).code());
    }
  }

  @Test
  void refusesBeyondItsQueueAndKeepsWhatItTook() throws Exception {
    try (SlowEngine engine = new SlowEngine()) {
      deploy(engine, 2, Duration.ofSeconds(10));
      BlobRef blob = await(blobs.put(new byte[10]));
      Future<RenderedBlob> first = render(blob, "w_1", "");
      engine.awaitStart();
      List<Future<RenderedBlob>> rest = new ArrayList<>();
      for (int request = 0; request < 4; request++) {
        rest.add(render(blob, "w_1", ""));
      }
      assertEquals(ErrorCode.OVERLOADED, refusal(rest.get(2)).code());
      assertEquals(ErrorCode.OVERLOADED, refusal(rest.get(3)).code());
      engine.goOn();
      assertNotNull(await(first));
      assertNotNull(await(rest.get(0)));
      assertNotNull(await(rest.get(1)));
    }
  }

  @Test
  void refusesWhatWaitedTooLong() throws Exception {
    try (SlowEngine engine = new SlowEngine()) {
      deploy(engine, 2, Duration.ZERO);
      BlobRef blob = await(blobs.put(new byte[10]));
      assertEquals(ErrorCode.OVERLOADED, refusal(render(blob, "w_1", "")).code());
    }
  }

  @Test
  void stoppingCancelsWhatRunsAndRefusesWhatWaits() throws Exception {
    try (SlowEngine engine = new SlowEngine()) {
      String deployment = deploy(engine, 2, Duration.ofSeconds(10));
      BlobRef blob = await(blobs.put(new byte[10]));
      Future<RenderedBlob> running = render(blob, "w_1", "");
      engine.awaitStart();
      Future<RenderedBlob> waiting = render(blob, "w_1", "");
      await(vertx.undeploy(deployment));
      assertEquals(0, engine.cancelled.getCount());
      assertEquals(ErrorCode.UNAVAILABLE, refusal(waiting).code());
      assertEquals(ErrorCode.UNAVAILABLE, refusal(running).code());
    }
  }

  private String deploy(Engine engine, int queue, Duration longestWait) throws Exception {
    TransformSettings settings =
        new TransformSettings(1, queue, longestWait, Duration.ofSeconds(10), Limits.USUAL);
    return await(vertx.deployVerticle(new TransformVerticle(bus, blobs, engine, settings)));
  }

  private Future<RenderedBlob> render(BlobRef source, String transformation, String format) {
    return bus.request(RenderBlob.ADDRESS, new RenderBlob(source, FACTS, transformation, format));
  }

  private static Refusal refusal(Future<?> future) throws InterruptedException, TimeoutException {
    try {
      future.toCompletionStage().toCompletableFuture().get(20, TimeUnit.SECONDS);
    } catch (ExecutionException failed) {
      return assertInstanceOf(Refusal.class, failed.getCause());
    }
    throw new AssertionError("not refused");
  }

  private static <T> T await(Future<T> future) throws Exception {
    return future.toCompletionStage().toCompletableFuture().get(20, TimeUnit.SECONDS);
  }

  /** Stands in for the asset verticle, which notes blobs before they are kept. */
  private static final class ExpectingAssets extends VerticleBase {
    private final Bus bus;

    ExpectingAssets(Bus bus) {
      this.bus = bus;
    }

    @Override
    public Future<?> start() {
      bus.serve(ExpectBlob.ADDRESS, blob -> Future.succeededFuture(new Done()));
      return Future.succeededFuture();
    }
  }

  /**
   * Renders nothing until told to go on; interrupted, it refuses as the true one when cancelled.
   */
  private static final class SlowEngine implements Engine, AutoCloseable {
    private final CountDownLatch started = new CountDownLatch(1);
    private final CountDownLatch cancelled = new CountDownLatch(1);
    private final CountDownLatch free = new CountDownLatch(1);

    void awaitStart() throws InterruptedException {
      assertTrue(started.await(20, TimeUnit.SECONDS));
    }

    void goOn() {
      free.countDown();
    }

    @Override
    public Optional<ImageFacts> probe(Path file, int page) {
      return Optional.empty();
    }

    @Override
    public Rendering render(Path file, Plan plan) {
      started.countDown();
      try {
        assertTrue(free.await(20, TimeUnit.SECONDS));
      } catch (InterruptedException stopped) {
        throw new Refusal(ErrorCode.UNAVAILABLE, "The image engine");
      }
      return new Rendering(new byte[1], "jpg", 1, 1);
    }

    @Override
    public void place(Path file, SheetPlan.Placed picture, Canvas canvas) {
      throw new UnsupportedOperationException();
    }

    @Override
    public Rendering encode(Canvas canvas, SheetPlan sheet) {
      throw new UnsupportedOperationException();
    }

    @Override
    public Rendering draw(Lettering lettering) {
      throw new UnsupportedOperationException();
    }

    @Override
    public Pixels pixels(Path file, Plan plan) {
      throw new UnsupportedOperationException();
    }

    @Override
    public Map<String, String> tags(Path file) {
      throw new UnsupportedOperationException();
    }

    @Override
    public void cancel() {
      cancelled.countDown();
    }

    @Override
    public void close() throws IOException {
      goOn();
    }
  }
}
