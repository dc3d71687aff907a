package dev.darkroom.blob;

import dev.darkroom.protocol.BlobRef;
import dev.darkroom.protocol.StagedBlob;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.internal.buffer.BufferInternal;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One file that is being filled, hashed on the way. It blocks: for a worker, one call at a time.
 */
final class StagingFile {
  private final Path path;
  private final MessageDigest sha256 = digest("SHA-256");
  private final MessageDigest md5 = digest("MD5");
  private @Nullable FileChannel channel;
  private long size;

  StagingFile(Path path) {
    this.path = path;
  }

  /** Hashes the pieces and writes them; the first call makes the file, which has this size. */
  long append(List<Buffer> pieces) throws IOException {
    ByteBuffer[] left = new ByteBuffer[pieces.size()];
    for (int at = 0; at < left.length; at++) {
      // The buffer's own bytes: Buffer.getBytes() would copy a whole upload once more.
      left[at] = ((BufferInternal) pieces.get(at)).getByteBuf().nioBuffer();
      sha256.update(left[at].duplicate());
      md5.update(left[at].duplicate());
      size += left[at].remaining();
    }
    write(left);
    return size;
  }

  private void write(ByteBuffer[] pieces) throws IOException {
    FileChannel open = open();
    int first = 0;
    while (first < pieces.length) {
      open.write(pieces, first, pieces.length - first);
      while (first < pieces.length && !pieces[first].hasRemaining()) {
        first++;
      }
    }
  }

  /** Flushes the bytes to the disk and names them. */
  StagedBlob finish() throws IOException {
    try (FileChannel open = open()) {
      open.force(false);
    }
    BlobRef blob = new BlobRef(hex(sha256), size);
    return new StagedBlob(blob, hex(md5), path.getFileName().toString());
  }

  /** Removes the file; false when there is none. */
  boolean remove() throws IOException {
    if (channel != null) {
      channel.close();
    }
    return Files.deleteIfExists(path);
  }

  private FileChannel open() throws IOException {
    FileChannel open = channel;
    if (open == null) {
      open = FileChannel.open(path, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
      channel = open;
    }
    return open;
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
