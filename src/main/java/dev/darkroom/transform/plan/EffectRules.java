package dev.darkroom.transform.plan;

import dev.darkroom.transform.language.Effect;
import java.util.ArrayList;
import java.util.List;

/** Effects as numbers. Strengths are chosen to look like the original's, by eye. */
final class EffectRules {
  /** The weights of red, green and blue in brightness (ITU-R BT.601). */
  private static final List<Double> LUMA = List.of(0.299, 0.587, 0.114);

  private static final List<Double> IDENTITY = List.of(1.0, 0.0, 0.0, 0.0, 1.0, 0.0, 0.0, 0.0, 1.0);
  private static final List<Double> GREY = rows(LUMA, LUMA, LUMA);

  /** The usual sepia weights (W3C Filter Effects, {@code sepia(1)}). */
  private static final List<Double> SEPIA =
      List.of(0.393, 0.769, 0.189, 0.349, 0.686, 0.168, 0.272, 0.534, 0.131);

  private static final double MIDDLE = 127.5;
  private static final double STRENGTH_PER_SIGMA = 50;

  private EffectRules() {}

  static Op operation(Effect effect) {
    return switch (effect) {
      case Effect.Sepia(int strength) -> between(IDENTITY, SEPIA, strength / 100.0);
      case Effect.Grayscale() -> new Op.Mix(GREY);
      case Effect.Negate() -> new Op.Level(-1, 255);
      case Effect.Blur(int strength) -> new Op.Blur(strength / STRENGTH_PER_SIGMA);
      case Effect.Brightness(int level) -> brightness(level / 100.0);
      case Effect.Contrast(int level) -> contrast(1 + level / 100.0);
      case Effect.Saturation(int level) -> between(GREY, IDENTITY, 1 + level / 100.0);
    };
  }

  private static Op brightness(double level) {
    return level < 0
        ? new Op.Level(1 + level, 0)
        : new Op.Level(1 + 0.4 * level, 0.15 * 255 * level);
  }

  private static Op contrast(double slope) {
    return new Op.Level(slope, MIDDLE * (1 - slope));
  }

  /** The first mixture at 0, the second at 1, and beyond it above 1. */
  private static Op between(List<Double> from, List<Double> to, double part) {
    List<Double> weights = new ArrayList<>();
    for (int at = 0; at < from.size(); at++) {
      weights.add(from.get(at) + (to.get(at) - from.get(at)) * part);
    }
    return new Op.Mix(weights);
  }

  @SafeVarargs
  private static List<Double> rows(List<Double>... rows) {
    List<Double> all = new ArrayList<>();
    for (List<Double> row : rows) {
      all.addAll(row);
    }
    return List.copyOf(all);
  }
}
