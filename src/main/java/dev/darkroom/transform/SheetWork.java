package dev.darkroom.transform;

import dev.darkroom.protocol.AnimateBlobs;
import dev.darkroom.protocol.CollageBlobs;
import dev.darkroom.protocol.ErrorCode;
import dev.darkroom.protocol.ImageFacts;
import dev.darkroom.protocol.Refusal;
import dev.darkroom.protocol.RenderedBlob;
import dev.darkroom.protocol.SourceBlob;
import dev.darkroom.protocol.StackBlobs;
import dev.darkroom.protocol.StackedBlob;
import dev.darkroom.transform.engine.Album;
import dev.darkroom.transform.engine.Canvas;
import dev.darkroom.transform.engine.Engine;
import dev.darkroom.transform.language.Transformation;
import dev.darkroom.transform.plan.Plan;
import dev.darkroom.transform.plan.SheetPlan;
import dev.darkroom.transform.plan.SheetPlanner;
import dev.darkroom.transform.plan.Size;
import io.vertx.core.Future;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.function.Function;

/**
 * Many pictures in one file. Each takes its own turn on the pool, so that short renders get in
 * between, and only one is decoded at a time.
 */
final class SheetWork {
  /** Encoding fifty megapixels takes longer than any render may. */
  private static final Duration ENCODING = Duration.ofSeconds(100);

  private final Workbench bench;
  private final Engine engine;
  private final SheetPlanner planner;

  SheetWork(Workbench bench, Engine engine, SheetPlanner planner) {
    this.bench = bench;
    this.engine = engine;
    this.planner = planner;
  }

  /** A sprite. */
  Future<StackedBlob> stack(StackBlobs asked) {
    Transformation transformation = Transformation.parse(asked.transformation());
    return facts(asked.sources(), transformation)
        .map(facts -> planner.stack(facts, transformation, asked.format(), asked.gap()))
        .compose(plan ->
            drawn(asked.sources(), plan).map(sheet -> new StackedBlob(sheet, places(plan))));
  }

  /** An animation, or a document. */
  Future<RenderedBlob> animate(AnimateBlobs asked) {
    Transformation transformation = Transformation.parse(asked.transformation());
    return facts(asked.sources(), transformation)
        .compose(facts ->
            asked.format().equals("pdf")
                ? document(asked.sources(), planner.pages(facts, transformation))
                : drawn(asked.sources(), planner.frames(facts, transformation, asked.format())));
  }

  /** A grid. */
  Future<RenderedBlob> collage(CollageBlobs asked) {
    List<SourceBlob> sources = asked.cells().stream().map(CollageBlobs.Cell::source).toList();
    return drawn(sources, planner.grid(asked));
  }

  /** What is known of each source, or of its page when that is not the first one. */
  private Future<List<ImageFacts>> facts(List<SourceBlob> sources, Transformation transformation) {
    int page = transformation.page().orElse(1);
    Future<List<ImageFacts>> all = Future.succeededFuture(new ArrayList<>());
    for (SourceBlob source : sources) {
      all =
          all.compose(facts ->
              facts(source, page)
                  .map(known -> {
                    facts.add(known);
                    return facts;
                  }));
    }
    return all;
  }

  private Future<ImageFacts> facts(SourceBlob source, int page) {
    return page == 1
        ? Future.succeededFuture(source.image())
        : bench
            .local(source.blob(), null)
            .compose(file ->
                bench.work(() ->
                    engine
                        .probe(file, page)
                        .orElseThrow(() -> new Refusal(ErrorCode.INVALID_IMAGE_FILE))));
  }

  private Future<RenderedBlob> drawn(List<SourceBlob> sources, SheetPlan plan) {
    return with(
        () -> new Canvas(plan.size()),
        canvas -> {
          Future<?> placed = Future.succeededFuture();
          for (int at = 0; at < plan.pictures().size(); at++) {
            SourceBlob source = sources.get(at);
            SheetPlan.Placed picture = plan.pictures().get(at);
            placed =
                placed
                    .compose(before -> bench.local(source.blob(), null))
                    .compose(file ->
                        bench.work(() -> {
                          engine.place(file, picture, canvas);
                          return true;
                        }));
          }
          return placed.compose(done -> bench.picture(() -> engine.encode(canvas, plan), ENCODING));
        });
  }

  private Future<RenderedBlob> document(List<SourceBlob> sources, List<Plan> pages) {
    return with(
        Album::new,
        album -> {
          Future<?> added = Future.succeededFuture();
          for (int at = 0; at < pages.size(); at++) {
            SourceBlob source = sources.get(at);
            Plan page = pages.get(at);
            added =
                added
                    .compose(before -> bench.local(source.blob(), null))
                    .compose(file ->
                        bench.work(() -> {
                          album.add(engine.render(file, page));
                          return true;
                        }));
          }
          return added.compose(done -> bench.picture(album::finished, ENCODING));
        });
  }

  /** What is opened is closed, after its work ended either way. */
  private <C extends AutoCloseable, T> Future<T> with(
      Callable<C> opening, Function<C, Future<T>> work) {
    return bench
        .work(opening)
        .compose(opened ->
            work.apply(opened)
                .eventually(() ->
                    bench.aside(() -> {
                      opened.close();
                      return true;
                    })));
  }

  private static List<StackedBlob.Place> places(SheetPlan plan) {
    return plan.pictures().stream().map(SheetWork::place).toList();
  }

  private static StackedBlob.Place place(SheetPlan.Placed placed) {
    Size size = placed.plan().result();
    return new StackedBlob.Place(placed.left(), placed.top(), size.width(), size.height());
  }
}
