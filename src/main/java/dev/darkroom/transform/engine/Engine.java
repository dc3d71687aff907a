package dev.darkroom.transform.engine;

import dev.darkroom.protocol.ImageFacts;
import dev.darkroom.transform.measure.Pixels;
import dev.darkroom.transform.plan.Lettering;
import dev.darkroom.transform.plan.Plan;
import dev.darkroom.transform.plan.SheetPlan;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;

/** The image engine. Its calls block and burn a processor: call them on a pool of their own. */
public interface Engine {
  /**
   * What a file is, from its header; nothing when it is no picture this engine can read.
   *
   * @throws dev.darkroom.protocol.Refusal when the picture is larger than the limits, or broken
   */
  default Optional<ImageFacts> probe(Path file) {
    return probe(file, 1);
  }

  /**
   * What a page of a file is, or a frame, from 1 on.
   *
   * @throws dev.darkroom.protocol.Refusal also when there is no such page
   */
  Optional<ImageFacts> probe(Path file, int page);

  /**
   * Makes a picture.
   *
   * @throws dev.darkroom.protocol.Refusal when the source is broken, too large, or takes too long
   */
  Rendering render(Path file, Plan plan);

  /** Makes a picture and places it on a sheet; refuses as {@link #render}. */
  void place(Path file, SheetPlan.Placed picture, Canvas canvas);

  /** Encodes a sheet on which everything has its place. */
  Rendering encode(Canvas canvas, SheetPlan sheet);

  /** Draws a text on nothing, or on its background, trimmed. */
  Rendering draw(Lettering lettering);

  /** The pixels of a small picture; what the plan says of its encoding does not count. */
  Pixels pixels(Path file, Plan plan);

  /** What the file says of itself: EXIF, IPTC and XMP by their tags' names. */
  Map<String, String> tags(Path file);

  /** Makes running renders end soon, refused as unavailable; for the way down of a server. */
  void cancel();
}
