package dev.darkroom.blob;

import dev.darkroom.protocol.BlobRef;
import dev.darkroom.protocol.StagedBlob;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServerResponse;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.DirectoryStream;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Blobs as files: {@code staging/<node>/<random>} while they arrive, {@code kept/ab/cd/<sha256>}
 * afterwards. Several nodes may share the folder.
 */
public final class DiskBlobStore implements BlobStore {
  private final Vertx vertx;
  private final Path kept;
  private final Path stagingOfAllNodes;
  private final Path staging;

  /** Opens (and creates) the store below {@code root}; {@code node} names this node's staging. */
  public DiskBlobStore(Vertx vertx, Path root, String node) throws IOException {
    this.vertx = vertx;
    this.kept = Files.createDirectories(root.resolve("kept").toAbsolutePath());
    this.stagingOfAllNodes = root.resolve("staging").toAbsolutePath();
    this.staging = Files.createDirectories(stagingOfAllNodes.resolve(node));
  }

  @Override
  public Future<BlobWriter> stage(long limit) {
    StagingFile file = new StagingFile(newStagingFile());
    return Future.succeededFuture(new DiskBlobWriter(vertx.getOrCreateContext(), file, limit));
  }

  @Override
  public Future<BlobRef> keep(StagedBlob staged) {
    if (staged.staging() == null) {
      return Future.succeededFuture(staged.blob());
    }
    Path source = stagingFile(staged.staging());
    return blocking(() -> link(source, staged.blob()));
  }

  @Override
  public Future<Void> discard(StagedBlob staged) {
    if (staged.staging() == null) {
      return Future.succeededFuture();
    }
    Path file = stagingFile(staged.staging());
    return blocking(() -> Files.deleteIfExists(file)).mapEmpty();
  }

  @Override
  public Future<BlobRef> put(byte[] bytes) {
    BlobRef blob = BlobRef.of(bytes);
    return blocking(() -> write(bytes, blob));
  }

  @Override
  public Future<Path> local(BlobRef blob, @Nullable String stagingName) {
    return Future.succeededFuture(stagingName == null ? keptFile(blob) : stagingFile(stagingName));
  }

  @Override
  public Future<Void> send(BlobRef blob, long offset, long length, HttpServerResponse response) {
    return response.sendFile(keptFile(blob).toString(), offset, length);
  }

  @Override
  public Future<Boolean> exists(BlobRef blob) {
    return vertx.fileSystem().exists(keptFile(blob).toString());
  }

  @Override
  public Future<Void> delete(BlobRef blob) {
    return blocking(() -> Files.deleteIfExists(keptFile(blob))).mapEmpty();
  }

  @Override
  public Future<Void> check() {
    return blocking(
            () -> {
              Path probe = newStagingFile();
              Files.createFile(probe);
              return Files.deleteIfExists(probe);
            })
        .mapEmpty();
  }

  /** Removes what nodes that are gone have left in staging: nobody can keep it any more. */
  public void sweepStaging(Set<String> liveNodes) throws IOException {
    try (DirectoryStream<Path> folders = Files.newDirectoryStream(stagingOfAllNodes)) {
      for (Path folder : folders) {
        if (!folder.equals(staging) && !liveNodes.contains(folder.getFileName().toString())) {
          deleteFolder(folder);
        }
      }
    }
  }

  private static void deleteFolder(Path folder) throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      for (Path file : files.toList()) {
        Files.deleteIfExists(file);
      }
    } catch (NoSuchFileException gone) {
      return;
    }
    Files.deleteIfExists(folder);
  }

  /** A hard link costs no copy and leaves the staged name for {@link #discard}. */
  private BlobRef link(Path source, BlobRef blob) throws IOException {
    Path folder = Files.createDirectories(keptFolder(blob));
    try {
      Files.createLink(folder.resolve(blob.sha256()), source);
      sync(folder);
    } catch (FileAlreadyExistsException same) {
      return blob;
    }
    return blob;
  }

  private BlobRef write(byte[] bytes, BlobRef blob) throws IOException {
    Path target = keptFile(blob);
    if (Files.exists(target)) {
      return blob;
    }
    Files.createDirectories(keptFolder(blob));
    Path file = newStagingFile();
    writeDurably(file, bytes);
    Files.move(file, target, StandardCopyOption.ATOMIC_MOVE);
    return blob;
  }

  private static void writeDurably(Path file, byte[] bytes) throws IOException {
    try (FileChannel channel =
        FileChannel.open(file, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE)) {
      ByteBuffer buffer = ByteBuffer.wrap(bytes);
      while (buffer.hasRemaining()) {
        channel.write(buffer);
      }
      channel.force(false);
    }
  }

  private static void sync(Path folder) throws IOException {
    try (FileChannel channel = FileChannel.open(folder, StandardOpenOption.READ)) {
      channel.force(true);
    }
  }

  private Path keptFile(BlobRef blob) {
    return keptFolder(blob).resolve(blob.sha256());
  }

  private Path keptFolder(BlobRef blob) {
    String name = blob.sha256();
    return kept.resolve(name.substring(0, 2)).resolve(name.substring(2, 4));
  }

  private Path newStagingFile() {
    return staging.resolve(UUID.randomUUID().toString());
  }

  /** The name comes back over the bus: only what {@link #newStagingFile} made is accepted. */
  private Path stagingFile(String name) {
    return staging.resolve(UUID.fromString(name).toString());
  }

  private <T> Future<T> blocking(Callable<T> work) {
    return vertx.executeBlocking(work, false);
  }
}
