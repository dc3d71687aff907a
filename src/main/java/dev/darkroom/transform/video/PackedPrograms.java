package dev.darkroom.transform.video;

import java.io.IOException;
import java.io.InputStream;
import java.net.JarURLConnection;
import java.net.URL;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;
import java.util.jar.JarEntry;
import java.util.jar.JarFile;

/** ffmpeg and ffprobe out of the jar {@code org.bytedeco:ffmpeg}, when it is on the class path. */
final class PackedPrograms {
  private PackedPrograms() {}

  /** The folder with the programs and their libraries, unpacked once below {@code natives}. */
  static Optional<Path> unpack(Path natives) throws IOException {
    String folder = "org/bytedeco/ffmpeg/" + platform() + "/";
    URL probe = PackedPrograms.class.getResource("/" + folder + Ffmpeg.program("ffprobe"));
    if (probe == null || !(probe.openConnection() instanceof JarURLConnection connection)) {
      return Optional.empty();
    }
    connection.setUseCaches(false);
    try (JarFile jar = connection.getJarFile()) {
      long mark = connection.getJarEntry().getCrc();
      Path home = natives.resolve("ffmpeg-" + Long.toHexString(mark)).toAbsolutePath();
      if (!Files.isDirectory(home)) {
        unpack(jar, folder, home);
      }
      return Optional.of(home);
    }
  }

  private static void unpack(JarFile jar, String folder, Path home) throws IOException {
    Path partial = Files.createDirectories(home.resolveSibling("partial-" + UUID.randomUUID()));
    List<JarEntry> entries =
        jar.stream()
            .filter(entry -> entry.getName().startsWith(folder) && !entry.isDirectory())
            .filter(entry -> !entry.getName().startsWith(folder + "libjni"))
            .toList();
    for (JarEntry entry : entries) {
      Path file = partial.resolve(entry.getName().substring(folder.length()).replace('/', '_'));
      try (InputStream content = jar.getInputStream(entry)) {
        Files.copy(content, file, StandardCopyOption.REPLACE_EXISTING);
      }
      file.toFile().setExecutable(true);
    }
    try {
      Files.move(partial, home, StandardCopyOption.ATOMIC_MOVE);
    } catch (FileAlreadyExistsException | java.nio.file.DirectoryNotEmptyException other) {
      // Another process was faster; what it unpacked is the same.
      deleteFolder(partial);
    }
  }

  private static void deleteFolder(Path folder) throws IOException {
    try (var files = Files.list(folder)) {
      for (Path file : files.toList()) {
        Files.deleteIfExists(file);
      }
    }
    Files.deleteIfExists(folder);
  }

  private static String platform() {
    String system = System.getProperty("os.name", "").toLowerCase(Locale.ROOT);
    String machine = System.getProperty("os.arch", "");
    String word = system.contains("mac") ? "macosx" : system.contains("win") ? "windows" : "linux";
    return word + "-" + (machine.equals("aarch64") ? "arm64" : "x86_64");
  }
}
