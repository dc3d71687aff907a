package dev.darkroom.transform.engine;

import dev.darkroom.protocol.ErrorCode;
import dev.darkroom.protocol.ImageFacts;
import dev.darkroom.protocol.Refusal;
import dev.darkroom.transform.measure.Pixels;
import dev.darkroom.transform.plan.Encoding;
import dev.darkroom.transform.plan.Lettering;
import dev.darkroom.transform.plan.Op;
import dev.darkroom.transform.plan.Output;
import dev.darkroom.transform.plan.Plan;
import dev.darkroom.transform.plan.SheetPlan;
import dev.darkroom.transform.plan.Size;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Future;
import java.util.function.Function;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The engine on libvips, with commons-imaging for the formats libvips lacks. Thread-safe. */
public final class VipsEngine implements Engine, AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(VipsEngine.class);

  /** How much longer a sheet of many pictures may take to encode than one picture to render. */
  private static final int SHEET_PATIENCE = 12;

  /** What a Java process needs to start on a busy machine. */
  private static final Duration DOCUMENT_START = Duration.ofSeconds(4);

  private final EngineLimits limits;
  private final PdfReader documents;
  private final Loader loader;
  private final Vips vips;
  private final Watchdog watchdog;
  private final Set<Scope> running = ConcurrentHashMap.newKeySet();
  private volatile boolean cancelled;

  /**
   * Loads and starts libvips.
   *
   * @param folder where the library packed in the jar is unpacked, once
   * @throws IllegalStateException when there is no libvips; it says how to install one
   */
  public VipsEngine(Path folder, EngineLimits limits) {
    this.limits = limits;
    this.documents = new PdfReader(limits.time().plus(DOCUMENT_START), folder);
    this.loader = new Loader(limits, documents);
    this.vips = new Vips(NativeLibrary.open(folder), Fonts.configuration(folder));
    this.watchdog = new Watchdog(vips);
  }

  @Override
  public Optional<ImageFacts> probe(Path file, int page) {
    try (Scope scope = new Scope(vips)) {
      Optional<Header> header = loader.header(scope, file, page);
      loader.requireSound(file, header);
      return header.map(Header::facts);
    }
  }

  @Override
  public Rendering render(Path file, Plan plan) {
    return guarded(limits.time(), scope -> render(scope, file, plan));
  }

  @Override
  public void place(Path file, SheetPlan.Placed placed, Canvas canvas) {
    guarded(
        limits.time(),
        scope -> {
          Plan plan = placed.plan();
          Picture picture = still(scope, file, plan, header(scope, file, plan)).withAlpha();
          picture
              .image()
              .pixels(pixels -> canvas.place(pixels, picture.size(), placed.left(), placed.top()));
          return picture.size();
        });
  }

  @Override
  public Pixels pixels(Path file, Plan plan) {
    return guarded(
        limits.time(), scope -> small(still(scope, file, plan, header(scope, file, plan))));
  }

  @Override
  public Map<String, String> tags(Path file) {
    return Tags.of(file);
  }

  @Override
  public Rendering encode(Canvas canvas, SheetPlan sheet) {
    Duration time = limits.time().multipliedBy(SHEET_PATIENCE);
    return guarded(time, scope -> Sheets.encode(scope, canvas, sheet));
  }

  @Override
  public Rendering draw(Lettering lettering) {
    return guarded(
        limits.time(),
        scope -> {
          Picture picture = Letters.draw(scope, lettering);
          byte[] bytes =
              Encoder.encode(picture, new Output(Encoding.PNG, 100, 1, Output.OWN_DELAY));
          return new Rendering(
              bytes, Encoding.PNG.word(), picture.size().width(), picture.size().height());
        });
  }

  @Override
  public void cancel() {
    cancelled = true;
    running.forEach(Scope::kill);
    documents.close();
  }

  @Override
  public void close() {
    cancel();
    watchdog.close();
  }

  private static Pixels small(Picture picture) {
    Size size = picture.size();
    int[] colors = new int[Math.toIntExact(size.area())];
    picture
        .withAlpha()
        .image()
        .pixels(bytes -> {
          for (int at = 0; at < colors.length; at++) {
            int rgba = bytes.getInt(4 * at);
            colors[at] = rgba >>> 8 | rgba << 24;
          }
        });
    return new Pixels(size.width(), size.height(), colors);
  }

  /** Work that is stopped when it takes too long or the engine is. */
  private <T> T guarded(Duration time, Function<Scope, T> work) {
    try (Scope scope = new Scope(vips)) {
      Future<?> watch = watchdog.watch(scope, time);
      running.add(scope);
      try {
        return work.apply(scope);
      } catch (VipsException failure) {
        LOG.debug("not rendered: {}", failure.getMessage());
        throw scope.killed() ? stopped(time) : Loader.broken();
      } finally {
        running.remove(scope);
        watch.cancel(false);
      }
    }
  }

  private Rendering render(Scope scope, Path file, Plan plan) {
    Header header = header(scope, file, plan);
    boolean moves = plan.output().frames() > 1 && header.format().moves();
    Picture picture = moves ? moving(scope, file, plan, header) : still(scope, file, plan, header);
    byte[] bytes = Encoder.encode(picture, plan.output());
    Size size = plan.result();
    return new Rendering(bytes, plan.output().encoding().word(), size.width(), size.height());
  }

  private Header header(Scope scope, Path file, Plan plan) {
    Header header = loader.header(scope, file, plan.page()).orElseThrow(Loader::broken);
    if (!header.displayed().equals(plan.source())) {
      throw Loader.broken();
    }
    return header;
  }

  /** Shrinks first, as stored; colours and orientation are then cheap. */
  private Picture still(Scope scope, Path file, Plan plan, Header header) {
    List<Op> rest = plan.operations();
    Size target = header.displayed();
    if (!rest.isEmpty() && rest.getFirst() instanceof Op.Scale(Size size)) {
      target = size;
      rest = rest.subList(1, rest.size());
    }
    Size stored = header.lies() ? target.lyingOver() : target;
    Picture picture = new Picture(loader.still(scope, file, header, stored), true);
    Picture upright = upright(picture.scaled(stored), header).normal();
    return Painter.paint(upright, rest);
  }

  private static Picture upright(Picture picture, Header header) {
    if (header.orientation() == 1) {
      return picture;
    }
    Picture settled = picture.settled();
    return settled.with(settled.image().operation("autorot").image());
  }

  /** Each frame goes through the plan on its own, in turn, because the source is a stream. */
  private Picture moving(Scope scope, Path file, Plan plan, Header header) {
    Picture all = new Picture(loader.frames(scope, file, header), true);
    Size frame = header.stored();
    int count = all.size().height() / frame.height();
    List<NativeImage> frames = new ArrayList<>();
    for (int number = 0; number < count; number++) {
      Op cut = new Op.Cut(0, number * frame.height(), frame);
      Picture one = Painter.paint(all, List.of(cut)).normal();
      frames.add(Painter.paint(one, plan.operations()).settled().image());
    }
    NativeImage strip =
        scope.operation("arrayjoin").withImages("in", sameBands(frames)).with("across", 1).image();
    NativeImage paged = strip.with("page-height", plan.result().height());
    int delay = plan.output().delay();
    return new Picture(
        delay < 0 ? paged : paged.with("delay", Collections.nCopies(count, delay)), false);
  }

  private static List<NativeImage> sameBands(List<NativeImage> frames) {
    boolean alpha = frames.stream().anyMatch(NativeImage::hasAlpha);
    return alpha
        ? frames.stream().map(frame -> new Picture(frame, false).withAlpha().image()).toList()
        : frames;
  }

  private Refusal stopped(Duration time) {
    return cancelled
        ? new Refusal(ErrorCode.UNAVAILABLE, "The image engine")
        : new Refusal(ErrorCode.RENDER_TOO_SLOW, time.toSeconds());
  }
}
