package dev.darkroom.transform.engine;

import static java.lang.foreign.ValueLayout.ADDRESS;
import static java.lang.foreign.ValueLayout.JAVA_DOUBLE;
import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_LONG;

import java.lang.foreign.Arena;
import java.lang.foreign.Linker;
import java.lang.foreign.MemoryLayout;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.SymbolLookup;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The functions of libvips and GObject that the engine calls, set up for a server: one thread per
 * operation, no cache, only the loaders we sniff for, little memory kept.
 */
final class Vips {
  private static final Logger LOG = LoggerFactory.getLogger(Vips.class);

  private static final List<String> LOADERS =
      List.of("Jpeg", "Png", "Webp", "Nsgif", "Heif", "Tiff", "Svg", "Raw");

  /** glibc's {@code M_ARENA_MAX}: two arenas instead of eight per core halve the memory kept. */
  private static final int ARENA_MAX = -8;

  private final SymbolLookup library;
  private final Map<String, MemorySegment> words = new ConcurrentHashMap<>();
  private final Optional<Downcall> trim;
  private final boolean keepsByName;

  final Downcall operationNew;
  final Downcall operationBuild;
  final Downcall unrefOutputs;
  final Downcall findProperty;
  final Downcall setProperty;
  final Downcall getProperty;
  final Downcall ref;
  final Downcall unref;
  final Downcall valueInit;
  final Downcall valueUnset;
  final Downcall valueSetInt;
  final Downcall valueSetDouble;
  final Downcall valueSetBoolean;
  final Downcall valueSetObject;
  final Downcall valueSetString;
  final Downcall valueSetDoubles;
  final Downcall valueSetImages;
  final Downcall valueGetImages;
  final Downcall valueDupObject;
  final Downcall valueGetBoxed;
  final Downcall blobGet;
  final Downcall sourceFromFile;
  final Downcall sourceFromMemory;
  final Downcall imageFromMemory;
  final Downcall imageFromMemoryCopy;
  final Downcall imageCopyMemory;
  final Downcall imageSetKill;
  final Downcall imageSetInt;
  final Downcall imageSetInts;
  final Downcall imageToMemory;
  final Downcall imageWidth;
  final Downcall imageHeight;
  final Downcall imageBands;
  final Downcall imageFormat;
  final Downcall imageInterpretation;
  final Downcall imageHasAlpha;
  final Downcall imagePages;
  final Downcall imageOrientation;
  final Downcall imageTypeOf;
  private final Downcall errorCopy;
  final Downcall free;

  /**
   * Binds and starts libvips; to be done once per process, more often does no harm.
   *
   * @param fonts the configuration of its font library
   */
  Vips(SymbolLookup library, Path fonts) {
    this.library = library;
    start(fonts);
    operationNew = pointer("vips_operation_new", ADDRESS);
    operationBuild = pointer("vips_cache_operation_build", ADDRESS);
    unrefOutputs = nothing("vips_object_unref_outputs", ADDRESS);
    findProperty = pointer("g_object_class_find_property", ADDRESS, ADDRESS);
    setProperty = nothing("g_object_set_property", ADDRESS, ADDRESS, ADDRESS);
    getProperty = nothing("g_object_get_property", ADDRESS, ADDRESS, ADDRESS);
    ref = pointer("g_object_ref", ADDRESS);
    unref = nothing("g_object_unref", ADDRESS);
    valueInit = pointer("g_value_init", ADDRESS, JAVA_LONG);
    valueUnset = nothing("g_value_unset", ADDRESS);
    valueSetInt = nothing("g_value_set_int", ADDRESS, JAVA_INT);
    valueSetDouble = nothing("g_value_set_double", ADDRESS, JAVA_DOUBLE);
    valueSetBoolean = nothing("g_value_set_boolean", ADDRESS, JAVA_INT);
    valueSetObject = nothing("g_value_set_object", ADDRESS, ADDRESS);
    valueSetString = nothing("g_value_set_string", ADDRESS, ADDRESS);
    valueSetDoubles = nothing("vips_value_set_array_double", ADDRESS, ADDRESS, JAVA_INT);
    valueSetImages = nothing("vips_value_set_array_image", ADDRESS, JAVA_INT);
    valueGetImages = pointer("vips_value_get_array_image", ADDRESS, ADDRESS);
    valueDupObject = pointer("g_value_dup_object", ADDRESS);
    valueGetBoxed = pointer("g_value_get_boxed", ADDRESS);
    blobGet = pointer("vips_blob_get", ADDRESS, ADDRESS);
    sourceFromFile = pointer("vips_source_new_from_file", ADDRESS);
    sourceFromMemory = pointer("vips_source_new_from_memory", ADDRESS, JAVA_LONG);
    imageFromMemory = fromMemory("vips_image_new_from_memory");
    imageFromMemoryCopy = fromMemory("vips_image_new_from_memory_copy");
    imageCopyMemory = pointer("vips_image_copy_memory", ADDRESS);
    imageSetKill = nothing("vips_image_set_kill", ADDRESS, JAVA_INT);
    imageSetInt = nothing("vips_image_set_int", ADDRESS, ADDRESS, JAVA_INT);
    imageSetInts = nothing("vips_image_set_array_int", ADDRESS, ADDRESS, ADDRESS, JAVA_INT);
    imageToMemory = pointer("vips_image_write_to_memory", ADDRESS, ADDRESS);
    imageWidth = integer("vips_image_get_width", ADDRESS);
    imageHeight = integer("vips_image_get_height", ADDRESS);
    imageBands = integer("vips_image_get_bands", ADDRESS);
    imageFormat = integer("vips_image_get_format", ADDRESS);
    imageInterpretation = integer("vips_image_get_interpretation", ADDRESS);
    imageHasAlpha = integer("vips_image_hasalpha", ADDRESS);
    imagePages = integer("vips_image_get_n_pages", ADDRESS);
    imageOrientation = integer("vips_image_get_orientation", ADDRESS);
    imageTypeOf = Downcall.returning(JAVA_LONG, library, "vips_image_get_typeof", ADDRESS, ADDRESS);
    errorCopy = pointer("vips_error_buffer_copy");
    free = nothing("g_free", ADDRESS);
    trim = libc("malloc_trim", JAVA_LONG);
    keepsByName = integer("vips_version", JAVA_INT).integer(1) >= 15;
    configure();
  }

