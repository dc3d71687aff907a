package dev.darkroom.db;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.URL;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Locale;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;
import org.tukaani.xz.XZInputStream;

/**
 * PostgreSQL's programs, unpacked once from the archive that the build packs for this platform.
 *
 * @param folder holds {@code bin}, {@code lib} and {@code share}
 */
record ServerPrograms(Path folder) {
  private static final int OWNER_MAY_EXECUTE = 0100;

  /** Unpacks the archive, unless this very archive is unpacked already. */
  static ServerPrograms unpackedBelow(Path root) throws IOException {
    String name = archiveName();
    URL archive = ServerPrograms.class.getResource("/" + name);
    if (archive == null) {
      throw new IllegalStateException(
          "This build holds no PostgreSQL for this platform (no "
              + name
              + "): set DARKROOM_DATABASE_URL to a PostgreSQL server.");
    }
    // The size tells one release of the archive from another.
    Path folder = root.resolve("server-" + archive.openConnection().getContentLengthLong());
    if (!Files.exists(folder)) {
      Path unfinished = root.resolve("server.new");
      ServerFolder.deleteTree(unfinished);
      unpack(archive, unfinished);
      Files.move(unfinished, folder, StandardCopyOption.ATOMIC_MOVE);
    }
    return new ServerPrograms(folder);
  }

  String program(String name) {
    return folder.resolve("bin").resolve(name).toString();
  }

  private static String archiveName() {
    String system =
        System.getProperty("os.name").toLowerCase(Locale.ROOT).startsWith("mac")
            ? "darwin"
            : "linux";
    String processor = System.getProperty("os.arch").equals("aarch64") ? "arm_64" : "x86_64";
    return "postgres-" + system + "-" + processor + ".txz";
  }

  private static void unpack(URL archive, Path target) throws IOException {
    ServerFolder.passable(Files.createDirectories(target));
    try (InputStream packed = new BufferedInputStream(archive.openStream(), 1 << 16);
        TarArchiveInputStream entries = new TarArchiveInputStream(new XZInputStream(packed))) {
      for (TarArchiveEntry entry = entries.getNextEntry();
          entry != null;
          entry = entries.getNextEntry()) {
        unpack(entry, entries, target);
      }
    }
  }

  private static void unpack(TarArchiveEntry entry, InputStream bytes, Path target)
      throws IOException {
    Path path = target.resolve(entry.getName()).normalize();
    if (!path.startsWith(target)) {
      throw new IOException("an entry leaves the archive: " + entry.getName());
    }
    if (entry.isDirectory()) {
      ServerFolder.passable(Files.createDirectories(path));
      return;
    }
    ServerFolder.passable(Files.createDirectories(path.resolveSibling(".")));
    if (entry.isSymbolicLink()) {
      Files.createSymbolicLink(path, Path.of(entry.getLinkName()));
      return;
    }
    Files.copy(bytes, path);
    boolean program = (entry.getMode() & OWNER_MAY_EXECUTE) != 0;
    Files.setPosixFilePermissions(
        path, PosixFilePermissions.fromString(program ? "rwxr-xr-x" : "rw-r--r--"));
  }
}
