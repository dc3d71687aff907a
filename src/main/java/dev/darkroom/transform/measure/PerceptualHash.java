package dev.darkroom.transform.measure;

import java.util.Arrays;
import java.util.Locale;

/**
 * A hash of what a picture looks like: 64 bits of its lowest frequencies. Hashes of copies that
 * were scaled or encoded again differ in a few bits.
 */
public final class PerceptualHash {
  private static final int SIDE = 32;
  private static final int LOW = 8;

  private PerceptualHash() {}

  /** Sixteen hexadecimal digits. */
  public static String of(Pixels pixels) {
    double[] low = frequencies(pixels.scaled(SIDE, SIDE));
    double[] sorted = low.clone();
    Arrays.sort(sorted);
    double median = (sorted[LOW * LOW / 2 - 1] + sorted[LOW * LOW / 2]) / 2;
    long bits = 0;
    for (double value : low) {
      bits = bits << 1 | (value > median ? 1 : 0);
    }
    return String.format(Locale.ROOT, "%016x", bits);
  }

  /** The lowest of a cosine transform, without the constant one. */
  private static double[] frequencies(Pixels small) {
    double[] low = new double[LOW * LOW];
    for (int v = 0; v < LOW; v++) {
      for (int u = 0; u < LOW; u++) {
        low[v * LOW + u] = frequency(small, u + 1, v + 1);
      }
    }
    return low;
  }

  private static double frequency(Pixels small, int u, int v) {
    double sum = 0;
    for (int y = 0; y < SIDE; y++) {
      double row = Math.cos(Math.PI * v * (2 * y + 1) / (2 * SIDE));
      for (int x = 0; x < SIDE; x++) {
        double column = Math.cos(Math.PI * u * (2 * x + 1) / (2 * SIDE));
        sum += small.luma(y * SIDE + x) * row * column;
      }
    }
    return sum;
  }
}
