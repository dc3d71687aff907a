package dev.darkroom.transform;

import dev.darkroom.blob.BlobStore;
import dev.darkroom.bus.Bus;
import dev.darkroom.protocol.AnalyzeBlob;
import dev.darkroom.protocol.AnimateBlobs;
import dev.darkroom.protocol.CollageBlobs;
import dev.darkroom.protocol.DrawText;
import dev.darkroom.protocol.ErrorCode;
import dev.darkroom.protocol.ImageFacts;
import dev.darkroom.protocol.ProbeBlob;
import dev.darkroom.protocol.ProbedBlob;
import dev.darkroom.protocol.Refusal;
import dev.darkroom.protocol.RenderBlob;
import dev.darkroom.protocol.RenderedBlob;
import dev.darkroom.protocol.StackBlobs;
import dev.darkroom.transform.engine.Engine;
import dev.darkroom.transform.language.Transformation;
import dev.darkroom.transform.plan.Lettering;
import dev.darkroom.transform.plan.LetteringRules;
import dev.darkroom.transform.plan.Limits;
import dev.darkroom.transform.plan.Plan;
import dev.darkroom.transform.plan.Planner;
import dev.darkroom.transform.plan.SheetPlanner;
import io.vertx.core.Future;
import io.vertx.core.VerticleBase;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

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
  private final Limits results;
  private @Nullable Workbench bench;

  /** The engine stays the caller's to close. */
  public TransformVerticle(Bus bus, BlobStore blobs, Engine engine, TransformSettings settings) {
    this.bus = bus;
    this.blobs = blobs;
    this.engine = engine;
    this.results = settings.results();
    this.planner = new Planner(results);
    this.pool = new PixelPool(settings);
    this.deadline = settings.longestWait().plus(settings.longestWork());
  }

  @Override
  public Future<?> start() {
    bench = new Workbench(bus, blobs, pool, context, deadline);
    bus.serve(ProbeBlob.ADDRESS, this::probe);
    bus.serve(RenderBlob.ADDRESS, this::render);
    SheetWork sheets = new SheetWork(bench(), engine, new SheetPlanner(results));
    bus.serve(StackBlobs.ADDRESS, sheets::stack);
    bus.serve(AnimateBlobs.ADDRESS, sheets::animate);
    bus.serve(CollageBlobs.ADDRESS, sheets::collage);
    bus.serve(DrawText.ADDRESS, this::draw);
    bus.serve(AnalyzeBlob.ADDRESS, new Analyses(bench(), engine, planner, new Faces())::analyze);
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
    return bench()
        .local(request.blob(), request.staging())
        .compose(file -> bench().work(() -> new ProbedBlob(engine.probe(file).orElse(null))));
  }

  private Future<RenderedBlob> render(RenderBlob request) {
    Transformation transformation = Transformation.parse(request.transformation());
    int page = transformation.page().orElse(1);
    Plan plan = planner.plan(transformation, request.facts(), request.format());
    return bench()
        .local(request.source(), null)
        .compose(file ->
            bench().picture(() -> engine.render(file, page == 1 ? plan : later(request, file))));
  }

  /** A later page may be of another size, so it is planned from its own facts. */
  private Plan later(RenderBlob request, Path file) {
    Transformation transformation = Transformation.parse(request.transformation());
    ImageFacts facts =
        engine
            .probe(file, transformation.page().orElse(1))
            .orElseThrow(() -> new Refusal(ErrorCode.INVALID_IMAGE_FILE));
    return planner.plan(transformation, facts, request.format());
  }

  private Future<RenderedBlob> draw(DrawText request) {
    Lettering lettering = LetteringRules.lettering(request.text(), request.style());
    return bench().picture(() -> engine.draw(lettering));
  }

  private Workbench bench() {
    return Objects.requireNonNull(bench, "started");
  }
}
