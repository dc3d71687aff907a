package dev.darkroom.transform.face;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.function.IntBinaryOperator;

/**
 * Finds faces with MediaPipe's BlazeFace, full range: faces up to some five metres away, upright or
 * a little tilted. Thread-safe.
 */
public final class FaceFinder {
  /** The side of the square picture that it looks at. */
  public static final int SIDE = 192;

  private static final int GRID = 48;
  private static final int NUMBERS = 16;
  private static final double CERTAIN = 0.6;

  /** Boxes that share more than this are one face. */
  private static final double SAME = 0.3;

  private final Network network;

  /** Takes the file {@code face_detection_full_range.tflite}; throws when it is another. */
  public FaceFinder(byte[] model) {
    network = new Network(model);
  }

  /**
   * The faces of a picture, the most certain first.
   *
   * @param width at most {@link #SIDE}
   * @param height at most {@link #SIDE}
   * @param color {@code 0xRRGGBB} at a column and a row
   */
  public List<Face> find(int width, int height, IntBinaryOperator color) {
    List<Tensor> results = network.compute(input(width, height, color));
    boolean boxesFirst = results.getFirst().values.length == GRID * GRID * NUMBERS;
    float[] boxes = results.get(boxesFirst ? 0 : 1).values;
    float[] scores = results.get(boxesFirst ? 1 : 0).values;
    List<Face> found = new ArrayList<>();
    for (int anchor = 0; anchor < GRID * GRID; anchor++) {
      double certainty = 1 / (1 + Math.exp(-scores[anchor]));
      if (certainty >= CERTAIN) {
        found.add(face(boxes, anchor, certainty));
      }
    }
    return distinct(found).stream().map(face -> onPicture(face, width, height)).toList();
  }

  /** The picture in the corner of a black square, colours from -1 to 1. */
  private static Tensor input(int width, int height, IntBinaryOperator color) {
    Tensor input = new Tensor(SIDE, SIDE, 3);
    for (int y = 0; y < SIDE; y++) {
      for (int x = 0; x < SIDE; x++) {
        int rgb = x < width && y < height ? color.applyAsInt(x, y) : 0;
        for (int part = 0; part < 3; part++) {
          int value = rgb >> (16 - 8 * part) & 255;
          input.values[input.at(y, x) + part] = value / 127.5f - 1;
        }
      }
    }
    return input;
  }

  /** Middle and size are told from the middle of the anchor's cell. */
  private static Face face(float[] boxes, int anchor, double certainty) {
    int at = anchor * NUMBERS;
    int column = anchor % GRID;
    int row = anchor / GRID;
    double x = boxes[at] / SIDE + (column + 0.5) / GRID;
    double y = boxes[at + 1] / SIDE + (row + 0.5) / GRID;
    double width = boxes[at + 2] / SIDE;
    double height = boxes[at + 3] / SIDE;
    return new Face(x - width / 2, y - height / 2, width, height, certainty);
  }

  private static List<Face> distinct(List<Face> found) {
    List<Face> distinct = new ArrayList<>();
    found.stream()
        .sorted(Comparator.comparingDouble(Face::certainty).reversed())
        .forEach(face -> {
          if (distinct.stream().noneMatch(other -> shared(face, other) > SAME)) {
            distinct.add(face);
          }
        });
    return distinct;
  }

  /** What two boxes share, as a part of what they cover together. */
  private static double shared(Face one, Face other) {
    double wide =
        Math.min(one.x() + one.width(), other.x() + other.width()) - Math.max(one.x(), other.x());
    double high =
        Math.min(one.y() + one.height(), other.y() + other.height()) - Math.max(one.y(), other.y());
    double both = Math.max(0, wide) * Math.max(0, high);
    return both / (one.width() * one.height() + other.width() * other.height() - both);
  }

  /** From parts of the square to parts of the picture, cut at its edges. */
  private static Face onPicture(Face face, int width, int height) {
    double left = Math.clamp(face.x() * SIDE / width, 0, 1);
    double top = Math.clamp(face.y() * SIDE / height, 0, 1);
    double right = Math.clamp((face.x() + face.width()) * SIDE / width, 0, 1);
    double bottom = Math.clamp((face.y() + face.height()) * SIDE / height, 0, 1);
    return new Face(left, top, right - left, bottom - top, face.certainty());
  }
}
