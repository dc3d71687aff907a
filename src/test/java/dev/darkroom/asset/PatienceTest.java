package dev.darkroom.asset;

import static dev.darkroom.testing.Await.await;
import static dev.darkroom.testing.Await.failure;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;

import dev.darkroom.protocol.ArchiveLayout;
import dev.darkroom.protocol.ArchiveSelection;
import dev.darkroom.protocol.ComposePictures;
import dev.darkroom.protocol.CreateArchive;
import dev.darkroom.protocol.DeliveryType;
import dev.darkroom.protocol.EagerItem;
import dev.darkroom.protocol.ErrorCode;
import dev.darkroom.protocol.PlanArchive;
import dev.darkroom.protocol.Refusal;
import dev.darkroom.protocol.ResourceType;
import dev.darkroom.protocol.Terms;
import dev.darkroom.testing.Await;
import dev.darkroom.testing.Receiver;
import io.vertx.core.json.JsonObject;
import io.vertx.sqlclient.Tuple;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Compositions that end badly for their callers: a clear answer, and nothing half done. */
final class PatienceTest {
  private static final Terms NOW = new Terms(false, null, null);

  @TempDir Path folder;
  private AssetRig rig;
  private FakeArtist artist;

  @BeforeEach
  void start() throws IOException {
    rig = new AssetRig(folder, Duration.ofSeconds(2));
    artist = new FakeArtist(rig.bus, rig.blobs);
    await(rig.vertx.deployVerticle(artist));
    rig.upload("one").send();
    rig.nextEvent();
  }

  @AfterEach
  void stop() {
    rig.close();
  }

  @Test
  void whoWaitsTooLongIsToldAndNothingIsDone() {
    Refusal refusal = refused(order(DeliveryType.SPRITE, "a", List.of(), "c_slow"));
    assertEquals(ErrorCode.WORK_TOO_SLOW, refusal.code());
    assertEquals("Request took longer than 1 seconds, use async for it", refusal.getMessage());
    artist.released.complete(true);
    Await.until("it was drawn in vain", () -> count("loose_blob") > 0);
    JsonObject quick =
        new JsonObject(
            await(
                    rig.bus.request(
                        ComposePictures.ADDRESS, order(DeliveryType.SPRITE, "a", List.of(), "w_9")))
                .body());
    assertEquals(quick.getJsonObject("image_infos"), told().getJsonObject("image_infos"));
    assertNull(rig.events.poll());
    assertEquals(3, count("derived"));
    assertEquals(2, count("asset"));
    assertEquals(0, count("job"));
  }

  @Test
  void archivesWaitNoLonger() {
    try (Receiver receiver = Receiver.start()) {
      receiver.answers(arrival -> Receiver.HANG);
      assertEquals(
          ErrorCode.WORK_TOO_SLOW,
          refused(order(DeliveryType.MULTI, null, List.of(receiver.url("/hangs.png")), "")).code());
    }
    ArchiveSelection selection =
        new ArchiveSelection(
            ResourceType.IMAGE,
            DeliveryType.UPLOAD,
            List.of("one"),
            List.of(),
            List.of(),
            List.of(),
            false);
    ArchiveLayout layout =
        new ArchiveLayout(
            "zip", List.of(new EagerItem("c_bad", "c_bad", "")), false, false, false, false, false);
    CreateArchive create =
        new CreateArchive(
            rig.environment.id(), rig.caller(), selection, layout, "z", List.of(), null, NOW);
    assertEquals(
        ErrorCode.INVALID_TRANSFORMATION_VALUE,
        failure(Refusal.class, rig.bus.request(CreateArchive.ADDRESS, create)).code());
    PlanArchive plan = new PlanArchive(rig.environment.id(), selection, layout);
    assertEquals(
        ErrorCode.INVALID_TRANSFORMATION_VALUE,
        failure(Refusal.class, rig.bus.request(PlanArchive.ADDRESS, plan)).code());
    assertNull(rig.events.poll());
    assertEquals(1, count("asset"));
    assertEquals(0, count("derived"));
  }

  /** What was fetched before the failure is loose, so that the collector takes it. */
  @Test
  void failedCompositionsLeaveOnlyLooseBytes() throws IOException {
    long kept = rig.files("kept");
    try (Receiver receiver = Receiver.start()) {
      String good = receiver.offers("/good.jpg", "IMG good".getBytes(StandardCharsets.UTF_8));
      String bad = receiver.offers("/bad.jpg", "no picture".getBytes(StandardCharsets.UTF_8));
      ComposePictures order = order(DeliveryType.SPRITE, null, List.of(good, bad), "");
      assertEquals(ErrorCode.INVALID_IMAGE_FILE, refused(order).code());
    }
    assertEquals(1, count("loose_blob"));
    assertEquals(kept + 1, rig.files("kept"));
    assertEquals(0, rig.files("staging"));
    assertEquals(1, count("asset"));
    assertNull(rig.events.poll());
  }

  private Refusal refused(ComposePictures order) {
    return failure(Refusal.class, rig.bus.request(ComposePictures.ADDRESS, order));
  }

  private ComposePictures order(
      DeliveryType type, @Nullable String tag, List<String> urls, String transformation) {
    return new ComposePictures(
        rig.environment.id(), rig.caller(), type, tag, urls, transformation, "", NOW);
  }

  private JsonObject told() {
    return new JsonObject(rig.nextEvent().body());
  }

  private long count(String table) {
    return await(
            rig.database.database().query("select count(*) as number from " + table, Tuple.tuple()))
        .iterator()
        .next()
        .getLong("number");
  }
}
