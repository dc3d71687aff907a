package dev.darkroom.transform.engine;

import dev.darkroom.protocol.ImageFacts;
import dev.darkroom.transform.plan.Plan;
import java.nio.file.Path;
import java.util.Optional;

/** The image engine. Its calls block and burn a processor: call them on a pool of their own. */
public interface Engine {
  /**
   * What a file is, from its header; nothing when it is no picture this engine can read.
   *
   * @throws dev.darkroom.protocol.Refusal when the picture is larger than the limits, or broken
   */
  Optional<ImageFacts> probe(Path file);

  /**
   * Makes a picture.
   *
   * @throws dev.darkroom.protocol.Refusal when the source is broken, too large, or takes too long
   */
  Rendering render(Path file, Plan plan);

  /** Makes running renders end soon, refused as unavailable; for the way down of a server. */
  void cancel();
}
