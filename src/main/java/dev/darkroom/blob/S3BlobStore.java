package dev.darkroom.blob;

import dev.darkroom.protocol.BlobRef;
import dev.darkroom.protocol.ErrorCode;
import dev.darkroom.protocol.Refusal;
import dev.darkroom.protocol.StagedBlob;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServerResponse;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import software.amazon.awssdk.core.exception.SdkException;

/**
 * Blobs in an S3-compatible bucket, {@code <prefix>/ab/cd/<sha256>}, which every node reaches. They
 * arrive in a folder of this node, and are read through copies there. Calls to S3 run on virtual
 * threads of their own, bounded by time and connections; while S3 is away whoever needs it gets 503
 * and nothing is half written, and copies are served on.
 */
public final class S3BlobStore implements BlobStore, AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(S3BlobStore.class);

  /** Larger ones are streamed to clients rather than copied first. */
  private static final long LARGEST_COPIED = 8L * 1024 * 1024;

  private static final int RETRY_SECONDS = 5;

  /**
   * What this node adds.
   *
   * @param folder for what arrives and for copies
   * @param bytes most bytes of what arrives, and of copies
   * @param node the name of this node's staging
   */
  public record Here(Path folder, long bytes, String node) {}

  private final Vertx vertx;
  private final Here here;
  private final S3Objects objects;
  private final S3Cache cache;
  private final S3Download download;
  private final DiskBlobStore staging;
  private final S3Check check;

  private S3BlobStore(Vertx vertx, Here here, S3Objects objects) throws IOException {
    this.vertx = vertx;
    this.here = here;
    this.objects = objects;
    this.staging = new DiskBlobStore(vertx, here.folder(), here.node());
    this.cache =
        new S3Cache(
            S3CacheFolder.take(here.folder()),
            new S3CacheIndex(here.bytes(), InstantSource.system()),
            blob -> objects.open(blob, 0, blob.size()));
    this.download = new S3Download(objects);
    this.check = new S3Check(objects, InstantSource.system());
  }

  /**
   * Opens the store and asks the bucket once.
   *
   * @throws IllegalStateException in one sentence, when the bucket refuses us; a server that is
   *     away is only logged, it may come back
   */
  public static S3BlobStore open(Vertx vertx, S3Address address, Here here) throws IOException {
    return open(vertx, address, here, S3Timing.usual());
  }

  static S3BlobStore open(Vertx vertx, S3Address address, Here here, S3Timing timing)
      throws IOException {
    S3Objects objects = new S3Objects(address, timing);
    try {
      requireUsable(address, objects);
      return new S3BlobStore(vertx, here, objects);
    } catch (IOException | RuntimeException failure) {
      objects.close();
      throw failure;
    }
  }

  private static void requireUsable(S3Address address, S3Objects objects) {
    try {
      objects.probe();
    } catch (SdkException failure) {
      String words = S3Failure.words(failure);
      if (S3Failure.isSetting(failure)) {
        throw new IllegalStateException(
            "DARKROOM_BLOBS: %s cannot be written: %s.".formatted(address, words), failure);
      }
      LOG.warn("{} does not answer yet: {}", address, words);
    }
  }

  @Override
  public Future<BlobWriter> stage(long limit) {
    return blocking(this::requireRoom).compose(room -> staging.stage(limit));
  }

  /** What arrives is deleted soon; a flood of it must not fill the disk. */
  private boolean requireRoom() throws IOException {
    try (Stream<Path> files = Files.list(here.folder().resolve("staging").resolve(here.node()))) {
      if (files.mapToLong(file -> file.toFile().length()).sum() > here.bytes()) {
        throw new Refusal(ErrorCode.OVERLOADED, RETRY_SECONDS);
      }
      return true;
    }
  }

  @Override
  public Future<BlobRef> keep(StagedBlob staged) {
    String name = staged.staging();
    if (name == null) {
      return Future.succeededFuture(staged.blob());
    }
    return staging.local(staged.blob(), name).compose(file -> blocking(() -> keep(staged, file)));
  }

  private BlobRef keep(StagedBlob staged, Path file) throws IOException {
    objects.put(staged.blob(), file, staged.md5());
    copied(staged.blob(), () -> cache.adopt(staged.blob(), file));
    return staged.blob();
  }

  @Override
  public Future<Void> discard(StagedBlob staged) {
    return staging.discard(staged);
  }

  @Override
  public Future<BlobRef> put(byte[] bytes) {
    return blocking(() -> {
      BlobRef blob = BlobRef.of(bytes);
      objects.put(blob, bytes);
      copied(blob, () -> cache.adopt(blob, bytes));
      return blob;
    });
  }

  private interface Copying {
    void copy() throws IOException;
  }

  /** What is kept stays kept when this disk has no room, or no links. */
  private static void copied(BlobRef blob, Copying copying) {
    try {
      copying.copy();
    } catch (IOException | UnsupportedOperationException | Refusal failure) {
      LOG.debug("no copy of {}", blob.sha256(), failure);
    }
  }

  @Override
  public Future<Path> local(BlobRef blob, @Nullable String stagingName) {
    return stagingName == null ? blocking(() -> cache.get(blob)) : staging.local(blob, stagingName);
  }

  @Override
  public Future<Void> send(BlobRef blob, long offset, long length, HttpServerResponse response) {
    Optional<Path> copy = cache.find(blob).filter(Files::exists);
    if (copy.isPresent()) {
      return response.sendFile(copy.get().toString(), offset, length);
    }
    if (blob.size() <= LARGEST_COPIED) {
      return local(blob, null).compose(file -> response.sendFile(file.toString(), offset, length));
    }
    return blocking(() -> download.send(blob, offset, length, response));
  }

  @Override
  public Future<Boolean> exists(BlobRef blob) {
    return blocking(() -> objects.exists(blob));
  }

  @Override
  public Future<Void> delete(BlobRef blob) {
    return this.<Void>blocking(() -> {
      objects.delete(blob);
      cache.remove(blob);
      return null;
    });
  }

  @Override
  public Future<Void> check() {
    return blocking(check).mapEmpty();
  }

  /** Removes what nodes that are gone have left in staging. */
  public void sweepStaging(Set<String> liveNodes) throws IOException {
    staging.sweepStaging(liveNodes);
  }

  @Override
  public void close() throws IOException {
    objects.close();
    cache.close();
  }

  /** Runs work on a thread of its own; the result comes back on the caller's context. */
  private <T extends @Nullable Object> Future<T> blocking(Callable<T> work) {
    Context context = vertx.getOrCreateContext();
    Promise<T> result = Promise.promise();
    Thread.ofVirtual()
        .name("s3")
        .start(() -> {
          Future<T> done = outcome(work);
          context.runOnContext(nothing -> done.onComplete(result));
        });
    return result.future();
  }

  private static <T extends @Nullable Object> Future<T> outcome(Callable<T> work) {
    try {
      return Future.succeededFuture(work.call());
    } catch (Exception failure) {
      return Future.failedFuture(failure);
    }
  }
}
