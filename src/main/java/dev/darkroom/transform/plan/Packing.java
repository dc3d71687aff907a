package dev.darkroom.transform.plan;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Where pictures lie on a sheet so that none touches another. The same pictures always lie the same
 * way. Pure.
 *
 * @param sheet the smallest that holds all of them
 * @param corners the top left corner of each picture, in their order
 */
record Packing(Size sheet, List<Corner> corners) {
  Packing {
    corners = List.copyOf(corners);
  }

  /** A place in pixels from the top left corner of the sheet. */
  record Corner(int left, int top) {}

  /**
   * On a sheet that stays nearly square: from the largest to the smallest, each in the first gap
   * that holds it; a sheet without one grows by that picture.
   *
   * @param gap pixels between two pictures
   */
  static Packing square(List<Size> pictures, int gap) {
    GrowingBin bin = new GrowingBin();
    Corner[] corners = new Corner[pictures.size()];
    for (int picture : largestFirst(pictures)) {
      Size size = pictures.get(picture);
      corners[picture] = bin.place(size.width() + gap, size.height() + gap);
    }
    return of(pictures, List.of(corners));
  }

  /** One below the other, that many pixels apart. */
  static Packing strip(List<Size> pictures, int gap) {
    List<Corner> corners = new ArrayList<>();
    int top = 0;
    for (Size picture : pictures) {
      corners.add(new Corner(0, top));
      top += picture.height() + gap;
    }
    return of(pictures, corners);
  }

  /** By the longer side, then by the shorter; equal ones keep their order. */
  private static List<Integer> largestFirst(List<Size> pictures) {
    Comparator<Size> smallestFirst =
        Comparator.<Size>comparingInt(size -> Math.max(size.width(), size.height()))
            .thenComparingInt(size -> Math.min(size.width(), size.height()))
            .thenComparingInt(Size::height);
    return IntStream.range(0, pictures.size())
        .boxed()
        .sorted(Comparator.comparing(pictures::get, smallestFirst.reversed()))
        .toList();
  }

  private static Packing of(List<Size> pictures, List<Corner> corners) {
    Size sheet = new Size(1, 1);
    for (int i = 0; i < corners.size(); i++) {
      Corner corner = corners.get(i);
      Size size = pictures.get(i);
      sheet = sheet.union(new Size(corner.left() + size.width(), corner.top() + size.height()));
    }
    return new Packing(sheet, corners);
  }
}
