package dev.darkroom.transform.measure;

import java.util.List;

/**
 * How much of a picture people see who cannot tell red from green.
 *
 * @param distinctEdges 0 to 1: edges that remain
 * @param distinctColors 0 to 1: pairs of main colours that still differ
 * @param mostIndistinctPair the two main colours that come closest, as {@code #RRGGBB}
 */
public record ColorBlindness(
    double distinctEdges, double distinctColors, List<String> mostIndistinctPair) {
  private static final int SIDE = 128;
  private static final double SEEN = 10;

  public ColorBlindness {
    mostIndistinctPair = List.copyOf(mostIndistinctPair);
  }

  /** Looks at a picture. */
  public static ColorBlindness of(Pixels pixels) {
    Pixels small = pixels.inside(SIDE);
    List<Rgb> colors =
        Palette.colors(small).stream()
            .map(share -> Rgb.of(Integer.parseInt(share.color().substring(1), 16)))
            .toList();
    double pairs = 0;
    double distinct = 0;
    double worst = Double.MAX_VALUE;
    List<String> pair = List.of();
    for (int one = 0; one < colors.size(); one++) {
      for (int other = one + 1; other < colors.size(); other++) {
        double usual = colors.get(one).distance(colors.get(other));
        double seen = seen(colors.get(one)).distance(seen(colors.get(other)));
        pairs += usual > SEEN ? 1 : 0;
        distinct += usual > SEEN && seen > SEEN ? 1 : 0;
        if (seen - usual / 100 < worst) {
          worst = seen - usual / 100;
          pair = List.of(colors.get(one).text(), colors.get(other).text());
        }
      }
    }
    double all = pairs == 0 ? 1 : distinct / pairs;
    return new ColorBlindness(rounded(edges(small)), rounded(all), pair);
  }

  /** One figure of both. */
  public double score() {
    return rounded((distinctEdges + distinctColors) / 2);
  }

  /** The share of edges that are still edges. */
  private static double edges(Pixels usual) {
    int edges = 0;
    int remaining = 0;
    for (int at = 0; at < usual.count() - 1; at++) {
      Rgb one = Rgb.of(usual.color(at));
      Rgb other = Rgb.of(usual.color(at + 1));
      boolean sameRow = (at + 1) % usual.width() != 0;
      if (sameRow && one.distance(other) > SEEN) {
        edges++;
        remaining += seen(one).distance(seen(other)) > SEEN ? 1 : 0;
      }
    }
    return edges == 0 ? 1 : (double) remaining / edges;
  }

  /** A colour as seen with deuteranopia (Viénot, Brettel and Mollon 1999, simplified). */
  private static Rgb seen(Rgb rgb) {
    int yellow = (int) Math.round(0.29275 * rgb.red() + 0.70725 * rgb.green());
    int blue =
        (int)
            Math.round(
                Math.clamp(-0.02234 * rgb.red() + 0.02234 * rgb.green() + rgb.blue(), 0, 255));
    return new Rgb(yellow, yellow, blue);
  }

  private static double rounded(double value) {
    return Math.round(value * 100) / 100.0;
  }
}
