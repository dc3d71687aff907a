package dev.darkroom.transform.language;

import java.util.Map;
import java.util.Set;
import java.util.function.IntFunction;

/**
 * Every effect of the contract: those that are built, with range and the value taken when none is
 * given, and those that are refused by name.
 */
final class EffectTable {
  /** Range, usual value, and how to make the effect of a value. */
  private record Row(int lowest, int highest, int usual, IntFunction<Effect> maker) {}

  static final Set<String> NOT_BUILT =
      Set.of(
          "accelerate",
          "adv_redeye",
          "anti_removal",
          "art",
          "assist_colorblind",
          "auto_brightness",
          "auto_color",
          "auto_contrast",
          "background_removal",
          "bgremoval",
          "blackwhite",
          "blue",
          "blur_faces",
          "blur_region",
          "boomerang",
          "brightness_hsb",
          "cartoonify",
          "colorize",
          "cut_out",
          "deshake",
          "displace",
          "distort",
          "dropshadow",
          "enhance",
          "fade",
          "fill_light",
          "gamma",
          "gen_background_replace",
          "gen_recolor",
          "gen_remove",
          "gen_replace",
          "gen_restore",
          "gradient_fade",
          "green",
          "hue",
          "improve",
          "lightroom",
          "loop",
          "make_transparent",
          "mask",
          "multiply",
          "noise",
          "oil_paint",
          "opacity_threshold",
          "ordered_dither",
          "outline",
          "overlay",
          "pixelate",
          "pixelate_faces",
          "pixelate_region",
          "preview",
          "progressbar",
          "recolor",
          "red",
          "redeye",
          "replace_color",
          "reverse",
          "screen",
          "shadow",
          "sharpen",
          "shear",
          "simulate_colorblind",
          "style_transfer",
          "theme",
          "tint",
          "transition",
          "trim",
          "unsharp_mask",
          "upscale",
          "vectorize",
          "vibrance",
          "viesus_correct",
          "vignette",
          "volume");

  private static final Map<String, Row> BUILT =
      Map.of(
          "blur", new Row(1, 2000, 100, Effect.Blur::new),
          "brightness", new Row(-99, 100, 80, Effect.Brightness::new),
          "contrast", new Row(-100, 100, 0, Effect.Contrast::new),
          "grayscale", new Row(0, 0, 0, nothing -> new Effect.Grayscale()),
          "negate", new Row(0, 0, 0, nothing -> new Effect.Negate()),
          "saturation", new Row(-100, 100, 80, Effect.Saturation::new),
          "sepia", new Row(1, 100, 80, Effect.Sepia::new));

  private EffectTable() {}

  /** Reads {@code sepia} or {@code sepia:50}. */
  static Effect effect(Setting setting) {
    String[] parts = setting.value().split(":", -1);
    Row row = BUILT.get(parts[0]);
    if (row == null) {
      throw NOT_BUILT.contains(parts[0]) ? setting.unsupported() : setting.invalid();
    }
    if (parts.length > 1 && parts[1].startsWith("level_")) {
      throw setting.unsupported();
    }
    return switch (parts.length) {
      case 1 -> row.maker().apply(row.usual());
      case 2 -> row.maker().apply(setting.integer(parts[1], row.lowest(), row.highest()));
      default -> throw setting.invalid();
    };
  }
}
