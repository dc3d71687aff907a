package dev.darkroom.transform.face;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.darkroom.testing.Portraits;
import java.awt.image.BufferedImage;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.Random;
import org.junit.jupiter.api.Test;

class FaceFinderTest {
  @Test
  void findsFacesWhereTheyAre() throws Exception {
    BufferedImage two = Portraits.two(192, 128);
    List<Face> found = finder().find(192, 128, two::getRGB);
    assertEquals(2, found.size());
    assertTrue(found.getFirst().certainty() >= found.get(1).certainty());
    List<Face> faces = found.stream().sorted(Comparator.comparingDouble(Face::x)).toList();
    assertEquals(50.0 / 192, faces.getFirst().x() + faces.getFirst().width() / 2, 0.02);
    assertEquals(140.0 / 192, faces.get(1).x() + faces.get(1).width() / 2, 0.02);
  }

  @Test
  void findsNoneWhereNoneAre() throws Exception {
    Random random = new Random(3);
    assertEquals(List.of(), finder().find(192, 192, (x, y) -> random.nextInt(1 << 24)));
    assertEquals(List.of(), finder().find(1, 1, (x, y) -> 0));
    assertEquals(List.of(), finder().find(192, 50, (x, y) -> x < 96 ? 0xff0000 : 0xffffff));
  }

  @Test
  void refusesOtherModels() throws Exception {
    assertThrows(RuntimeException.class, () -> new FaceFinder(new byte[0]));
    assertThrows(
        RuntimeException.class,
        () -> new FaceFinder("no model".repeat(9).getBytes(StandardCharsets.UTF_8)));
    byte[] model = model();
    byte[] half = Arrays.copyOf(model, model.length / 2);
    assertThrows(RuntimeException.class, () -> new FaceFinder(half));
  }

  private static FaceFinder finder() throws Exception {
    return new FaceFinder(model());
  }

  /** A build without npm has none. */
  private static byte[] model() throws Exception {
    try (InputStream model = FaceFinderTest.class.getResourceAsStream("/natives/faces.tflite")) {
      assumeTrue(model != null, "the build could not fetch the model");
      return Objects.requireNonNull(model).readAllBytes();
    }
  }
}
