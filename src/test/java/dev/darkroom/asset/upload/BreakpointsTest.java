package dev.darkroom.asset.upload;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Comparator;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

final class BreakpointsTest {
  @Test
  void neighboursDifferByAboutTheStep() {
    // A picture whose size grows with the square of its width: 1000 px are 100 kB.
    List<Integer> widths =
        Breakpoints.between(
            new Breakpoints(100, 1_000), new Breakpoints(1_000, 100_000), 20_000, 20);
    assertEquals(List.of(1_000, 896, 777, 637, 456, 100), widths);
    for (int at = 1; at < widths.size(); at++) {
      double larger = Math.pow(widths.get(at - 1) / 1_000.0, 2) * 100_000;
      double smaller = Math.pow(widths.get(at) / 1_000.0, 2) * 100_000;
      assertEquals(20_000, larger - smaller, 400);
    }
  }

  @Test
  void thereAreNeverMoreThanWanted() {
    Breakpoints least = new Breakpoints(50, 900);
    Breakpoints most = new Breakpoints(2_000, 900_000);
    assertEquals(List.of(2_000), Breakpoints.between(least, most, 1, 1));
    assertEquals(List.of(2_000, 50), Breakpoints.between(least, most, 1, 2));
    assertEquals(20, Breakpoints.between(least, most, 1_000, 20).size());
    assertEquals(List.of(2_000, 50), Breakpoints.between(least, most, 2_000_000, 20));
    assertEquals(List.of(50), Breakpoints.between(least, least, 1, 20));
  }

  @Test
  void oddMeasuresGiveOrderedWidths() {
    Random random = new Random(7);
    for (int round = 0; round < 2_000; round++) {
      Breakpoints least = new Breakpoints(1 + random.nextInt(500), random.nextInt(50_000));
      Breakpoints most =
          new Breakpoints(least.width() + random.nextInt(3_000), random.nextInt(500_000));
      int images = 1 + random.nextInt(50);
      List<Integer> widths = Breakpoints.between(least, most, 1 + random.nextInt(50_000), images);
      assertTrue(widths.size() <= images, "too many");
      assertEquals(most.width(), widths.getFirst());
      assertEquals(widths, widths.stream().sorted(Comparator.reverseOrder()).distinct().toList());
    }
  }
}
