package dev.darkroom.blob;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.UUID;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The files of one process's cache: {@code cache-<n>/ab/<sha256>}, and {@code cache-<n>/arriving}
 * for what is not whole. The first number that no living process holds is taken, so that a restart
 * finds its copies again and two processes on one data folder do not share any.
 */
final class S3CacheFolder implements AutoCloseable {
  private static final int MOST_PROCESSES = 100;
  private static final Pattern NAME = Pattern.compile("[0-9a-f]{64}");

  /** A file of a former process. */
  record Found(String name, long size, long modified) {}

  private final Path root;
  private final FileChannel lock;

  private S3CacheFolder(Path root, FileChannel lock) {
    this.root = root;
    this.lock = lock;
  }

  /** Takes a folder below the parent, without what was only arriving there. */
  static S3CacheFolder take(Path parent) throws IOException {
    for (int number = 1; number <= MOST_PROCESSES; number++) {
      Path root = Files.createDirectories(parent.resolve("cache-" + number).toAbsolutePath());
      FileChannel lock = locked(root.resolve("lock"));
      if (lock != null) {
        S3CacheFolder folder = new S3CacheFolder(root, lock);
        folder.deleteArriving();
        return folder;
      }
    }
    throw new IllegalStateException("Too many servers use the data folder " + parent + ".");
  }

  private static @Nullable FileChannel locked(Path file) throws IOException {
    FileChannel channel =
        FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
    try {
      FileLock lock = channel.tryLock();
      if (lock != null) {
        return channel;
      }
    } catch (OverlappingFileLockException sameProcess) {
      // Held by this very process: the next number is tried, as for any other one.
    }
    channel.close();
    return null;
  }

  private void deleteArriving() throws IOException {
    Path arriving = Files.createDirectories(root.resolve("arriving"));
    try (Stream<Path> files = Files.list(arriving)) {
      for (Path file : files.toList()) {
        Files.deleteIfExists(file);
      }
    }
  }

  /** Where a blob's copy is, or would be. */
  Path file(String name) {
    return root.resolve(name.substring(0, 2)).resolve(name);
  }

  /** The same, in a folder that exists. */
  Path fileToBe(String name) throws IOException {
    Path file = file(name);
    Files.createDirectories(root.resolve(name.substring(0, 2)));
    return file;
  }

  /** Where a copy is written until it is whole. */
  Path arriving(UUID name) {
    return root.resolve("arriving").resolve(name.toString());
  }

  /** What former processes have left, the oldest first. */
  List<Found> files() throws IOException {
    List<Found> found = new ArrayList<>();
    try (Stream<Path> all = Files.walk(root, 2)) {
      for (Path file : all.filter(S3CacheFolder::isCopy).toList()) {
        found.add(
            new Found(
                file.getFileName().toString(),
                Files.size(file),
                Files.getLastModifiedTime(file).toMillis()));
      }
    }
    found.sort(Comparator.comparingLong(Found::modified));
    return found;
  }

  private static boolean isCopy(Path file) {
    return NAME.matcher(file.getFileName().toString()).matches() && Files.isRegularFile(file);
  }

  @Override
  public void close() throws IOException {
    lock.close();
  }
}
