package dev.darkroom.asset.store;

import static dev.darkroom.testing.Await.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.darkroom.blob.S3BlobStore;
import dev.darkroom.protocol.BlobRef;
import dev.darkroom.testing.S3Server;
import dev.darkroom.testing.TestDatabase;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.internal.VertxInternal;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.Callable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The collector does in a bucket what it does on a disk. */
final class LooseBlobsOnS3Test {
  private static final long LARGE = 20L << 20;

  @TempDir Path folder;
  private final Vertx vertx = Vertx.vertx();

  @Test
  void whatNobodyRefersToIsRemovedAndSoIsAnUploadThatWasKilled() throws IOException {
    try (S3Server server = S3Server.start(folder.resolve("s3"));
        S3BlobStore blobs =
            S3BlobStore.open(
                vertx,
                server.address("loose"),
                new S3BlobStore.Here(folder.resolve("local"), 100 << 20, "here"))) {
      LooseBlobs loose = new LooseBlobs(TestDatabase.fresh(vertx).database(), blobs);
      BlobRef small = BlobRef.of(new byte[] {1});
      BlobRef killed = new BlobRef("ab".repeat(32), LARGE);
      await(
          onVirtualThread(() -> {
            loose.note(small, killed);
            return blobs.put(new byte[] {1}).await();
          }));
      server.beginParts("loose/ab/ab/" + killed.sha256());
      assertTrue(await(blobs.exists(small)));
      assertEquals(1, server.unfinished());

      assertEquals(0, await(onVirtualThread(() -> loose.collect(Duration.ofMinutes(1), 10))));
      assertTrue(await(blobs.exists(small)));
      assertEquals(2, await(onVirtualThread(() -> loose.collect(Duration.ZERO, 10))));
      assertFalse(await(blobs.exists(small)));
      assertEquals(0, server.unfinished());
    } finally {
      await(vertx.close());
    }
  }

  private <T> Future<T> onVirtualThread(Callable<T> work) {
    Promise<T> promise = Promise.promise();
    ((VertxInternal) vertx)
        .createVirtualThreadContext()
        .runOnContext(nothing -> {
          try {
            promise.complete(work.call());
          } catch (Exception failure) {
            promise.fail(failure);
          }
        });
    return promise.future();
  }
}
