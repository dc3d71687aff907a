package dev.darkroom.transform.face;

import dev.darkroom.transform.face.Layer.Window;
import java.util.Arrays;
import java.util.Map;

/** What layers compute. Inner loops run over output channels, which processors do side by side. */
final class Arithmetic {
  private Arithmetic() {}

  static Tensor compute(Layer layer, Map<Integer, Tensor> tensors) {
    return switch (layer) {
      case Layer.Convolution convolution ->
          convolution(source(tensors, convolution.input()), convolution);
      case Layer.Depthwise depthwise -> depthwise(source(tensors, depthwise.input()), depthwise);
      case Layer.Largest largest -> largest(source(tensors, largest.input()), largest.window());
      case Layer.Sum sum -> sum(source(tensors, sum.one()), source(tensors, sum.other()), sum);
      case Layer.Positive positive -> positive(source(tensors, positive.input()));
      case Layer.Padded padded -> padded(source(tensors, padded.input()), padded);
      case Layer.Resized resized -> resized(source(tensors, resized.input()), resized);
      case Layer.Same same -> source(tensors, same.input());
    };
  }

  private static Tensor source(Map<Integer, Tensor> tensors, int number) {
    Tensor tensor = tensors.get(number);
    if (tensor == null) {
      throw new IllegalArgumentException("the model uses what it has not computed");
    }
    return tensor;
  }

  private static Tensor convolution(Tensor in, Layer.Convolution layer) {
    Window window = layer.window();
    int channels = layer.weights().starts.length;
    Tensor out = new Tensor(window.rows(in), window.columns(in), channels);
    for (int y = 0; y < out.height; y++) {
      for (int x = 0; x < out.width; x++) {
        float[] sums = layer.weights().starts.clone();
        look(
            in,
            window.at(in, y, x),
            (number, place) ->
                add(sums, in, place, layer.weights().factors, number * in.channels * channels));
        store(sums, out, out.at(y, x), layer.positive());
      }
    }
    return out;
  }

  /** What is done with each number of a window, and the place in the source that it lies on. */
  private interface Seen {
    void cell(int number, int place);
  }

  private static void look(Tensor in, Layer.View view, Seen seen) {
    Window window = view.window();
    for (int number = 0; number < window.height() * window.width(); number++) {
      int row = view.top() + number / window.width();
      int column = view.left() + number % window.width();
      if (row >= 0 && row < in.height && column >= 0 && column < in.width) {
        seen.cell(number, in.at(row, column));
      }
    }
  }

  private static void add(float[] sums, Tensor in, int place, float[] weights, int from) {
    for (int channel = 0; channel < in.channels; channel++) {
      float value = in.values[place + channel];
      int at = from + channel * sums.length;
      for (int output = 0; output < sums.length; output++) {
        sums[output] += value * weights[at + output];
      }
    }
  }

  private static Tensor depthwise(Tensor in, Layer.Depthwise layer) {
    Window window = layer.window();
    Tensor out = new Tensor(window.rows(in), window.columns(in), in.channels);
    for (int y = 0; y < out.height; y++) {
      for (int x = 0; x < out.width; x++) {
        float[] sums = layer.weights().starts.clone();
        look(
            in,
            window.at(in, y, x),
            (number, place) ->
                multiply(sums, in, place, layer.weights().factors, number * in.channels));
        store(sums, out, out.at(y, x), layer.positive());
      }
    }
    return out;
  }

  private static void multiply(float[] sums, Tensor in, int place, float[] weights, int from) {
    for (int channel = 0; channel < sums.length; channel++) {
      sums[channel] += in.values[place + channel] * weights[from + channel];
    }
  }

  private static Tensor largest(Tensor in, Window window) {
    Tensor out = new Tensor(window.rows(in), window.columns(in), in.channels);
    Arrays.fill(out.values, Float.NEGATIVE_INFINITY);
    for (int y = 0; y < out.height; y++) {
      for (int x = 0; x < out.width; x++) {
        int to = out.at(y, x);
        look(in, window.at(in, y, x), (number, place) -> raise(out, to, in, place));
      }
    }
    return out;
  }

  private static void raise(Tensor out, int to, Tensor in, int from) {
    for (int channel = 0; channel < in.channels; channel++) {
      out.values[to + channel] = Math.max(out.values[to + channel], in.values[from + channel]);
    }
  }

  private static Tensor sum(Tensor one, Tensor other, Layer.Sum layer) {
    if (one.values.length != other.values.length) {
      throw new IllegalArgumentException("the model adds what is not of one size");
    }
    float[] sums = one.values.clone();
    for (int at = 0; at < sums.length; at++) {
      sums[at] += other.values[at];
    }
    Tensor sum = new Tensor(one.height, one.width, one.channels, sums);
    return layer.positive() ? positive(sum) : sum;
  }

  private static Tensor positive(Tensor in) {
    float[] values = in.values.clone();
    for (int at = 0; at < values.length; at++) {
      values[at] = Math.max(0, values[at]);
    }
    return new Tensor(in.height, in.width, in.channels, values);
  }

  private static Tensor padded(Tensor in, Layer.Padded layer) {
    Tensor out =
        new Tensor(
            in.height + layer.top() + layer.bottom(),
            in.width + layer.left() + layer.right(),
            in.channels + layer.channels());
    for (int y = 0; y < in.height; y++) {
      for (int x = 0; x < in.width; x++) {
        int to = out.at(y + layer.top(), x + layer.left());
        System.arraycopy(in.values, in.at(y, x), out.values, to, in.channels);
      }
    }
    return out;
  }

  private static Tensor resized(Tensor in, Layer.Resized layer) {
    Tensor out = new Tensor(layer.height(), layer.width(), in.channels);
    double shift = layer.halfPixels() ? 0.5 : 0;
    for (int y = 0; y < out.height; y++) {
      double row = Math.max(0, (y + shift) * in.height / out.height - shift);
      for (int x = 0; x < out.width; x++) {
        double column = Math.max(0, (x + shift) * in.width / out.width - shift);
        blend(in, row, column, out, out.at(y, x));
      }
    }
    return out;
  }

  private static void blend(Tensor in, double row, double column, Tensor out, int to) {
    int top = (int) row;
    int left = (int) column;
    int bottom = Math.min(in.height - 1, top + 1);
    int right = Math.min(in.width - 1, left + 1);
    float down = (float) (row - top);
    float along = (float) (column - left);
    for (int channel = 0; channel < in.channels; channel++) {
      float above =
          in.values[in.at(top, left) + channel] * (1 - along)
              + in.values[in.at(top, right) + channel] * along;
      float below =
          in.values[in.at(bottom, left) + channel] * (1 - along)
              + in.values[in.at(bottom, right) + channel] * along;
      out.values[to + channel] = above * (1 - down) + below * down;
    }
  }

  private static void store(float[] sums, Tensor out, int to, boolean positive) {
    for (int channel = 0; channel < sums.length; channel++) {
      out.values[to + channel] = positive ? Math.max(0, sums[channel]) : sums[channel];
    }
  }
}
