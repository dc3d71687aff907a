package dev.darkroom.asset;

import static dev.darkroom.testing.Await.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.darkroom.asset.chunk.ChunkedUploads;
import dev.darkroom.protocol.BlobRef;
import dev.darkroom.protocol.ChunkRange;
import dev.darkroom.protocol.ResourceType;
import dev.darkroom.protocol.StoreAsset;
import dev.darkroom.protocol.StoreChunk;
import io.vertx.core.json.JsonObject;
import io.vertx.sqlclient.Tuple;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * What was sent of a file that is never completed goes after a day (reference/upload-api.md 4.3).
 */
final class AbandonedUploadTest {
  private static final Duration DAY = Duration.ofDays(1);
  private static final int PART = 5_243_000;

  @TempDir Path folder;
  private AssetRig rig;
  private ChunkedUploads uploads;

  @BeforeEach
  void start() throws IOException {
    rig = new AssetRig(folder);
    uploads =
        new ChunkedUploads(
            rig.parts,
            rig.vertx,
            (request, fence) -> {
              throw new IllegalStateException("nothing is completed here");
            },
            100_000_000);
  }

  @AfterEach
  void stop() {
    rig.close();
  }

  @Test
  void afterADayItsPartsAreGone() throws IOException {
    BlobRef old = part("old", "o");
    BlobRef young = part("young", "y");
    lastTouched("old", Duration.ofHours(25));
    lastTouched("young", Duration.ofHours(23));
    assertEquals(1, uploads.collect(DAY));
    assertEquals(0, uploads.collect(DAY));
    assertEquals(1, count("upload_chunk"));
    assertEquals(1, count("chunked_upload"));
    rig.parts.loose().collect(Duration.ZERO, 10);
    assertFalse(rig.keeps(old));
    assertTrue(rig.keeps(young));
    assertEquals(0, rig.files("staging"));
  }

  @Test
  void whoGoesOnWithItIsNotLate() {
    part("slow", "o");
    lastTouched("slow", Duration.ofHours(25));
    part("slow", "p");
    assertEquals(0, uploads.collect(DAY));
    assertEquals(1, count("chunked_upload"));
  }

  /** The first five megabytes of ten. */
  private BlobRef part(String uploadId, String text) {
    String bytes = text.repeat(PART);
    StoreAsset request = rig.upload(uploadId).of(ResourceType.RAW, bytes).request();
    ChunkRange range = new ChunkRange(0, PART - 1, 2 * PART);
    JsonObject answer =
        new JsonObject(
            await(rig.bus.request(StoreChunk.ADDRESS, new StoreChunk(request, uploadId, range)))
                .body());
    assertEquals(false, answer.getBoolean("done"));
    return BlobRef.of(bytes.getBytes(StandardCharsets.UTF_8));
  }

  private void lastTouched(String uploadId, Duration ago) {
    await(
        rig.database
            .database()
            .query(
                "update chunked_upload set touched_at = now() - make_interval(hours => $2)"
                    + " where upload_id = $1",
                Tuple.of(uploadId, (int) ago.toHours())));
  }

  private long count(String table) {
    return await(rig.database.database().query("select count(*) as n from " + table, Tuple.tuple()))
        .iterator()
        .next()
        .getLong("n");
  }
}
