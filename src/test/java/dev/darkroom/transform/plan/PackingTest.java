package dev.darkroom.transform.plan;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class PackingTest {
  private static final int GAP = 2;

  @Test
  void fourEqualOnesLieAsInTheDocuments() {
    assertEquals(
        "302x202 0,0 152,0 0,102 152,102",
        described(Packing.square(Collections.nCopies(4, new Size(150, 100)), GAP)));
  }

  @Test
  void theNextRowOfHighOnesBeginsAfterTheGap() {
    Packing packing = Packing.square(Collections.nCopies(6, new Size(384, 480)), GAP);
    assertEquals("1156x962 0,0 386,0 772,0 0,482 386,482 772,482", described(packing));
  }

  @Test
  void smallerOnesFillWhatLargerOnesLeave() {
    List<Size> mixed =
        List.of(new Size(10, 10), new Size(100, 60), new Size(30, 40), new Size(60, 100));
    assertEquals("162x142 62,62 62,0 0,102 0,0", described(Packing.square(mixed, GAP)));
  }

  @Test
  void oneIsItsOwnSheet() {
    assertEquals("7x9 0,0", described(Packing.square(List.of(new Size(7, 9)), GAP)));
    assertEquals("1x1 ", described(Packing.square(List.of(), GAP)));
  }

  @Test
  void stripsKeepTheirOrder() {
    List<Size> mixed = List.of(new Size(10, 20), new Size(40, 5), new Size(1, 1));
    assertEquals("40x30 0,0 0,22 0,29", described(Packing.strip(mixed, GAP)));
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
  void threeHundredOfAllSizesAreNearlySquareAndApart(long seed) {
    List<Size> sizes = sizes(new Random(seed), 300, 20, 220);
    Packing packing = Packing.square(sizes, GAP);
    assertApart(packing, sizes);
    Size sheet = packing.sheet();
    assertTrue(sheet.ratio() < 1.2 && sheet.ratio() > 1 / 1.2, () -> "seed " + seed + ": " + sheet);
    long needed = sizes.stream().mapToLong(Size::area).sum();
    assertTrue(sheet.area() < 1.35 * needed, () -> "seed " + seed + ": " + sheet);
    assertEquals(packing, Packing.square(sizes, GAP));
  }

  @ParameterizedTest
  @ValueSource(longs = {11, 12, 13, 14})
  void theOddestShapesStayApart(long seed) {
    Random random = new Random(seed);
    List<Size> sizes = new ArrayList<>(sizes(random, 100, 1, 8));
    for (int i = 0; i < 100; i++) {
      int length = 1 + random.nextInt(900);
      sizes.add(random.nextBoolean() ? new Size(length, 1) : new Size(1, length));
    }
    Collections.shuffle(sizes, random);
    assertApart(Packing.square(sizes, GAP), sizes);
    assertApart(Packing.square(sizes, 0), sizes, 0);
  }

  private static List<Size> sizes(Random random, int count, int least, int most) {
    List<Size> sizes = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      sizes.add(
          new Size(
              least + random.nextInt(most - least + 1), least + random.nextInt(most - least + 1)));
    }
    return sizes;
  }

  private static void assertApart(Packing packing, List<Size> sizes) {
    assertApart(packing, sizes, GAP);
  }

  private static void assertApart(Packing packing, List<Size> sizes, int gap) {
    assertEquals(sizes.size(), packing.corners().size());
    for (int i = 0; i < sizes.size(); i++) {
      Packing.Corner one = packing.corners().get(i);
      Size size = sizes.get(i);
      assertTrue(
          one.left() >= 0
              && one.top() >= 0
              && one.left() + size.width() <= packing.sheet().width()
              && one.top() + size.height() <= packing.sheet().height());
      for (int j = 0; j < i; j++) {
        assertFalse(touch(one, size, packing.corners().get(j), sizes.get(j), gap), i + ", " + j);
      }
    }
  }

  private static boolean touch(
      Packing.Corner one, Size size, Packing.Corner other, Size otherSize, int gap) {
    return one.left() < other.left() + otherSize.width() + gap
        && other.left() < one.left() + size.width() + gap
        && one.top() < other.top() + otherSize.height() + gap
        && other.top() < one.top() + size.height() + gap;
  }

  private static String described(Packing packing) {
    Size sheet = packing.sheet();
    List<String> corners =
        packing.corners().stream().map(corner -> corner.left() + "," + corner.top()).toList();
    return sheet.width() + "x" + sheet.height() + " " + String.join(" ", corners);
  }
}
