package dev.darkroom.asset.chunk;

import dev.darkroom.blob.BlobStore;
import dev.darkroom.blob.BlobWriter;
import dev.darkroom.protocol.StagedBlob;
import io.vertx.core.buffer.Buffer;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** Puts a file together from kept parts, a megabyte at a time. For virtual threads. */
final class Assembly {
  private static final int STEP = 1 << 20;

  private final BlobStore blobs;
  private final long limit;

  Assembly(BlobStore blobs, long limit) {
    this.blobs = blobs;
    this.limit = limit;
  }

  /** The file, staged on this node: the caller's to keep or discard. */
  StagedBlob assemble(List<Coverage.Piece> pieces) {
    BlobWriter writer = blobs.stage(limit).await();
    try {
      for (Coverage.Piece piece : pieces) {
        copy(piece, blobs.local(piece.blob(), null).await(), writer);
      }
      return writer.finish().await();
    } catch (Exception failure) {
      // Not only runtime ones: an await throws what failed, an IOException of the disk as well.
      writer.abort().await();
      throw failure;
    }
  }

  private static void copy(Coverage.Piece piece, Path file, BlobWriter writer) {
    try (InputStream stream = Files.newInputStream(file)) {
      stream.skipNBytes(piece.offset());
      long left = piece.length();
      while (left > 0) {
        byte[] bytes = stream.readNBytes((int) Math.min(STEP, left));
        if (bytes.length == 0) {
          throw new IOException("a part of an upload is shorter than it was");
        }
        left -= bytes.length;
        writer.write(Buffer.buffer(bytes)).await();
      }
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    }
  }
}
