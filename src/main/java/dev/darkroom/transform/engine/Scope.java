package dev.darkroom.transform.engine;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;

/**
 * Owns every native object made in it and frees them together. It belongs to one thread; only
 * {@link #kill} may come from another.
 */
final class Scope implements AutoCloseable {
  private static final int FORMAT_UCHAR = 0;
  private static final int FORMAT_DOUBLE = 8;

  private final Vips vips;
  private final Arena arena = Arena.ofConfined();
  private final Deque<MemorySegment> objects = new ArrayDeque<>();
  private final Deque<MemorySegment> images = new ArrayDeque<>();
  private boolean killed;

  Scope(Vips vips) {
    this.vips = vips;
  }

  Vips vips() {
    return vips;
  }

  /** Native memory that lives as long as the scope. */
  Arena arena() {
    return arena;
  }

  /** Starts an operation of libvips, by its name. */
  Operation operation(String name) {
    MemorySegment operation = vips.operationNew.pointer(vips.word(name));
    return new Operation(this, name, own(required(name, operation)));
  }

  /** Reads a file. */
  MemorySegment source(Path file) {
    MemorySegment name = arena.allocateFrom(file.toString());
    return own(required("source", vips.sourceFromFile.pointer(name)));
  }

  /** Reads bytes that are already here. */
  MemorySegment source(byte[] bytes) {
    MemorySegment copy = arena.allocateFrom(ValueLayout.JAVA_BYTE, bytes);
    return own(required("source", vips.sourceFromMemory.pointer(copy, (long) bytes.length)));
  }

  /** A picture from raw pixels, four bytes each: red, green, blue, alpha. */
  NativeImage pixels(byte[] rgba, int width, int height) {
    MemorySegment image;
    try (Arena passing = Arena.ofConfined()) {
      MemorySegment data = passing.allocateFrom(ValueLayout.JAVA_BYTE, rgba);
      image =
          vips.imageFromMemoryCopy.pointer(
              data, (long) rgba.length, width, height, 4, FORMAT_UCHAR);
    }
    NativeImage raw = image(required("pixels", image));
    return operation("copy").with("in", raw).with("interpretation", NativeImage.SRGB).image();
  }

  /** A square matrix as an image, row by row. */
  NativeImage matrix(List<Double> rows) {
    double[] numbers = rows.stream().mapToDouble(Double::doubleValue).toArray();
    int side = (int) Math.round(Math.sqrt(numbers.length));
    MemorySegment data = arena.allocateFrom(ValueLayout.JAVA_DOUBLE, numbers);
    return image(
        required(
            "matrix",
            vips.imageFromMemory.pointer(data, data.byteSize(), side, side, 1, FORMAT_DOUBLE)));
  }

  /** Takes over a reference to an image. */
  NativeImage image(MemorySegment owned) {
    synchronized (this) {
      objects.push(owned);
      images.push(owned);
    }
    requireAlive();
    return new NativeImage(this, owned);
  }

  MemorySegment required(String what, MemorySegment pointer) {
    if (Downcall.isNull(pointer)) {
      throw vips.failure(what);
    }
    return pointer;
  }

  /** Makes all work on images of this scope stop soon, and refuses more. */
  synchronized void kill() {
    killed = true;
    for (MemorySegment image : images) {
      vips.imageSetKill.run(image, 1);
    }
  }

  /** Whether the work was stopped. */
  synchronized boolean killed() {
    return killed;
  }

  @Override
  public void close() {
    synchronized (this) {
      images.clear();
      while (!objects.isEmpty()) {
        vips.unref.run(objects.pop());
      }
    }
    arena.close();
  }

  private void requireAlive() {
    if (killed()) {
      throw new VipsException("stopped");
    }
  }

  private MemorySegment own(MemorySegment object) {
    synchronized (this) {
      objects.push(object);
    }
    return object;
  }
}
