package dev.darkroom.transform.face;

import dev.darkroom.transform.face.Layer.Window;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * A network of TensorFlow Lite, as far as face detection needs it. Weights of 16 bits are unpacked
 * when the file is read. Immutable afterwards.
 */
final class Network {
  private static final int FLOAT16 = 1;
  private static final int INT32 = 2;

  /** Fields of the schema's tables. */
  private static final int CODES = 1;

  private static final int GRAPHS = 2;
  private static final int BUFFERS = 4;
  private static final int TENSORS = 0;
  private static final int INPUTS = 1;
  private static final int OUTPUTS = 2;
  private static final int OPERATORS = 3;
  private static final int OPTIONS = 4;

  private final Flat model;
  private final Flat graph;
  private final Map<Integer, float[]> constants = new HashMap<>();
  private final List<Layer> layers = new ArrayList<>();

  /** Reads a file; throws an unchecked exception when it is none that this program understands. */
  Network(byte[] file) {
    model = Flat.root(file);
    graph = model.table(GRAPHS, 0);
    for (int number = 0; number < graph.count(OPERATORS); number++) {
      read(graph.table(OPERATORS, number));
    }
  }

  /** What comes out, in the file's order. */
  List<Tensor> compute(Tensor input) {
    Map<Integer, Tensor> tensors = new HashMap<>();
    tensors.put(graph.number(INPUTS, 0L), input);
    for (Layer layer : layers) {
      tensors.put(layer.output(), Arithmetic.compute(layer, tensors));
    }
    List<Tensor> results = new ArrayList<>();
    for (int output : graph.numbers(OUTPUTS)) {
      Tensor result = tensors.get(output);
      if (result == null) {
        throw new IllegalArgumentException("the model computes no result");
      }
      results.add(result);
    }
    return results;
  }

  private void read(Flat operator) {
    Flat code = model.table(CODES, operator.number(0, 0));
    int kind = Math.max(code.small(0), code.number(3, 0));
    int[] in = operator.numbers(1);
    int out = operator.number(2, 0L);
    switch (kind) {
      case 0 -> layers.add(new Layer.Sum(in[0], in[1], out, positive(operator, 0)));
      case 3 -> layers.add(convolution(operator, in, out));
      case 4 -> layers.add(depthwise(operator, in, out));
      case 6 -> constants.put(out, constant(in[0]));
      case 17 -> {
        Flat options = operator.table(OPTIONS);
        Window window = window(options, options.number(4, 1), options.number(3, 1));
        layers.add(new Layer.Largest(in[0], out, window));
      }
      case 19 -> layers.add(new Layer.Positive(in[0], out));
      case 22 -> layers.add(new Layer.Same(in[0], out));
      case 23 -> {
        int[] size = whole(in[1]);
        boolean half = operator.table(OPTIONS).small(3) != 0;
        layers.add(new Layer.Resized(in[0], out, size[0], size[1], half));
      }
      case 34 -> {
        int[] sides = whole(in[1]);
        layers.add(new Layer.Padded(in[0], out, sides[2], sides[3], sides[4], sides[5], sides[7]));
      }
      default -> throw new IllegalArgumentException("the model has an unknown layer: " + kind);
    }
  }

  private Layer convolution(Flat operator, int[] in, int out) {
    int[] shape = shape(in[1]);
    float[] stored = constant(in[1]);
    float[] weights = new float[stored.length];
    int perOutput = shape[1] * shape[2] * shape[3];
    for (int at = 0; at < stored.length; at++) {
      weights[at % perOutput * shape[0] + at / perOutput] = stored[at];
    }
    Window window = window(operator.table(OPTIONS), shape[1], shape[2]);
    return new Layer.Convolution(
        in[0], out, window, new Weights(weights, constant(in[2])), positive(operator, 3));
  }

  private Layer depthwise(Flat operator, int[] in, int out) {
    int[] shape = shape(in[1]);
    Window window = window(operator.table(OPTIONS), shape[1], shape[2]);
    return new Layer.Depthwise(
        in[0], out, window, new Weights(constant(in[1]), constant(in[2])), positive(operator, 4));
  }

  private static Window window(Flat options, int height, int width) {
    int stride = options.number(1, 1);
    if (stride != options.number(2, 1)) {
      throw new IllegalArgumentException("the model has uneven strides");
    }
    return new Window(height, width, stride, options.small(0) == 0);
  }

  private static boolean positive(Flat operator, int field) {
    int activation = operator.table(OPTIONS).small(field);
    if (activation > 1) {
      throw new IllegalArgumentException("the model has an unknown activation: " + activation);
    }
    return activation == 1;
  }

  private int[] shape(int tensor) {
    return graph.table(TENSORS, tensor).numbers(0);
  }

  private float[] constant(int tensor) {
    float[] known = constants.get(tensor);
    return known == null ? unpacked(tensor) : known;
  }

  private float[] unpacked(int tensor) {
    ByteBuffer bytes = bytes(tensor);
    boolean half = graph.table(TENSORS, tensor).small(1) == FLOAT16;
    float[] values = new float[bytes.remaining() / (half ? Short.BYTES : Float.BYTES)];
    for (int at = 0; at < values.length; at++) {
      values[at] = half ? Float.float16ToFloat(bytes.getShort()) : bytes.getFloat();
    }
    return values;
  }

  private int[] whole(int tensor) {
    if (graph.table(TENSORS, tensor).small(1) != INT32) {
      throw new IllegalArgumentException("the model has sizes that are no whole numbers");
    }
    ByteBuffer bytes = bytes(tensor);
    int[] values = new int[bytes.remaining() / Integer.BYTES];
    bytes.asIntBuffer().get(values);
    return values;
  }

  private ByteBuffer bytes(int tensor) {
    return model.table(BUFFERS, graph.table(TENSORS, tensor).number(2, 0)).bytes(0);
  }
}
