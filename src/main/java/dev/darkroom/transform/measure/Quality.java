package dev.darkroom.transform.measure;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;

/** How good a picture is technically; every measure is 0 (bad) to 1 (good). Our own measures. */
public final class Quality {
  /** Variance of the Laplacian of a sharp photograph of a thousand pixels. */
  private static final double SHARP = 500;

  private static final double NOISY = 12;

  /** How finely differences are told apart. */
  private static final int STEPS = 8;

  private static final double MEGAPIXELS_ENOUGH = 2;

  private final Pixels pixels;
  private final double[] luma;
  private final int[] brightness = new int[256];

  private Quality(Pixels pixels) {
    this.pixels = pixels;
    this.luma = new double[pixels.count()];
    Arrays.setAll(luma, pixels::luma);
    for (double value : luma) {
      brightness[(int) Math.round(value)]++;
    }
  }

  /**
   * The measures by the contract's names.
   *
   * @param pixels the picture, at most a thousand pixels on a side
   * @param megapixels of the original
   */
  public static Map<String, Double> of(Pixels pixels, double megapixels) {
    Quality quality = new Quality(pixels);
    Map<String, Double> measures = new LinkedHashMap<>();
    measures.put("focus", quality.focus());
    measures.put("noise", quality.cleanness());
    measures.put("contrast", quality.contrast());
    measures.put("exposure", quality.exposure());
    measures.put("saturation", quality.saturation());
    measures.put("lighting", quality.lighting());
    measures.put("resolution", Math.min(1, Math.sqrt(megapixels / MEGAPIXELS_ENOUGH)));
    measures.put("pixel_score", mean(measures, "focus", "noise", "resolution"));
    measures.put("color_score", mean(measures, "contrast", "exposure", "saturation", "lighting"));
    measures.replaceAll((name, value) -> Math.round(value * 100) / 100.0);
    return measures;
  }

  /** One figure of all. */
  public static double score(Map<String, Double> measures) {
    double weighted =
        0.65 * measures.getOrDefault("pixel_score", 0.0)
            + 0.35 * measures.getOrDefault("color_score", 0.0);
    return Math.round(weighted * 100) / 100.0;
  }

  private static double mean(Map<String, Double> measures, String... names) {
    return Arrays.stream(names).mapToDouble(measures::get).average().orElse(0);
  }

  /** Blurred pictures have no strong second derivative anywhere. */
  private double focus() {
    double sum = 0;
    double squares = 0;
    int count = 0;
    int width = pixels.width();
    for (int at = width + 1; at < luma.length - width - 1; at++) {
      double laplacian =
          luma[at - 1] + luma[at + 1] + luma[at - width] + luma[at + width] - 4 * luma[at];
      sum += laplacian;
      squares += laplacian * laplacian;
      count++;
    }
    double mean = count == 0 ? 0 : sum / count;
    double variance = count == 0 ? 0 : squares / count - mean * mean;
    return Math.min(1, Math.sqrt(Math.max(0, variance) / SHARP));
  }

  /** Noise shows where the picture is smooth: a low percentile of the local differences. */
  private double cleanness() {
    int width = pixels.width();
    int[] histogram = new int[STEPS * 256 + 1];
    for (int at = 0; at < luma.length - width - 1; at++) {
      double difference = luma[at] - luma[at + 1] - luma[at + width] + luma[at + width + 1];
      histogram[(int) (STEPS * Math.abs(difference) / 2)]++;
    }
    return 1 - Math.min(1, percentile(histogram, 0.25) / STEPS / NOISY);
  }

  private double contrast() {
    double range = percentile(0.98) - percentile(0.02);
    return Math.min(1, range / 200);
  }

  /** Little is lost in black or white. */
  private double exposure() {
    long lost = Arrays.stream(luma).filter(value -> value < 4 || value > 251).count();
    return 1 - Math.min(1, 2.0 * lost / luma.length);
  }

  private double saturation() {
    double sum = 0;
    for (int at = 0; at < pixels.count(); at++) {
      sum += Rgb.of(pixels.color(at)).chroma() / 255.0;
    }
    return Math.min(1, sum / pixels.count() / 0.3);
  }

  /** The middle brightness is in the middle. */
  private double lighting() {
    return 1 - Math.min(1, Math.abs(percentile(0.5) - 118) / 118);
  }

  private double percentile(double part) {
    return percentile(brightness, part);
  }

  private static double percentile(int[] histogram, double part) {
    double left = part * Arrays.stream(histogram).sum();
    int value = 0;
    while (value < histogram.length - 1 && left >= histogram[value]) {
      left -= histogram[value++];
    }
    return value;
  }
}
