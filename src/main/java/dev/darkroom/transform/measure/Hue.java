package dev.darkroom.transform.measure;

/** The twelve names that Google's image search has for colours, told by hue. */
final class Hue {
  private static final double FAINT = 0.14;

  private Hue() {}

  static String name(Rgb rgb) {
    double light = rgb.lab().light();
    int strongest = Math.max(rgb.red(), Math.max(rgb.green(), rgb.blue()));
    if (light < 12 || strongest < 32) {
      return "black";
    }
    if (rgb.chroma() < FAINT * 255 || rgb.chroma() < FAINT * strongest) {
      return light > 88 ? "white" : light < 18 ? "black" : "gray";
    }
    return name(degrees(rgb, strongest), light);
  }

  private static String name(double hue, double light) {
    if (hue < 15 || hue >= 345) {
      return light > 65 ? "pink" : "red";
    }
    if (hue < 45) {
      return light < 55 ? "brown" : "orange";
    }
    if (hue < 70) {
      return light < 45 ? "brown" : "yellow";
    }
    if (hue < 160) {
      return "green";
    }
    if (hue < 195) {
      return "teal";
    }
    return hue < 255 ? "blue" : hue < 295 ? "purple" : "pink";
  }

  /** The angle on the colour wheel, 0 to 360. */
  private static double degrees(Rgb rgb, int strongest) {
    double chroma = rgb.chroma();
    double sixth =
        strongest == rgb.red()
            ? (rgb.green() - rgb.blue()) / chroma
            : strongest == rgb.green()
                ? 2 + (rgb.blue() - rgb.red()) / chroma
                : 4 + (rgb.red() - rgb.green()) / chroma;
    return (60 * sixth + 360) % 360;
  }
}
