package dev.darkroom.blob;

import static dev.darkroom.testing.Await.await;
import static dev.darkroom.testing.Await.failure;
import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.darkroom.protocol.ErrorCode;
import dev.darkroom.protocol.Refusal;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class DiskBlobWriterTest {
  @TempDir Path folder;
  private final Vertx vertx = Vertx.vertx();

  @AfterEach
  void stop() {
    await(vertx.close());
  }

  /** What a pipe does when it is closed after the refusal; a throw would be an unhandled one. */
  @Test
  void aWriterThatRefusedTakesItsHandlersBackAndLeavesNothing() throws IOException {
    BlobWriter writer = await(new DiskBlobStore(vertx, folder, "node").stage(3));
    Future<Void> refused = writer.write(Buffer.buffer("12345"));
    await(writer.abort());
    Refusal refusal = failure(Refusal.class, refused);
    assertEquals(ErrorCode.FILE_TOO_LARGE, refusal.code());
    assertDoesNotThrow(() -> {
      writer.exceptionHandler(null);
      writer.drainHandler(null);
      writer.setWriteQueueMaxSize(10);
    });
    try (Stream<Path> files = Files.walk(folder)) {
      assertEquals(0, files.filter(Files::isRegularFile).count());
    }
  }
}
