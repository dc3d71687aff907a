package dev.darkroom.transform.engine;

import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemoryLayout;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.SymbolLookup;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodType;
import org.jspecify.annotations.Nullable;

/** One native function. */
final class Downcall {
  private static final Linker LINKER = Linker.nativeLinker();

  private final String name;
  private final MethodHandle handle;

  private Downcall(String name, MethodHandle handle, int arguments) {
    this.name = name;
    this.handle =
        handle
            .asType(MethodType.genericMethodType(arguments))
            .asSpreader(Object[].class, arguments);
  }

  /** A function that returns that. */
  static Downcall returning(
      MemoryLayout result, SymbolLookup library, String name, MemoryLayout... arguments) {
    return bound(library, name, FunctionDescriptor.of(result, arguments));
  }

  /** A function that returns nothing. */
  static Downcall returningNothing(SymbolLookup library, String name, MemoryLayout... arguments) {
    return bound(library, name, FunctionDescriptor.ofVoid(arguments));
  }

  private static Downcall bound(SymbolLookup library, String name, FunctionDescriptor shape) {
    MemorySegment address =
        library
            .find(name)
            .orElseThrow(() -> new IllegalStateException("this libvips lacks " + name));
    return new Downcall(
        name, LINKER.downcallHandle(address, shape), shape.argumentLayouts().size());
  }

  /** Calls it for its effect. */
  void run(Object... arguments) {
    call(arguments);
  }

  /** Calls it for a number. */
  int integer(Object... arguments) {
    return call(arguments) instanceof Integer number ? number : 0;
  }

  /** Calls it for a pointer, which may be null: ask {@link #isNull}. */
  MemorySegment pointer(Object... arguments) {
    return call(arguments) instanceof MemorySegment segment ? segment : MemorySegment.NULL;
  }

  /** Whether a pointer points nowhere. Reading it would end the process. */
  static boolean isNull(MemorySegment pointer) {
    return pointer.address() == 0;
  }

  /** Calls it for whatever it returns. */
  @Nullable Object call(Object... arguments) {
    try {
      return (Object) handle.invokeExact(arguments);
    } catch (RuntimeException | Error known) {
      throw known;
    } catch (Throwable impossible) {
      throw new IllegalStateException(name, impossible);
    }
  }
}
