package dev.darkroom.transform;

import dev.darkroom.transform.face.Face;
import dev.darkroom.transform.face.FaceFinder;
import dev.darkroom.transform.measure.Pixels;
import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The faces of pictures; none when the build could not pack the model, which the log says once. */
final class Faces {
  private static final Logger LOG = LoggerFactory.getLogger(Faces.class);

  private static final String MODEL = "/natives/faces.tflite";

  private final Optional<FaceFinder> finder;

  Faces() {
    finder = loaded();
  }

  /** The most certain first. */
  List<Face> find(Pixels pixels) {
    Pixels small = pixels.inside(FaceFinder.SIDE);
    return finder
        .map(found ->
            found.find(small.width(), small.height(), (x, y) -> small.color(y * small.width() + x)))
        .orElse(List.of());
  }

  private static Optional<FaceFinder> loaded() {
    try (InputStream model = Faces.class.getResourceAsStream(MODEL)) {
      if (model != null) {
        return Optional.of(new FaceFinder(model.readAllBytes()));
      }
      LOG.warn("no faces will be found: the build had no npm to fetch the model with");
    } catch (IOException | RuntimeException unusable) {
      LOG.warn("no faces will be found: the model cannot be read", unusable);
    }
    return Optional.empty();
  }
}
