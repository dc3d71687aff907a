package dev.darkroom.transform.plan;

import java.util.ArrayList;
import java.util.List;

/**
 * A box that grows to the right or downwards by what does not fit in yet, so that it stays nearly
 * square. What is put in must come from the largest to the smallest by the longer side: then it is
 * never both wider and higher than the box.
 */
final class GrowingBin {
  private final List<Free> free = new ArrayList<>();
  private int width;
  private int height;

  /** An empty part of the box. */
  private record Free(int left, int top, int width, int height) {
    boolean holds(int wide, int high) {
      return wide <= width && high <= height;
    }
  }

  /** Finds a place, which is taken from then on. */
  Packing.Corner place(int wide, int high) {
    for (int i = 0; i < free.size(); i++) {
      if (free.get(i).holds(wide, high)) {
        return take(i, wide, high);
      }
    }
    return take(grow(wide, high), wide, high);
  }

  /**
   * Takes the corner of an empty part. What is left stays free in its stead, cut so that the larger
   * rest is in one piece.
   */
  private Packing.Corner take(int index, int wide, int high) {
    Free part = free.remove(index);
    int beside = part.width() - wide;
    int below = part.height() - high;
    boolean upright = beside > below;
    List<Free> rests = new ArrayList<>();
    add(rests, new Free(part.left() + wide, part.top(), beside, upright ? part.height() : high));
    add(rests, new Free(part.left(), part.top() + high, upright ? wide : part.width(), below));
    free.addAll(index, rests);
    return new Packing.Corner(part.left(), part.top());
  }

  private static void add(List<Free> parts, Free part) {
    if (part.width() > 0 && part.height() > 0) {
      parts.add(part);
    }
  }

  /** Adds a column, which is looked through first, or a row; the answer is its index. */
  private int grow(int wide, int high) {
    if (width == 0) {
      width = wide;
      height = high;
      free.add(new Free(0, 0, wide, high));
      return 0;
    }
    boolean fitsBeside = high <= height;
    boolean fitsBelow = wide <= width;
    boolean staysLower = (long) height + high <= width;
    if (fitsBelow && (staysLower || !fitsBeside)) {
      free.add(new Free(0, height, width, high));
      height += high;
      return free.size() - 1;
    }
    if (!fitsBeside) {
      throw new IllegalArgumentException("the larger ones come first");
    }
    free.addFirst(new Free(width, 0, wide, height));
    width += wide;
    return 0;
  }
}
