package dev.darkroom.testing;

import dev.darkroom.blob.BlobStore;
import dev.darkroom.blob.BlobWriter;
import dev.darkroom.protocol.BlobRef;
import dev.darkroom.protocol.ErrorCode;
import dev.darkroom.protocol.Refusal;
import dev.darkroom.protocol.StagedBlob;
import io.vertx.core.Future;
import io.vertx.core.Handler;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerResponse;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/** A blob store in memory that tells what is staged. */
public final class MemoryBlobs implements BlobStore {
  private final Map<String, Buffer> staged = new ConcurrentHashMap<>();
  private final Map<String, Buffer> kept = new ConcurrentHashMap<>();
  private volatile boolean broken;

  /** How many staging areas hold bytes, open or finished. */
  public int staged() {
    return staged.size();
  }

  /** Makes every further write fail, as a full disk does. */
  public void breakDown() {
    broken = true;
  }

  /** The bytes of a kept blob. */
  public Buffer bytes(BlobRef blob) {
    Buffer bytes = kept.get(blob.sha256());
    if (bytes == null) {
      throw new IllegalStateException("no such blob");
    }
    return bytes;
  }

  @Override
  public Future<BlobWriter> stage(long limit) {
    if (broken) {
      return Future.failedFuture("the disk is full");
    }
    String name = UUID.randomUUID().toString();
    staged.put(name, Buffer.buffer());
    return Future.succeededFuture(new Writer(name, limit));
  }

  @Override
  public Future<BlobRef> keep(StagedBlob blob) {
    if (blob.staging() != null) {
      Buffer bytes = staged.get(blob.staging());
      if (bytes == null) {
        return Future.failedFuture("nothing staged");
      }
      kept.put(blob.blob().sha256(), bytes);
    }
    return Future.succeededFuture(blob.blob());
  }

  @Override
  public Future<Void> discard(StagedBlob blob) {
    if (blob.staging() != null) {
      staged.remove(blob.staging());
    }
    return Future.succeededFuture();
  }

  @Override
  public Future<BlobRef> put(byte[] bytes) {
    BlobRef blob = reference(Buffer.buffer(bytes));
    kept.put(blob.sha256(), Buffer.buffer(bytes));
    return Future.succeededFuture(blob);
  }

  @Override
  public Future<Path> local(BlobRef blob, @Nullable String staging) {
    Buffer bytes = staging == null ? kept.get(blob.sha256()) : staged.get(staging);
    try {
      Path file = Files.createTempFile("blob", null);
      file.toFile().deleteOnExit();
      return Future.succeededFuture(
          Files.write(file, Objects.requireNonNull(bytes, "no such blob").getBytes()));
    } catch (IOException | RuntimeException failure) {
      return Future.failedFuture(failure);
    }
  }

  @Override
  public Future<Void> send(BlobRef blob, long offset, long length, HttpServerResponse response) {
    Buffer bytes = kept.get(blob.sha256());
    return bytes == null
        ? Future.failedFuture("no such blob")
        : response.end(bytes.getBuffer((int) offset, (int) (offset + length)));
  }

  @Override
  public Future<Boolean> exists(BlobRef blob) {
    return Future.succeededFuture(kept.containsKey(blob.sha256()));
  }

  @Override
  public Future<Void> delete(BlobRef blob) {
    kept.remove(blob.sha256());
    return Future.succeededFuture();
  }

  @Override
  public Future<Void> check() {
    return broken ? Future.failedFuture("the disk is full") : Future.succeededFuture();
  }

  /** The name of bytes. */
  public static BlobRef reference(Buffer bytes) {
    return new BlobRef(hash("SHA-256", bytes), bytes.length());
  }

  /** The etag of bytes. */
  public static String md5(Buffer bytes) {
    return hash("MD5", bytes);
  }

  private static String hash(String algorithm, Buffer bytes) {
    try {
      return HexFormat.of()
          .formatHex(MessageDigest.getInstance(algorithm).digest(bytes.getBytes()));
    } catch (NoSuchAlgorithmException missing) {
      throw new IllegalStateException(missing);
    }
  }

  private final class Writer implements BlobWriter {
    private final String name;
    private final long limit;
    private @Nullable Refusal refusal;

    Writer(String name, long limit) {
      this.name = name;
      this.limit = limit;
    }

    @Override
    public Future<Void> write(Buffer data) {
      if (broken) {
        staged.remove(name);
        return Future.failedFuture("the disk is full");
      }
      Buffer before = staged.get(name);
      if (refusal != null || before == null) {
        return Future.failedFuture(refusal == null ? new IllegalStateException("ended") : refusal);
      }
      long size = (long) before.length() + data.length();
      if (size > limit) {
        refusal = new Refusal(ErrorCode.FILE_TOO_LARGE, size, limit);
        staged.remove(name);
        return Future.failedFuture(refusal);
      }
      before.appendBuffer(data);
      return Future.succeededFuture();
    }

    @Override
    public Future<StagedBlob> finish() {
      Buffer bytes = staged.get(name);
      if (refusal != null || bytes == null) {
        return Future.failedFuture(refusal == null ? new IllegalStateException("ended") : refusal);
      }
      return Future.succeededFuture(new StagedBlob(reference(bytes), md5(bytes), name));
    }

    @Override
    public Future<Void> abort() {
      staged.remove(name);
      return Future.succeededFuture();
    }

    @Override
    public Future<Void> end() {
      return finish().mapEmpty();
    }

    @Override
    public Writer setWriteQueueMaxSize(int bytes) {
      return this;
    }

    @Override
    public boolean writeQueueFull() {
      return false;
    }

    @Override
    public Writer drainHandler(@Nullable Handler<Void> handler) {
      return this;
    }

    @Override
    public Writer exceptionHandler(@Nullable Handler<Throwable> handler) {
      return this;
    }
  }
}
