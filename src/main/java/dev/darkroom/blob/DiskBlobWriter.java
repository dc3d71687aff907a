package dev.darkroom.blob;

import dev.darkroom.protocol.BlobRef;
import dev.darkroom.protocol.ErrorCode;
import dev.darkroom.protocol.Refusal;
import dev.darkroom.protocol.StagedBlob;
import io.vertx.core.Future;
import io.vertx.core.Handler;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.file.AsyncFile;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import org.jspecify.annotations.Nullable;

/** Fills one staging file, hashing on the way. Used from one context at a time. */
final class DiskBlobWriter implements BlobWriter {
  private final Vertx vertx;
  private final AsyncFile file;
  private final Path path;
  private final long limit;
  private final MessageDigest sha256 = digest("SHA-256");
  private final MessageDigest md5 = digest("MD5");
  private long size;
  private @Nullable Throwable failure;
  private boolean closed;
  private @Nullable Future<Void> removal;

  DiskBlobWriter(Vertx vertx, AsyncFile file, Path path, long limit) {
    this.vertx = vertx;
    this.file = file;
    this.path = path;
    this.limit = limit;
  }

  @Override
  public Future<Void> write(Buffer data) {
    if (failure != null) {
      return Future.failedFuture(failure);
    }
    size += data.length();
    if (size > limit) {
      failure = new Refusal(ErrorCode.FILE_TOO_LARGE, size, limit);
      return remove().transform(removed -> Future.failedFuture(failure));
    }
    byte[] bytes = data.getBytes();
    sha256.update(bytes);
    md5.update(bytes);
    return file.write(data).onFailure(this::failed);
  }

  @Override
  public Future<StagedBlob> finish() {
    if (failure != null) {
      return remove().transform(removed -> Future.failedFuture(failure));
    }
    closed = true;
    return file.flush()
        .compose(flushed -> file.close())
        .map(done ->
            new StagedBlob(
                new BlobRef(hex(sha256), size), hex(md5), path.getFileName().toString()));
  }

  @Override
  public Future<Void> abort() {
    return remove();
  }

  @Override
  public Future<Void> end() {
    return finish().mapEmpty();
  }

  @Override
  public DiskBlobWriter exceptionHandler(@Nullable Handler<Throwable> handler) {
    // A pipe that is closed after a refusal takes its handler back from a file that is closed too.
    if (!closed) {
      file.exceptionHandler(handler);
    }
    return this;
  }

  @Override
  public DiskBlobWriter setWriteQueueMaxSize(int bytes) {
    if (!closed) {
      file.setWriteQueueMaxSize(bytes);
    }
    return this;
  }

  @Override
  public boolean writeQueueFull() {
    return !closed && file.writeQueueFull();
  }

  @Override
  public DiskBlobWriter drainHandler(@Nullable Handler<Void> handler) {
    if (!closed) {
      file.drainHandler(handler);
    }
    return this;
  }

  private void failed(Throwable cause) {
    if (failure == null) {
      failure = cause;
    }
  }

  /** Once: a refused write removes, and so does the caller's abort, perhaps at the same time. */
  private Future<Void> remove() {
    Future<Void> begun = removal;
    if (begun != null) {
      return begun;
    }
    Future<Void> close = closed ? Future.succeededFuture() : file.close();
    closed = true;
    Future<Void> removed =
        close
            .transform(ended -> vertx.fileSystem().exists(path.toString()))
            .compose(exists ->
                exists ? vertx.fileSystem().delete(path.toString()) : Future.succeededFuture());
    removal = removed;
    return removed;
  }

  private static String hex(MessageDigest digest) {
    return HexFormat.of().formatHex(digest.digest());
  }

  private static MessageDigest digest(String algorithm) {
    try {
      return MessageDigest.getInstance(algorithm);
    } catch (NoSuchAlgorithmException missing) {
      throw new IllegalStateException(algorithm + " is missing in this JDK", missing);
    }
  }
}
