package dev.darkroom.transform.measure;

import java.util.Locale;

/** A colour of the sRGB space, each part 0 to 255. */
record Rgb(int red, int green, int blue) {
  private static final double[] LINEAR = linear();

  static Rgb of(int argb) {
    return new Rgb(argb >> 16 & 255, argb >> 8 & 255, argb & 255);
  }

  /** As the contract writes it: {@code #162E02}. */
  String text() {
    return String.format(Locale.ROOT, "#%02X%02X%02X", red, green, blue);
  }

  /** How colourful it is: the distance of its strongest and weakest part. */
  int chroma() {
    return Math.max(red, Math.max(green, blue)) - Math.min(red, Math.min(green, blue));
  }

  /** How different two colours look: CIE 1976 distance in the Lab space; 2 is hardly seen. */
  double distance(Rgb other) {
    return lab().distance(other.lab());
  }

  Lab lab() {
    double r = linear(red);
    double g = linear(green);
    double b = linear(blue);
    double x = bent((0.4124 * r + 0.3576 * g + 0.1805 * b) / 0.9505);
    double y = bent(0.2126 * r + 0.7152 * g + 0.0722 * b);
    double z = bent((0.0193 * r + 0.1192 * g + 0.9505 * b) / 1.089);
    return new Lab(116 * y - 16, 500 * (x - y), 200 * (y - z));
  }

  private static double linear(int part) {
    return LINEAR[part];
  }

  private static double[] linear() {
    double[] table = new double[256];
    for (int part = 0; part < table.length; part++) {
      double value = part / 255.0;
      table[part] = value <= 0.04045 ? value / 12.92 : Math.pow((value + 0.055) / 1.055, 2.4);
    }
    return table;
  }

  private static double bent(double value) {
    return value > 0.008856 ? Math.cbrt(value) : 7.787 * value + 16.0 / 116;
  }

  /** A colour by brightness, green to red, and blue to yellow. */
  record Lab(double light, double red, double yellow) {
    double distance(Lab other) {
      return Math.hypot(light - other.light, Math.hypot(red - other.red, yellow - other.yellow));
    }
  }
}