  /** A word that lives as long as the process: names of operations and of properties. */
  MemorySegment word(String word) {
    return words.computeIfAbsent(word, Arena.global()::allocateFrom);
  }

  /** The failure that the last line of libvips' error buffer tells of; it empties the buffer. */
  VipsException failure(String what) {
    MemorySegment text = errorCopy.pointer();
    if (Downcall.isNull(text)) {
      return new VipsException(what);
    }
    try {
      String all = text.reinterpret(Integer.MAX_VALUE).getString(0).strip();
      return new VipsException(what + ": " + all.substring(all.lastIndexOf('\n') + 1));
    } finally {
      free.run(text);
    }
  }

  /** Whether savers know {@code keep}; before libvips 8.15 it was {@code strip}. */
  boolean keepsByName() {
    return keepsByName;
  }

  /** Gives freed memory back to the system, where the C library can. */
  void trim() {
    trim.ifPresent(call -> call.run(0L));
  }

  /** libvips prints warnings and looks for fonts as its environment said when it started. */
  private static void setVariable(String name, String value) {
    Optional<Downcall> setenv = libc("setenv", ADDRESS, ADDRESS, JAVA_INT);
    try (Arena arena = Arena.ofConfined()) {
      MemorySegment key = arena.allocateFrom(name);
      MemorySegment text = arena.allocateFrom(value);
      setenv.ifPresent(call -> call.run(key, text, 1));
    }
  }

  private void start(Path fonts) {
    setVariable("VIPS_WARNING", "0");
    setVariable("FONTCONFIG_FILE", fonts.toString());
    libc("mallopt", JAVA_INT, JAVA_INT).ifPresent(call -> call.run(ARENA_MAX, 2));
    if (integer("vips_init", ADDRESS).integer(word("darkroom")) != 0) {
      throw new IllegalStateException("libvips does not start");
    }
  }

  private void configure() {
    nothing("vips_concurrency_set", JAVA_INT).run(1);
    nothing("vips_cache_set_max", JAVA_INT).run(0);
    nothing("vips_cache_set_max_mem", JAVA_LONG).run(0L);
    nothing("vips_cache_set_max_files", JAVA_INT).run(0);
    Downcall block = nothing("vips_operation_block_set", ADDRESS, JAVA_INT);
    block.run(word("VipsForeignLoad"), 1);
    for (String loader : LOADERS) {
      block.run(word("VipsForeignLoad" + loader), 0);
    }
    MemorySegment version = pointer("vips_version_string").pointer();
    if (!Downcall.isNull(version)) {
      LOG.info("libvips {}", version.reinterpret(100).getString(0));
    }
  }

  private Downcall fromMemory(String name) {
    return pointer(name, ADDRESS, JAVA_LONG, JAVA_INT, JAVA_INT, JAVA_INT, JAVA_INT);
  }

  private Downcall pointer(String name, MemoryLayout... arguments) {
    return Downcall.returning(ADDRESS, library, name, arguments);
  }

  private Downcall integer(String name, MemoryLayout... arguments) {
    return Downcall.returning(JAVA_INT, library, name, arguments);
  }

  private Downcall nothing(String name, MemoryLayout... arguments) {
    return Downcall.returningNothing(library, name, arguments);
  }

  /** A function of the C library that only some have. */
  private static Optional<Downcall> libc(String name, MemoryLayout... arguments) {
    SymbolLookup standard = Linker.nativeLinker().defaultLookup();
    return standard.find(name).isPresent()
        ? Optional.of(Downcall.returning(JAVA_INT, standard, name, arguments))
        : Optional.empty();
  }
}
