package dev.darkroom.blob;

import static dev.darkroom.testing.Await.await;
import static dev.darkroom.testing.Await.failure;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.darkroom.protocol.BlobRef;
import dev.darkroom.protocol.StagedBlob;
import io.vertx.core.buffer.Buffer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Bytes are staged, kept under their hash, read, and gone when they should be. */
final class DiskBlobStoreTest extends BlobStoreContract {
  @TempDir Path folder;

  @Override
  BlobStore open() throws IOException {
    return disk("here");
  }

  @Override
  long staged() throws IOException {
    return files("staging");
  }

  private DiskBlobStore disk(String node) throws IOException {
    return new DiskBlobStore(vertx, folder, node);
  }

  private long files(String part) throws IOException {
    try (Stream<Path> files = Files.walk(folder.resolve(part))) {
      return files.filter(Files::isRegularFile).count();
    }
  }

  @Test
  void equalBytesAreKeptOnce() throws IOException {
    await(blobs().keep(stage(TEXT)));
    await(blobs().put(TEXT));
    await(blobs().keep(stage(TEXT)));
    assertEquals(1, files("kept"));
  }

  @Test
  void onlyItsOwnStagingNamesAreAccepted() {
    StagedBlob forged = new StagedBlob(BlobRef.of(TEXT), "0".repeat(32), "../../../etc/passwd");
    assertThrows(IllegalArgumentException.class, () -> blobs().discard(forged));
  }

  @Test
  void whatDeadNodesLeftInStagingIsSweptAway() throws IOException {
    DiskBlobStore there = disk("there");
    DiskBlobStore dead = disk("dead");
    for (BlobStore each : new BlobStore[] {blobs(), there, dead}) {
      await(
          each.stage(10)
              .compose(
                  writer -> writer.write(Buffer.buffer("x")).compose(written -> writer.finish())));
    }
    assertEquals(3, files("staging"));
    there.sweepStaging(Set.of("here", "there"));
    assertEquals(2, files("staging"));
    assertFalse(Files.exists(folder.resolve("staging/dead")));
  }

  @Test
  void itSaysWhenItCannotBeWritten() throws IOException {
    await(blobs().check());
    Files.delete(folder.resolve("staging/here"));
    assertTrue(failure(IOException.class, blobs().check()) != null);
  }
}
