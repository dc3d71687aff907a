package dev.darkroom.asset.upload;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * Which widths a responsive picture should come in, so that two neighbours differ by about the same
 * number of bytes. Between the measured ends a picture's size is taken to grow with a power of its
 * width. It is pure.
 *
 * @param width pixels
 * @param bytes of the picture at that width
 */
record Breakpoints(int width, long bytes) {
  private static final double USUAL_POWER = 2;
  private static final double LEAST_POWER = 0.2;

  /**
   * The widths, largest first; both ends are among them when there may be more than one.
   *
   * @param smallest the measured lower end
   * @param largest the measured upper end
   * @param bytesStep how many bytes two neighbours should differ by
   */
  static List<Integer> between(
      Breakpoints smallest, Breakpoints largest, int bytesStep, int maxImages) {
    if (maxImages == 1 || smallest.width >= largest.width) {
      return List.of(largest.width);
    }
    long difference = Math.max(0, largest.bytes - smallest.bytes);
    int steps = Math.clamp((difference + bytesStep - 1) / bytesStep, 1, maxImages - 1);
    double power = power(smallest, largest);
    Set<Integer> widths = new LinkedHashSet<>();
    widths.add(largest.width);
    for (int step = 1; step < steps; step++) {
      double bytes = largest.bytes - difference * (double) step / steps;
      double grown = Math.pow(bytes / Math.max(1, smallest.bytes), 1 / power);
      long width = Math.round(smallest.width * grown);
      widths.add(Math.clamp(width, smallest.width, largest.width));
    }
    widths.add(smallest.width);
    return List.copyOf(widths);
  }

  private static double power(Breakpoints smallest, Breakpoints largest) {
    if (smallest.bytes <= 0 || largest.bytes <= smallest.bytes) {
      return USUAL_POWER;
    }
    double power =
        Math.log((double) largest.bytes / smallest.bytes)
            / Math.log((double) largest.width / smallest.width);
    return Math.max(LEAST_POWER, power);
  }
}
