package dev.darkroom.transform.face;

/** Numbers in rows, columns and channels, channels closest together. */
final class Tensor {
  final int height;
  final int width;
  final int channels;
  final float[] values;

  Tensor(int height, int width, int channels, float[] values) {
    if (values.length != height * width * channels) {
      throw new IllegalArgumentException(
          values.length + " numbers are no " + height + " x " + width + " x " + channels);
    }
    this.height = height;
    this.width = width;
    this.channels = channels;
    this.values = values;
  }

  Tensor(int height, int width, int channels) {
    this(height, width, channels, new float[height * width * channels]);
  }

  /** Where the channels of a place begin. */
  int at(int y, int x) {
    return (y * width + x) * channels;
  }
}
