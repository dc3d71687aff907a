package dev.darkroom.transform.engine;

import static java.lang.foreign.ValueLayout.ADDRESS;
import static java.lang.foreign.ValueLayout.JAVA_BYTE;
import static java.lang.foreign.ValueLayout.JAVA_DOUBLE;
import static java.lang.foreign.ValueLayout.JAVA_LONG;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Function;

/**
 * One operation of libvips in the making: its arguments are properties of a GObject, set by name.
 */
final class Operation {
  /** Fundamental types of GObject, as {@code G_TYPE_MAKE_FUNDAMENTAL} numbers them. */
  private static final long BOOLEAN = 5 << 2;

  private static final long INT = 6 << 2;
  private static final long DOUBLE = 15 << 2;

  /** Size of a {@code GValue}: a type and two words of data. */
  private static final long VALUE_BYTES = 24;

  /** Where a {@code GParamSpec} keeps the type of its values (GLib's ABI since 2.0). */
  private static final long TYPE_OFFSET = 24;

  private final Scope scope;
  private final Vips vips;
  private final String name;
  private final MemorySegment operation;

  /** The scope owns the operation. */
  Operation(Scope scope, String name, MemorySegment operation) {
    this.scope = scope;
    this.vips = scope.vips();
    this.name = name;
    this.operation = operation;
  }

  /** Sets a whole number or the number of an enumeration's value. */
  Operation with(String property, int number) {
    return set(property, INT, value -> vips.valueSetInt.run(value, number));
  }

  /** Sets a real number. */
  Operation with(String property, double number) {
    return set(property, DOUBLE, value -> vips.valueSetDouble.run(value, number));
  }

  /** Sets a switch. */
  Operation with(String property, boolean on) {
    return set(property, BOOLEAN, value -> vips.valueSetBoolean.run(value, on ? 1 : 0));
  }

  /** Sets an image. */
  Operation with(String property, NativeImage image) {
    return with(property, image.pointer());
  }

  /** Sets a source or another object. */
  Operation with(String property, MemorySegment object) {
    return set(property, type(property), value -> vips.valueSetObject.run(value, object));
  }

  /** Sets a list of real numbers. */
  Operation withNumbers(String property, double... numbers) {
    MemorySegment array = scope.arena().allocateFrom(JAVA_DOUBLE, numbers);
    return set(
        property, type(property), value -> vips.valueSetDoubles.run(value, array, numbers.length));
  }

  /** Sets a list of images. */
  Operation withImages(String property, List<NativeImage> images) {
    return set(property, type(property), value -> fill(value, images));
  }

  /** Sets a named word of libvips: the name of a built-in colour profile. */
  Operation withWord(String property, String word) {
    return set(property, type(property), value -> vips.valueSetString.run(value, vips.word(word)));
  }

  /** Sets a text, which is not kept. */
  Operation withText(String property, String text) {
    MemorySegment copy = scope.arena().allocateFrom(text);
    return set(property, type(property), value -> vips.valueSetString.run(value, copy));
  }

  /** Builds it and gives its picture. */
  NativeImage image() {
    return built("out", value -> scope.image(required(vips.valueDupObject.pointer(value))));
  }

  /** Builds it, computes everything, and gives the encoded file. */
  byte[] bytes() {
    return built("buffer", this::copied);
  }

  private byte[] copied(MemorySegment value) {
    MemorySegment blob = required(vips.valueGetBoxed.pointer(value));
    try (Arena arena = Arena.ofConfined()) {
      MemorySegment length = arena.allocate(JAVA_LONG);
      MemorySegment data = required(vips.blobGet.pointer(blob, length));
      return data.reinterpret(length.get(JAVA_LONG, 0)).toArray(JAVA_BYTE);
    }
  }

  private void fill(MemorySegment value, List<NativeImage> images) {
    vips.valueSetImages.run(value, images.size());
    MemorySegment array =
        required(vips.valueGetImages.pointer(value, MemorySegment.NULL))
            .reinterpret(ADDRESS.byteSize() * images.size());
    for (int at = 0; at < images.size(); at++) {
      MemorySegment image = images.get(at).pointer();
      vips.ref.pointer(image);
      array.setAtIndex(ADDRESS, at, image);
    }
  }

  private Operation set(String property, long type, Consumer<MemorySegment> setter) {
    specification(property);
    try (Arena arena = Arena.ofConfined()) {
      MemorySegment value = arena.allocate(VALUE_BYTES, Long.BYTES);
      vips.valueInit.pointer(value, type);
      setter.accept(value);
      vips.setProperty.run(operation, vips.word(property), value);
      vips.valueUnset.run(value);
    }
    return this;
  }

  private <T> T built(String property, Function<MemorySegment, T> reader) {
    MemorySegment result = vips.operationBuild.pointer(operation);
    if (Downcall.isNull(result)) {
      vips.unrefOutputs.run(operation);
      throw vips.failure(name);
    }
    try (Arena arena = Arena.ofConfined()) {
      MemorySegment value = arena.allocate(VALUE_BYTES, Long.BYTES);
      vips.valueInit.pointer(value, type(property));
      vips.getProperty.run(result, vips.word(property), value);
      try {
        return reader.apply(value);
      } finally {
        vips.valueUnset.run(value);
      }
    } finally {
      vips.unrefOutputs.run(result);
      vips.unref.run(result);
    }
  }

  private long type(String property) {
    return specification(property)
        .reinterpret(TYPE_OFFSET + Long.BYTES)
        .get(JAVA_LONG, TYPE_OFFSET);
  }

  /** An unknown property would be a warning and then a wrong result, so it is an error here. */
  private MemorySegment specification(String property) {
    MemorySegment type = operation.reinterpret(ADDRESS.byteSize()).get(ADDRESS, 0);
    return required(vips.findProperty.pointer(type, vips.word(property)));
  }

  private MemorySegment required(MemorySegment pointer) {
    return scope.required(name, pointer);
  }
}
