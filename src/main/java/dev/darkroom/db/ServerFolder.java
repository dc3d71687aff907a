package dev.darkroom.db;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The layout of the embedded server's folder: its programs, its data, its socket, its password, and
 * who owns it.
 */
record ServerFolder(Path root) {
  private static final Set<PosixFilePermission> PRIVATE =
      PosixFilePermissions.fromString("rw-------");

  private static final Set<PosixFilePermission> PASSABLE =
      PosixFilePermissions.fromString("rwxr-xr-x");

  /** Unix socket paths end at 107 bytes on Linux, 103 on macOS. */
  private static final int LONGEST_SOCKET_FOLDER = 80;

  /** Opens or creates the folder; others may pass through it, its secrets are private files. */
  static ServerFolder at(Path root) throws IOException {
    Path absolute = root.toAbsolutePath().normalize();
    Files.createDirectories(absolute);
    return new ServerFolder(passable(absolute.toRealPath()));
  }

  /** The server's own data (PGDATA). */
  Path data() {
    return root.resolve("data");
  }

  /** Where initdb works, so that a half-made data folder is never mistaken for a whole one. */
  Path unfinished() {
    return root.resolve("data.new");
  }

  Path socket() {
    return root.resolve("run");
  }

  Path password() {
    return root.resolve("password");
  }

  /** Locked by the process that runs the server; names that process. */
  Path owner() {
    return root.resolve("owner");
  }

  /** The port of the running server; there while it accepts connections. */
  Path port() {
    return root.resolve("port");
  }

  boolean socketFits() {
    return socket().toString().getBytes(StandardCharsets.UTF_8).length <= LONGEST_SOCKET_FOLDER;
  }

  /** Lets every account pass through and read a folder, whatever our umask says. */
  static Path passable(Path folder) throws IOException {
    if (!Files.getPosixFilePermissions(folder).containsAll(PASSABLE)
        && Files.getOwner(folder).getName().equals(System.getProperty("user.name"))) {
      Files.setPosixFilePermissions(folder, PASSABLE);
    }
    return folder;
  }

  /** The trimmed text of a small file, or null when it is not there. */
  static @Nullable String read(Path file) throws IOException {
    return Files.exists(file) ? Files.readString(file).strip() : null;
  }

  /** Writes a small file that only this user may read, all or nothing. */
  static void writePrivate(Path file, String text) throws IOException {
    Path temporary = file.resolveSibling(file.getFileName() + ".new");
    Files.deleteIfExists(temporary);
    FileAttribute<?> mode = PosixFilePermissions.asFileAttribute(PRIVATE);
    Files.createFile(temporary, mode);
    Files.writeString(temporary, text);
    Files.move(
        temporary, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
  }

  /** Removes a folder with everything in it; nothing when it is not there. */
  static void deleteTree(Path folder) throws IOException {
    if (!Files.exists(folder)) {
      return;
    }
    Files.walkFileTree(
        folder,
        new SimpleFileVisitor<>() {
          @Override
          public FileVisitResult visitFile(Path file, BasicFileAttributes attributes)
              throws IOException {
            Files.delete(file);
            return FileVisitResult.CONTINUE;
          }

          @Override
          public FileVisitResult postVisitDirectory(Path visited, @Nullable IOException failure)
              throws IOException {
            Files.delete(visited);
            return FileVisitResult.CONTINUE;
          }
        });
  }
}
