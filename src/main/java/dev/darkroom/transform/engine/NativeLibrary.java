package dev.darkroom.transform.engine;

import java.io.IOException;
import java.io.InputStream;
import java.lang.foreign.Arena;
import java.lang.foreign.SymbolLookup;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Properties;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Where libvips comes from: the system property {@code darkroom.vips.library} (one or more files or
 * names, separated by commas), else the one packed by the build, else the system's.
 */
final class NativeLibrary {
  private static final Logger LOG = LoggerFactory.getLogger(NativeLibrary.class);

  private static final String PROPERTY = "darkroom.vips.library";
  private static final String PACKED = "/natives/";
  private static final String HOW_TO_INSTALL =
      "libvips was not found: apt-get install libvips42 (Debian), brew install vips (macOS), "
          + "or build with npm on the PATH";

  /** Debian spreads over several files what the packed library holds in one. */
  private static final List<List<String>> SYSTEM =
      List.of(
          List.of("libvips.so.42", "libgobject-2.0.so.0", "libglib-2.0.so.0"),
          List.of("libvips.42.dylib", "libgobject-2.0.0.dylib", "libglib-2.0.0.dylib"),
          List.of(
              "/opt/homebrew/lib/libvips.42.dylib",
              "/opt/homebrew/lib/libgobject-2.0.0.dylib",
              "/opt/homebrew/lib/libglib-2.0.0.dylib"));

  private NativeLibrary() {}

  /**
   * Opens it for the rest of the process.
   *
   * @param folder where the packed library is unpacked, once
   */
  static SymbolLookup open(Path folder) {
    String chosen = System.getProperty(PROPERTY);
    if (chosen != null) {
      return load(List.of(chosen.split(",", -1)));
    }
    try (InputStream stream =
        NativeLibrary.class.getResourceAsStream(PACKED + "libvips.properties")) {
      if (stream != null) {
        Path packed = unpacked(stream, folder);
        return load(List.of(packed.toAbsolutePath().toString()));
      }
    } catch (IOException | IllegalArgumentException unusable) {
      LOG.warn("the packed libvips cannot be used: {}", unusable.toString());
    }
    return system();
  }

  private static Path unpacked(InputStream description, Path folder) throws IOException {
    Properties properties = new Properties();
    properties.load(description);
    String name = required(properties.getProperty("file"));
    Path home = folder.resolve(required(properties.getProperty("sha256")));
    Path library = home.resolve(name);
    try (InputStream content = NativeLibrary.class.getResourceAsStream(PACKED + name)) {
      if (content == null) {
        throw new IOException("the packed library lacks " + name);
      }
      if (!Files.exists(library)) {
        Files.createDirectories(home);
        Path partial = Files.createTempFile(home, "unpacking", "");
        Files.copy(content, partial, StandardCopyOption.REPLACE_EXISTING);
        Files.move(partial, library, StandardCopyOption.ATOMIC_MOVE);
      }
    }
    return library;
  }

  private static String required(@Nullable String value) throws IOException {
    if (value == null) {
      throw new IOException("the description of the packed library is damaged");
    }
    return value;
  }

  private static SymbolLookup system() {
    for (List<String> files : SYSTEM) {
      try {
        return load(files);
      } catch (IllegalArgumentException absent) {
        LOG.debug("no {}", files, absent);
      }
    }
    throw new IllegalStateException(HOW_TO_INSTALL);
  }

  private static SymbolLookup load(List<String> files) {
    List<SymbolLookup> libraries = new ArrayList<>();
    for (String file : files) {
      libraries.add(
          file.contains("/")
              ? SymbolLookup.libraryLookup(Path.of(file), Arena.global())
              : SymbolLookup.libraryLookup(file, Arena.global()));
    }
    LOG.info("libvips from {}", files.getFirst());
    return name ->
        libraries.stream().map(library -> library.find(name)).flatMap(Optional::stream).findFirst();
  }
}
