package dev.darkroom.transform.engine;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.function.Consumer;

/** A picture of libvips: a recipe for pixels, computed when something asks for them. */
record NativeImage(Scope scope, MemorySegment pointer) {
  /** Numbers of {@code VipsInterpretation}. */
  static final int SRGB = 22;

  static final int CMYK = 15;

  private static final int UCHAR = 0;

  int width() {
    return scope.vips().imageWidth.integer(pointer);
  }

  /** Of all frames, which lie one below the other. */
  int height() {
    return scope.vips().imageHeight.integer(pointer);
  }

  int bands() {
    return scope.vips().imageBands.integer(pointer);
  }

  int interpretation() {
    return scope.vips().imageInterpretation.integer(pointer);
  }

  boolean hasAlpha() {
    return scope.vips().imageHasAlpha.integer(pointer) != 0;
  }

  boolean hasBytes() {
    return scope.vips().imageFormat.integer(pointer) == UCHAR;
  }

  /** Frames or pages of the file it came from, at least one. */
  int pages() {
    return Math.max(1, scope.vips().imagePages.integer(pointer));
  }

  /** The EXIF orientation, 1 to 8. */
  int orientation() {
    int orientation = scope.vips().imageOrientation.integer(pointer);
    return orientation < 1 || orientation > 8 ? 1 : orientation;
  }

  /** Whether the file said so. */
  boolean has(String field) {
    Vips vips = scope.vips();
    return vips.imageTypeOf.call(pointer, vips.word(field)) instanceof Long type && type != 0;
  }

  /** Starts an operation on this picture. */
  Operation operation(String name) {
    return scope.operation(name).with("in", this);
  }

  /** The same picture with its pixels computed, so that they can be read in any order. */
  NativeImage inMemory() {
    Vips vips = scope.vips();
    return scope.image(scope.required("copy_memory", vips.imageCopyMemory.pointer(pointer)));
  }

  /** The same pixels as bytes. */
  NativeImage asBytes() {
    return hasBytes() ? this : operation("cast").with("format", UCHAR).image();
  }

  /** Computes the pixels and passes them on, row by row; they are gone afterwards. */
  void pixels(Consumer<ByteBuffer> reader) {
    Vips vips = scope.vips();
    MemorySegment length = scope.arena().allocate(ValueLayout.JAVA_LONG);
    MemorySegment data =
        scope.required("write_to_memory", vips.imageToMemory.pointer(pointer, length));
    try {
      reader.accept(data.reinterpret(length.get(ValueLayout.JAVA_LONG, 0)).asByteBuffer());
    } finally {
      vips.free.run(data);
    }
  }

  /** A copy on which a list is set. */
  NativeImage with(String field, List<Integer> values) {
    NativeImage copy = operation("copy").image();
    MemorySegment array =
        scope
            .arena()
            .allocateFrom(ValueLayout.JAVA_INT, values.stream().mapToInt(i -> i).toArray());
    Vips vips = scope.vips();
    vips.imageSetInts.run(copy.pointer, vips.word(field), array, values.size());
    return copy;
  }

  /** A copy on which a field is set; pictures are shared, so it must not be set on this one. */
  NativeImage with(String field, int value) {
    NativeImage copy = operation("copy").image();
    scope.vips().imageSetInt.run(copy.pointer, scope.vips().word(field), value);
    return copy;
  }
}
