package dev.darkroom.testing;

import dev.darkroom.blob.BlobStore;
import dev.darkroom.blob.BlobWriter;
import dev.darkroom.protocol.BlobRef;
import dev.darkroom.protocol.StagedBlob;
import io.vertx.core.Future;
import io.vertx.core.http.HttpServerResponse;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import org.jspecify.annotations.Nullable;

/** Blobs as files of one folder: enough for tests that keep and read small blobs. */
public final class FolderBlobStore implements BlobStore {
  private final Path folder;

  /** Blobs are files of that folder. */
  public FolderBlobStore(Path folder) {
    this.folder = folder;
  }

  /** Keeps bytes and names them. */
  public BlobRef keep(byte[] bytes) {
    try {
      byte[] digest = MessageDigest.getInstance("SHA-256").digest(bytes);
      BlobRef blob = new BlobRef(HexFormat.of().formatHex(digest), bytes.length);
      Files.write(folder.resolve(blob.sha256()), bytes);
      return blob;
    } catch (IOException impossible) {
      throw new UncheckedIOException(impossible);
    } catch (NoSuchAlgorithmException impossible) {
      throw new IllegalStateException(impossible);
    }
  }

  @Override
  public Future<BlobRef> put(byte[] bytes) {
    return Future.succeededFuture(keep(bytes));
  }

  @Override
  public Future<Path> local(BlobRef blob, @Nullable String staging) {
    return Future.succeededFuture(folder.resolve(blob.sha256()));
  }

  @Override
  public Future<Boolean> exists(BlobRef blob) {
    return Future.succeededFuture(Files.exists(folder.resolve(blob.sha256())));
  }

  @Override
  public Future<BlobWriter> stage(long limit) {
    throw new UnsupportedOperationException();
  }

  @Override
  public Future<BlobRef> keep(StagedBlob staged) {
    return Future.succeededFuture(staged.blob());
  }

  @Override
  public Future<Void> discard(StagedBlob staged) {
    return Future.succeededFuture();
  }

  @Override
  public Future<Void> send(BlobRef blob, long offset, long length, HttpServerResponse target) {
    throw new UnsupportedOperationException();
  }

  @Override
  public Future<Void> delete(BlobRef blob) {
    return Future.succeededFuture();
  }

  @Override
  public Future<Void> check() {
    return Future.succeededFuture();
  }
}
