package dev.darkroom.transform.language;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Writes a transformation as its canonical text (reference/delivery-and-transformations.md 2):
 * settings sorted inside a component, components joined by slashes.
 */
public final class Printer {
  private final List<String> settings = new ArrayList<>();

  private Printer() {}

  /** The canonical text; reading it gives an equal transformation. */
  public static String print(Transformation transformation) {
    return transformation.components().stream()
        .map(component ->
            switch (component) {
              case Act act -> new Printer().act(act);
            })
        .filter(text -> !text.isEmpty())
        .collect(Collectors.joining("/"));
  }

  private String act(Act act) {
    if (act.resize() != null) {
      resize(act.resize());
    }
    if (!act.turns().isEmpty()) {
      add("a", act.turns().stream().map(Printer::turn).collect(Collectors.joining(".")));
    }
    add("e", act.effect() == null ? null : effect(act.effect()));
    add("o", act.opacity());
    add("r", act.radius() == null ? null : act.radius().text());
    add("bo", act.border() == null ? null : act.border().text());
    add("b", act.background() == null ? null : act.background().text());
    add("q", act.quality() == null ? null : quality(act.quality()));
    add("f", act.format() == null ? null : act.format().word());
    add("pg", act.page());
    add("dn", act.density());
    add("dl", act.delay());
    Collections.sort(settings);
    return String.join(",", settings);
  }

  private void resize(Resize resize) {
    add("c", resize.crop().word());
    add("w", resize.width() == null ? null : length(resize.width()));
    add("h", resize.height() == null ? null : length(resize.height()));
    add("ar", resize.ratio() == null ? null : decimal(resize.ratio()));
    add("g", resize.gravity() == null ? null : resize.gravity().word());
    add("x", resize.x() == null ? null : length(resize.x()));
    add("y", resize.y() == null ? null : length(resize.y()));
  }

  private void add(String key, @Nullable Object value) {
    if (value != null) {
      settings.add(key + "_" + value);
    }
  }

  private static String length(Length length) {
    return switch (length) {
      case Length.Pixels(int count) -> Integer.toString(count);
      case Length.Fraction(double part) -> decimal(part);
    };
  }

  private static String turn(Turn turn) {
    return switch (turn) {
      case Turn.Degrees(double angle) ->
          angle == Math.rint(angle) ? Long.toString(Math.round(angle)) : decimal(angle);
      case Turn.Named named -> named.word();
    };
  }

  private static String effect(Effect effect) {
    return switch (effect) {
      case Effect.Sepia(int strength) -> "sepia:" + strength;
      case Effect.Grayscale() -> "grayscale";
      case Effect.Negate() -> "negate";
      case Effect.Blur(int strength) -> "blur:" + strength;
      case Effect.Brightness(int level) -> "brightness:" + level;
      case Effect.Contrast(int level) -> "contrast:" + level;
      case Effect.Saturation(int level) -> "saturation:" + level;
    };
  }

  private static String quality(Quality quality) {
    return switch (quality) {
      case Quality.Percent(int value) -> Integer.toString(value);
      case Quality.Auto auto -> "auto:" + auto.word();
    };
  }

  private static String decimal(double number) {
    return String.format(Locale.ROOT, "%.9f", number).replaceFirst("(\\.\\d+?)0+$", "$1");
  }
}
