package dev.darkroom.transform.measure;

import java.util.List;

/**
 * What kind of picture it is.
 *
 * @param illustrationScore 0 (a photograph) to 1 (drawn)
 * @param grayscale whether there is no colour in it
 * @param semiTransparent whether something shines through somewhere
 */
public record Nature(double illustrationScore, boolean grayscale, boolean semiTransparent) {
  private static final int FAINT = 10;
  private static final int SAME = 3;

  /** Looks at a picture. */
  public static Nature of(Pixels pixels) {
    int flat = 0;
    int colorful = 0;
    int translucent = 0;
    for (int at = 0; at < pixels.count(); at++) {
      int color = pixels.color(at);
      int alpha = color >>> 24;
      colorful += alpha > 0 && Rgb.of(color).chroma() > FAINT ? 1 : 0;
      translucent += alpha > 2 && alpha < 253 ? 1 : 0;
      flat += at > 0 && difference(color, pixels.color(at - 1)) < SAME ? 1 : 0;
    }
    double evenness = (double) flat / pixels.count();
    double score = Math.clamp((evenness - 0.45) / 0.45, 0, 1);
    return new Nature(
        Math.round(score * 10) / 10.0,
        colorful < pixels.count() / 500.0,
        translucent > pixels.count() / 1000.0);
  }

  /** How much of a moving picture stands still, 0 to 1; nothing moves in a still one: 0. */
  public static double cinemagraph(List<Pixels> frames) {
    if (frames.size() < 2) {
      return 0;
    }
    Pixels first = frames.getFirst();
    int still = 0;
    for (int at = 0; at < first.count(); at++) {
      int place = at;
      boolean same =
          frames.stream()
              .allMatch(frame ->
                  place < frame.count()
                      && difference(frame.color(place), first.color(place)) < 4 * SAME);
      still += same ? 1 : 0;
    }
    return still == first.count() ? 0 : Math.round(100.0 * still / first.count()) / 100.0;
  }

  private static int difference(int one, int other) {
    int most = 0;
    for (int shift = 0; shift < 32; shift += 8) {
      most = Math.max(most, Math.abs((one >> shift & 255) - (other >> shift & 255)));
    }
    return most;
  }
}
