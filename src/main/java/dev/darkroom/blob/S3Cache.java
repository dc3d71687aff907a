package dev.darkroom.blob;

import dev.darkroom.protocol.BlobRef;
import dev.darkroom.protocol.ErrorCode;
import dev.darkroom.protocol.Refusal;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Copies of blobs on this node's disk, bounded. A copy appears whole, checked against its hash, or
 * not at all; whoever asks for the same blob at the same time waits for one download. It blocks:
 * for virtual threads.
 */
final class S3Cache implements AutoCloseable {
  private static final int RETRY_SECONDS = 5;

  /** Opens a blob's bytes where they are kept. */
  @FunctionalInterface
  interface Source {
    /** A stream that the cache closes. */
    InputStream open(BlobRef blob) throws IOException;
  }

  private final S3CacheFolder folder;
  private final S3CacheIndex index;
  private final Source source;
  private final Map<String, CompletableFuture<Path>> flights = new ConcurrentHashMap<>();

  /** Takes what a former process of this node has left; it is checked before its first use. */
  S3Cache(S3CacheFolder folder, S3CacheIndex index, Source source) throws IOException {
    this.folder = folder;
    this.index = index;
    this.source = source;
    folder.files().forEach(file -> index.found(file.name(), file.size()));
    deleteAll(index.spare(0));
  }

  /**
   * The blob's file, when it is here and was checked before. It stays for some minutes at least.
   */
  Optional<Path> find(BlobRef blob) {
    return index.use(blob) ? Optional.of(folder.file(blob.sha256())) : Optional.empty();
  }

  /** The blob's file, fetched if need be. It stays for some minutes at least. */
  Path get(BlobRef blob) throws IOException {
    Optional<Path> here = find(blob).filter(Files::exists);
    return here.isPresent() ? here.get() : flight(blob);
  }

  private Path flight(BlobRef blob) throws IOException {
    CompletableFuture<Path> mine = new CompletableFuture<>();
    CompletableFuture<Path> others = flights.putIfAbsent(blob.sha256(), mine);
    if (others != null) {
      return joined(others);
    }
    try {
      Path file = isWholeOnDisk(blob) ? confirmed(blob) : fetched(blob);
      mine.complete(file);
      return file;
    } catch (IOException | RuntimeException failure) {
      mine.completeExceptionally(failure);
      throw failure;
    } finally {
      flights.remove(blob.sha256());
    }
  }

  private static Path joined(CompletableFuture<Path> flight) throws IOException {
    try {
      return flight.join();
    } catch (CompletionException failure) {
      switch (failure.getCause()) {
        case IOException known -> throw known;
        case Refusal known -> throw known;
        case null, default -> throw failure;
      }
    }
  }

  /** What was left by a former process is trusted only when its bytes are the blob's. */
  private boolean isWholeOnDisk(BlobRef blob) throws IOException {
    Path file = folder.file(blob.sha256());
    if (!index.isKnown(blob) || !Files.exists(file)) {
      return false;
    }
    try (InputStream in = Files.newInputStream(file)) {
      return S3Hash.SHA_256.of(in).equals(blob.sha256());
    }
  }

  private Path confirmed(BlobRef blob) {
    index.add(blob);
    return folder.file(blob.sha256());
  }

  private Path fetched(BlobRef blob) throws IOException {
    makeRoom(blob.size());
    Path arriving = folder.arriving(UUID.randomUUID());
    try (InputStream in = source.open(blob)) {
      String hash = S3Hash.SHA_256.copy(in, arriving);
      if (!hash.equals(blob.sha256())) {
        throw new IOException("S3 gave other bytes for " + blob.sha256());
      }
      return take(blob, arriving);
    } finally {
      Files.deleteIfExists(arriving);
    }
  }

  /** Takes a copy of what this node has just kept, if there is room; the file itself stays. */
  void adopt(BlobRef blob, Path file) throws IOException {
    if (index.use(blob) || !index.hasRoom(blob.size())) {
      return;
    }
    makeRoom(blob.size());
    Path target = folder.fileToBe(blob.sha256());
    try {
      Files.createLink(target, file);
    } catch (FileAlreadyExistsException same) {
      return;
    }
    index.add(blob);
  }

  /** Takes bytes that this node has just kept, if there is room. */
  void adopt(BlobRef blob, byte[] bytes) throws IOException {
    if (index.use(blob) || !index.hasRoom(blob.size())) {
      return;
    }
    makeRoom(blob.size());
    Path arriving = folder.arriving(UUID.randomUUID());
    try {
      take(blob, Files.write(arriving, bytes));
    } finally {
      Files.deleteIfExists(arriving);
    }
  }

  private Path take(BlobRef blob, Path arriving) throws IOException {
    Path target = folder.fileToBe(blob.sha256());
    Files.move(arriving, target, StandardCopyOption.ATOMIC_MOVE);
    index.add(blob);
    return target;
  }

  /** Forgets the blob. */
  void remove(BlobRef blob) throws IOException {
    index.remove(blob.sha256());
    Files.deleteIfExists(folder.file(blob.sha256()));
  }

  private void makeRoom(long bytes) throws IOException {
    deleteAll(index.spare(bytes));
    if (!index.hasRoom(bytes)) {
      throw new Refusal(ErrorCode.OVERLOADED, RETRY_SECONDS);
    }
  }

  private void deleteAll(Iterable<String> names) throws IOException {
    for (String name : names) {
      Files.deleteIfExists(folder.file(name));
    }
  }

  @Override
  public void close() throws IOException {
    folder.close();
  }
}
