package dev.darkroom.asset.upload;

import dev.darkroom.asset.store.Derived;
import dev.darkroom.bus.Bus;
import dev.darkroom.protocol.BreakpointsWanted;
import dev.darkroom.protocol.RenderBlob;
import dev.darkroom.protocol.RenderedBlob;
import io.vertx.core.Future;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** Makes the pictures of {@code responsive_breakpoints}. For virtual threads. */
final class BreakpointRenders {
  private static final int AT_ONCE = 4;

  private final Bus bus;
  private final Material material;
  private final Instant now;

  BreakpointRenders(Bus bus, Material material, Instant now) {
    this.bus = bus;
    this.material = material;
    this.now = now;
  }

  /** The sets of an upload; content that is no picture has none. */
  List<BreakpointSet> make(List<BreakpointsWanted> wanted) {
    List<BreakpointSet> sets = new ArrayList<>();
    if (material.image() != null) {
      wanted.forEach(each -> sets.add(make(each)));
    }
    return List.copyOf(sets);
  }

  private BreakpointSet make(BreakpointsWanted wanted) {
    // The picture is never enlarged: what fits into the largest width says how wide it is at most.
    RenderedBlob fitting = render(wanted, "c_limit,w_" + wanted.maxWidth()).await();
    Breakpoints largest = new Breakpoints(fitting.width(), fitting.blob().size());
    int least = Math.min(wanted.minWidth(), fitting.width());
    RenderedBlob narrow = render(wanted, scaled(least)).await();
    Breakpoints smallest = new Breakpoints(least, narrow.blob().size());
    List<Integer> widths =
        Breakpoints.between(smallest, largest, wanted.bytesStep(), wanted.maxImages());
    List<Derived> images = new ArrayList<>();
    for (int from = 0; from < widths.size(); from += AT_ONCE) {
      images.addAll(render(wanted, widths.subList(from, Math.min(widths.size(), from + AT_ONCE))));
    }
    return new BreakpointSet(wanted, images);
  }

  private List<Derived> render(BreakpointsWanted wanted, List<Integer> widths) {
    List<Future<RenderedBlob>> flying =
        widths.stream().map(width -> render(wanted, scaled(width))).toList();
    Future.join(flying).await();
    List<Derived> images = new ArrayList<>();
    for (int i = 0; i < widths.size(); i++) {
      RenderedBlob made = flying.get(i).result();
      String transformation = joined(wanted, scaled(widths.get(i)));
      images.add(Derived.of(transformation, made.format(), made, now));
    }
    return images;
  }

  private Future<RenderedBlob> render(BreakpointsWanted wanted, String scaling) {
    if (material.image() == null) {
      throw new IllegalStateException("no picture");
    }
    return bus.request(
        RenderBlob.ADDRESS,
        new RenderBlob(
            material.content().blob(),
            material.image(),
            joined(wanted, scaling),
            wanted.format().isEmpty() ? material.format() : wanted.format()));
  }

  private static String scaled(int width) {
    return "c_scale,w_" + width;
  }

  private static String joined(BreakpointsWanted wanted, String scaling) {
    return wanted.transformation().isEmpty() ? scaling : wanted.transformation() + "/" + scaling;
  }
}
