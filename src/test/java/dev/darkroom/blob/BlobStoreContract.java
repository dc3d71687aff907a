package dev.darkroom.blob;

import static dev.darkroom.testing.Await.await;
import static dev.darkroom.testing.Await.failure;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.darkroom.protocol.BlobRef;
import dev.darkroom.protocol.ErrorCode;
import dev.darkroom.protocol.Refusal;
import dev.darkroom.protocol.StagedBlob;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientResponse;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServer;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What every blob store does. */
abstract class BlobStoreContract {
  static final byte[] TEXT = "some bytes".getBytes(StandardCharsets.UTF_8);
  private static final long LIMIT = 200L << 20;

  final Vertx vertx = Vertx.vertx();
  private BlobStore blobs;

  /** A new, empty store. */
  abstract BlobStore open() throws IOException;

  /** How many files or buffers are in staging. */
  abstract long staged() throws IOException;

  @BeforeEach
  final void begin() throws IOException {
    blobs = open();
  }

  @AfterEach
  final void end() {
    await(vertx.close());
  }

  final BlobStore blobs() {
    return blobs;
  }

  final StagedBlob stage(byte[] bytes) {
    return await(
        blobs
            .stage(LIMIT)
            .compose(
                writer -> writer.write(Buffer.buffer(bytes)).compose(done -> writer.finish())));
  }

  static byte[] random(int size) {
    byte[] bytes = new byte[size];
    new Random(size).nextBytes(bytes);
    return bytes;
  }

  @Test
  void stagedBytesAreNamedByTheirContentAndSeenHereOnly() throws IOException {
    StagedBlob staged = stage(TEXT);
    assertEquals(BlobRef.of(TEXT), staged.blob());
    assertEquals(S3Hash.MD5.of(TEXT), staged.md5());
    assertFalse(await(blobs.exists(staged.blob())));
    Path file = await(blobs.local(staged.blob(), staged.staging()));
    assertArrayEquals(TEXT, Files.readAllBytes(file));
  }

  @Test
  void whatIsKeptOutlivesItsStaging() throws IOException {
    StagedBlob staged = stage(TEXT);
    assertEquals(staged.blob(), await(blobs.keep(staged)));
    await(blobs.keep(staged));
    await(blobs.keep(staged.kept()));
    await(blobs.discard(staged));
    await(blobs.discard(staged));
    await(blobs.discard(staged.kept()));
    assertTrue(await(blobs.exists(staged.blob())));
    assertArrayEquals(TEXT, Files.readAllBytes(await(blobs.local(staged.blob(), null))));
    assertEquals(0, staged());
  }

  @Test
  void bytesInMemoryAreKeptAsWell() throws IOException {
    byte[] bytes = random(100_000);
    BlobRef blob = await(blobs.put(bytes));
    assertEquals(BlobRef.of(bytes), blob);
    await(blobs.put(bytes));
    await(blobs.keep(stage(bytes)));
    assertArrayEquals(bytes, Files.readAllBytes(await(blobs.local(blob, null))));
  }

  @Test
  void whatIsDiscardedOrDeletedIsGone() throws IOException {
    StagedBlob staged = stage(TEXT);
    await(blobs.discard(staged));
    assertEquals(0, staged());
    failure(Exception.class, blobs.keep(staged));
    BlobRef blob = await(blobs.put(TEXT));
    await(blobs.delete(blob));
    await(blobs.delete(blob));
    assertFalse(await(blobs.exists(blob)));
    await(blobs.put(TEXT));
    assertTrue(await(blobs.exists(blob)));
  }

  @Test
  void whatIsTooLargeLeavesNothing() throws IOException {
    BlobWriter writer = await(blobs.stage(5));
    Refusal refusal = failure(Refusal.class, writer.write(Buffer.buffer(TEXT)));
    assertEquals(ErrorCode.FILE_TOO_LARGE, refusal.code());
    failure(Refusal.class, writer.write(Buffer.buffer(TEXT)));
    failure(Refusal.class, writer.finish());
    assertEquals(0, staged());
  }

  @Test
  void anAbortLeavesNothing() throws IOException {
    BlobWriter writer = await(blobs.stage(1_000));
    await(writer.write(Buffer.buffer(TEXT)));
    await(writer.abort());
    await(writer.abort());
    assertEquals(0, staged());
  }

  @Test
  void anyRangeIsSent() {
    for (int size : List.of(1, 70_000, 9_000_000)) {
      byte[] bytes = random(size);
      BlobRef blob = await(blobs.put(bytes));
      assertArrayEquals(bytes, sent(blob, 0, size));
      assertArrayEquals(new byte[] {bytes[size - 1]}, sent(blob, size - 1, 1));
      int from = size / 3;
      assertArrayEquals(Arrays.copyOfRange(bytes, from, size), sent(blob, from, size - from));
    }
  }

  @Test
  void whatIsNotThereIsNotSent() {
    BlobRef none = BlobRef.of(random(31));
    assertTrue(new String(sent(none, 0, 31), StandardCharsets.UTF_8).startsWith("FAILED"));
  }

  @Test
  void manyMayAskForTheSame() throws IOException {
    byte[] bytes = random(300_000);
    BlobRef blob = await(blobs.put(bytes));
    List<Future<Path>> asked =
        IntStream.range(0, 20).mapToObj(each -> blobs.local(blob, null)).toList();
    for (Future<Path> each : asked) {
      assertArrayEquals(bytes, Files.readAllBytes(await(each)));
    }
  }

  @Test
  void itCanBeWritten() {
    await(blobs.check());
    await(blobs.check());
  }

  /** What a client of an HTTP server gets. */
  final byte[] sent(BlobRef blob, long offset, long length) {
    return sent(blobs, blob, offset, length);
  }

  /** What a client gets of another store of the same class. */
  final byte[] sent(BlobStore from, BlobRef blob, long offset, long length) {
    HttpServer server =
        await(
            vertx
                .createHttpServer()
                .requestHandler(request -> {
                  request.response().putHeader("content-length", Long.toString(length));
                  from.send(blob, offset, length, request.response())
                      .onFailure(failure -> {
                        if (!request.response().headWritten()) {
                          request.response().headers().remove("content-length");
                          request.response().setStatusCode(500).end("FAILED " + failure);
                        } else {
                          request.connection().close();
                        }
                      });
                })
                .listen(0, "127.0.0.1"));
    HttpClient client = vertx.createHttpClient();
    try {
      return await(
          client
              .request(HttpMethod.GET, server.actualPort(), "127.0.0.1", "/")
              .compose(request -> request.send().compose(HttpClientResponse::body))
              .map(Buffer::getBytes));
    } finally {
      await(client.close());
      await(server.close());
    }
  }
}
