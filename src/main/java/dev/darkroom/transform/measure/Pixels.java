package dev.darkroom.transform.measure;

/** A small decoded picture: {@code 0xAARRGGBB} per pixel, row by row. */
public final class Pixels {
  private final int width;
  private final int height;
  private final int[] colors;

  /** Takes the array over. */
  public Pixels(int width, int height, int[] colors) {
    if (width < 1 || height < 1 || colors.length != width * height) {
      throw new IllegalArgumentException("not " + width + " x " + height + " pixels");
    }
    this.width = width;
    this.height = height;
    this.colors = colors;
  }

  /** Pixels. */
  public int width() {
    return width;
  }

  /** Pixels. */
  public int height() {
    return height;
  }

  /** How many there are. */
  public int count() {
    return colors.length;
  }

  /** One of them, counted row by row. */
  public int color(int at) {
    return colors[at];
  }

  /** Whether one of them can be seen at all. */
  public boolean isVisible(int at) {
    return colors[at] >>> 24 >= 128;
  }

  /** Brightness of one of them on white, 0 to 255 (ITU-R BT.601). */
  public double luma(int at) {
    Rgb rgb = Rgb.of(colors[at]);
    double opacity = (colors[at] >>> 24) / 255.0;
    double luma = 0.299 * rgb.red() + 0.587 * rgb.green() + 0.114 * rgb.blue();
    return luma * opacity + 255 * (1 - opacity);
  }

  /** A smaller one that fits into a square, each pixel the mean of those it stands for. */
  public Pixels inside(int side) {
    double factor = Math.min(1, (double) side / Math.max(width, height));
    return scaled(
        Math.max(1, (int) Math.round(width * factor)),
        Math.max(1, (int) Math.round(height * factor)));
  }

  /** One of exactly that size, each pixel the mean of those it stands for. */
  Pixels scaled(int wide, int high) {
    int[] scaled = new int[wide * high];
    for (int y = 0; y < high; y++) {
      for (int x = 0; x < wide; x++) {
        scaled[y * wide + x] = mean(x, y, wide, high);
      }
    }
    return new Pixels(wide, high, scaled);
  }

  private int mean(int x, int y, int wide, int high) {
    int left = x * width / wide;
    int top = y * height / high;
    int right = Math.max(left + 1, (x + 1) * width / wide);
    int bottom = Math.max(top + 1, (y + 1) * height / high);
    long[] sums = new long[4];
    for (int row = top; row < bottom; row++) {
      for (int column = left; column < right; column++) {
        int color = colors[row * width + column];
        for (int part = 0; part < 4; part++) {
          sums[part] += color >>> (8 * part) & 255;
        }
      }
    }
    long count = (long) (right - left) * (bottom - top);
    int mean = 0;
    for (int part = 0; part < 4; part++) {
      mean |= (int) (sums[part] / count) << (8 * part);
    }
    return mean;
  }
}
