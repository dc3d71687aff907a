package dev.darkroom.transform.face;

/** A step of a network. Numbers of tensors are those of the file. */
sealed interface Layer {
  int output();

  /** Sums over a window; factors by window row, window column, input and output channel. */
  record Convolution(int input, int output, Window window, Weights weights, boolean positive)
      implements Layer {}

  /** Sums over a window, each channel on its own; factors by window row, column and channel. */
  record Depthwise(int input, int output, Window window, Weights weights, boolean positive)
      implements Layer {}

  /** The largest in a window. */
  record Largest(int input, int output, Window window) implements Layer {}

  /** The sum of two. */
  record Sum(int one, int other, int output, boolean positive) implements Layer {}

  /** Nothing below zero. */
  record Positive(int input, int output) implements Layer {}

  /** Zeros around it. */
  record Padded(int input, int output, int top, int bottom, int left, int right, int channels)
      implements Layer {}

  /** Another size, smoothly. */
  record Resized(int input, int output, int height, int width, boolean halfPixels)
      implements Layer {}

  /** The same numbers, called otherwise. */
  record Same(int input, int output) implements Layer {}

  /** What is looked at together, and how far apart. Same: the result is as large as the source. */
  record Window(int height, int width, int stride, boolean same) {
    int rows(Tensor source) {
      return same ? (source.height + stride - 1) / stride : (source.height - height) / stride + 1;
    }

    int columns(Tensor source) {
      return same ? (source.width + stride - 1) / stride : (source.width - width) / stride + 1;
    }

    /** Where it lies for that row and column of the result. */
    View at(Tensor source, int row, int column) {
      int above = same ? zeros((rows(source) - 1) * stride + height - source.height) : 0;
      int before = same ? zeros((columns(source) - 1) * stride + width - source.width) : 0;
      return new View(this, row * stride - above, column * stride - before);
    }

    /** What is missing is imagined as zeros, half of it before the source. */
    private static int zeros(int missing) {
      return Math.max(0, missing) / 2;
    }
  }

  /** A window at a place of the source, which may begin outside of it. */
  record View(Window window, int top, int left) {}
}
