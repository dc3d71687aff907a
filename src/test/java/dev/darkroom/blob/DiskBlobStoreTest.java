package dev.darkroom.blob;

import static dev.darkroom.testing.Await.await;
import static dev.darkroom.testing.Await.failure;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.darkroom.protocol.BlobRef;
import dev.darkroom.protocol.ErrorCode;
import dev.darkroom.protocol.Refusal;
import dev.darkroom.protocol.StagedBlob;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Bytes are staged, kept under their hash, read, and gone when they should be. */
final class DiskBlobStoreTest {
  private static final byte[] TEXT = "some bytes".getBytes(StandardCharsets.UTF_8);

  @TempDir Path folder;
  private Vertx vertx;
  private DiskBlobStore blobs;

  @BeforeEach
  void open() throws IOException {
    vertx = Vertx.vertx();
    blobs = new DiskBlobStore(vertx, folder, "here");
  }

  @AfterEach
  void close() {
    await(vertx.close());
  }

  private StagedBlob stage(byte[] bytes) {
    return await(
        blobs
            .stage(1_000)
            .compose(
                writer -> writer.write(Buffer.buffer(bytes)).compose(done -> writer.finish())));
  }

  private long files(String part) throws IOException {
    try (Stream<Path> files = Files.walk(folder.resolve(part))) {
      return files.filter(Files::isRegularFile).count();
    }
  }

  @Test
  void stagedBytesAreNamedByTheirContent() throws IOException {
    StagedBlob staged = stage(TEXT);
    assertEquals(BlobRef.of(TEXT), staged.blob());
    assertEquals("ae2f3a9fbd6ef4a2a4b2ba0f1f4e1e0b".length(), staged.md5().length());
    assertFalse(await(blobs.exists(staged.blob())));
    Path file = await(blobs.local(staged.blob(), staged.staging()));
    assertArrayEquals(TEXT, Files.readAllBytes(file));
  }

  @Test
  void whatIsKeptOutlivesItsStaging() throws IOException {
    StagedBlob staged = stage(TEXT);
    await(blobs.keep(staged));
    await(blobs.keep(staged));
    await(blobs.discard(staged));
    await(blobs.discard(staged));
    assertArrayEquals(TEXT, Files.readAllBytes(await(blobs.local(staged.blob(), null))));
    assertEquals(0, files("staging"));
  }

  @Test
  void equalBytesAreKeptOnce() throws IOException {
    await(blobs.keep(stage(TEXT)));
    await(blobs.put(TEXT));
    await(blobs.keep(stage(TEXT)));
    assertEquals(1, files("kept"));
  }

  @Test
  void whatIsDiscardedOrDeletedIsGone() throws IOException {
    StagedBlob staged = stage(TEXT);
    await(blobs.discard(staged));
    assertEquals(0, files("staging"));
    BlobRef blob = await(blobs.put(TEXT));
    await(blobs.delete(blob));
    await(blobs.delete(blob));
    assertFalse(await(blobs.exists(blob)));
  }

  @Test
  void whatIsTooLargeLeavesNothing() throws IOException {
    BlobWriter writer = await(blobs.stage(5));
    Refusal refusal = failure(Refusal.class, writer.write(Buffer.buffer(TEXT)));
    assertEquals(ErrorCode.FILE_TOO_LARGE, refusal.code());
    failure(Refusal.class, writer.write(Buffer.buffer(TEXT)));
    failure(Refusal.class, writer.finish());
    assertEquals(0, files("staging"));
  }

  @Test
  void anAbortLeavesNothing() throws IOException {
    BlobWriter writer = await(blobs.stage(1_000));
    await(writer.write(Buffer.buffer(TEXT)));
    await(writer.abort());
    await(writer.abort());
    assertEquals(0, files("staging"));
  }

  @Test
  void onlyItsOwnStagingNamesAreAccepted() {
    StagedBlob forged = new StagedBlob(BlobRef.of(TEXT), "0".repeat(32), "../../../etc/passwd");
    assertThrows(IllegalArgumentException.class, () -> blobs.discard(forged));
  }

  @Test
  void whatDeadNodesLeftInStagingIsSweptAway() throws IOException {
    DiskBlobStore there = new DiskBlobStore(vertx, folder, "there");
    DiskBlobStore dead = new DiskBlobStore(vertx, folder, "dead");
    for (DiskBlobStore each : new DiskBlobStore[] {blobs, there, dead}) {
      await(
          each.stage(10)
              .compose(
                  writer -> writer.write(Buffer.buffer("x")).compose(written -> writer.finish())));
    }
    assertEquals(3, files("staging"));
    blobs.sweepStaging(Set.of("here", "there"));
    assertEquals(2, files("staging"));
    assertFalse(Files.exists(folder.resolve("staging/dead")));
  }

  @Test
  void itSaysWhenItCannotBeWritten() throws IOException {
    await(blobs.check());
    Files.delete(folder.resolve("staging/here"));
    assertTrue(failure(IOException.class, blobs.check()) != null);
  }
}
