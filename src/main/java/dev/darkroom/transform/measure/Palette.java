package dev.darkroom.transform.measure;

import dev.darkroom.transform.measure.Rgb.Lab;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** The colours of a picture: its own, and those with names. Transparent pixels count for none. */
public final class Palette {
  private static final int SIDE = 96;
  private static final int MOST_COLORS = 16;

  /** Colours closer than this become one. */
  private static final double ALIKE = 7;

  /** A finer one. */
  private static final Map<String, Lab> FINE =
      names(
          "white ffffff silver c0c0c0 gray 808080 black 000000 red e01010 maroon 800000"
              + " orange ff8c00 brown 8b5a2b beige f0e0c0 yellow ffee00 olive 808000 lime 80e000"
              + " green 008000 teal 008080 cyan 00d0d0 lightblue 8fc4ea blue 1040e0 navy 000080"
              + " purple 800080 violet b070e0 magenta f000f0 pink ffb0c8");

  private Palette() {}

  /** A share of the picture, in percent with one decimal, and what has it. */
  public record Share(String color, double percent) {}

  /** The main colours as {@code #RRGGBB}, the most frequent first, at most sixteen. */
  public static List<Share> colors(Pixels pixels) {
    Map<Rgb, Integer> counts = new LinkedHashMap<>();
    int all = 0;
    for (Cluster cluster : clusters(pixels.inside(SIDE))) {
      counts.merge(cluster.mean(), cluster.count, Integer::sum);
      all += cluster.count;
    }
    Map<String, Integer> texts = new LinkedHashMap<>();
    counts.forEach((color, count) -> texts.merge(color.text(), count, Integer::sum));
    return shares(texts, all);
  }

  /** The share of each of the twelve colours of Google's image search. */
  public static List<Share> google(Pixels pixels) {
    return named(pixels, Hue::name);
  }

  /** The share of each colour with a name in a finer palette. */
  public static List<Share> fine(Pixels pixels) {
    return named(pixels, Palette::nearest);
  }

  private static List<Share> named(Pixels pixels, Function<Rgb, String> namer) {
    Map<Integer, Integer> rough = new HashMap<>();
    Pixels small = pixels.inside(SIDE);
    int all = 0;
    for (int at = 0; at < small.count(); at++) {
      if (small.isVisible(at)) {
        rough.merge((small.color(at) & 0xf8f8f8) | 0x040404, 1, Integer::sum);
        all++;
      }
    }
    Map<String, Integer> counts = new LinkedHashMap<>();
    rough.forEach((color, count) -> counts.merge(namer.apply(Rgb.of(color)), count, Integer::sum));
    return shares(counts, all);
  }

  private static String nearest(Rgb color) {
    Lab lab = color.lab();
    Comparator<Map.Entry<String, Lab>> closest =
        Comparator.comparingDouble(entry -> entry.getValue().distance(lab));
    return FINE.entrySet().stream().min(closest).orElseThrow().getKey();
  }

  private static List<Share> shares(Map<String, Integer> counts, int all) {
    return counts.entrySet().stream()
        .map(entry -> new Share(entry.getKey(), Math.round(1000.0 * entry.getValue() / all) / 10.0))
        .filter(share -> share.percent() > 0)
        .sorted(Comparator.comparingDouble(Share::percent).reversed())
        .toList();
  }

  /** Takes the most frequent rough colours as seeds; every other goes to the nearest of them. */
  private static List<Cluster> clusters(Pixels small) {
    Map<Integer, Cluster> rough = new LinkedHashMap<>();
    for (int at = 0; at < small.count(); at++) {
      if (small.isVisible(at)) {
        int color = small.color(at);
        rough.computeIfAbsent(color & 0xf0f0f0, key -> new Cluster()).add(color);
      }
    }
    List<Cluster> frequent = new ArrayList<>(rough.values());
    frequent.sort(Comparator.comparingInt((Cluster cluster) -> cluster.count).reversed());
    List<Cluster> seeds = new ArrayList<>();
    for (Cluster cluster : frequent) {
      Cluster near = nearest(cluster, seeds);
      boolean alike = near != null && near.place().distance(cluster.place()) < ALIKE;
      if (near == null || (!alike && seeds.size() < MOST_COLORS)) {
        seeds.add(cluster);
      } else {
        near.add(cluster);
      }
    }
    return seeds;
  }

  private static @Nullable Cluster nearest(Cluster cluster, List<Cluster> seeds) {
    Lab place = cluster.place();
    return seeds.stream()
        .min(Comparator.comparingDouble(seed -> seed.place().distance(place)))
        .orElse(null);
  }

  private static Map<String, Lab> names(String text) {
    String[] words = text.split(" ", -1);
    Map<String, Lab> names = new LinkedHashMap<>();
    for (int at = 0; at < words.length; at += 2) {
      names.put(words[at], Rgb.of(Integer.parseInt(words[at + 1], 16)).lab());
    }
    return names;
  }

  private static final class Cluster {
    private long red;
    private long green;
    private long blue;
    private int count;
    private @Nullable Lab place;

    /** Where it was when it was first asked for: what joins it later is near. */
    Lab place() {
      if (place == null) {
        place = mean().lab();
      }
      return place;
    }

    void add(int color) {
      Rgb rgb = Rgb.of(color);
      red += rgb.red();
      green += rgb.green();
      blue += rgb.blue();
      count++;
    }

    void add(Cluster other) {
      red += other.red;
      green += other.green;
      blue += other.blue;
      count += other.count;
    }

    Rgb mean() {
      return new Rgb((int) (red / count), (int) (green / count), (int) (blue / count));
    }
  }
}
