package dev.darkroom.asset;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.darkroom.protocol.EventCommitted;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** One test per row of reference/notifications.md 3.3. */
final class EagerMatrixTest {
  private static final String N = "http://call.test/n";
  private static final String EN = "http://call.test/en";

  @TempDir static Path folder;
  private static AssetRig rig;

  @BeforeAll
  static void start() throws IOException {
    rig = new AssetRig(folder);
  }

  @AfterAll
  static void stop() {
    rig.close();
  }

  @AfterEach
  void nothingElseIsTold() {
    assertTrue(rig.events.isEmpty(), () -> "unexpected: " + rig.events);
  }

  private static JsonObject only(JsonObject json) {
    assertEquals(1, json.getJsonArray("eager").size());
    return json.getJsonArray("eager").getJsonObject(0);
  }

  private static JsonObject told(String expected) {
    EventCommitted event = rig.nextEvent();
    assertEquals(expected, AssetRig.told(event));
    return new JsonObject(event.body());
  }

  private static void assertMade(JsonObject item) {
    assertEquals("c_scale,w_100", item.getString("transformation"));
    assertEquals(100, item.getInteger("width"));
    assertNotNull(item.getString("secure_url"));
    assertNull(item.getString("status"));
  }

  private static String processingBatch(JsonObject item) {
    assertEquals("processing", item.getString("status"));
    assertNotNull(item.getString("url"));
    return item.getString("batch_id");
  }

  @Test
  void eagerWithNotificationUrl() {
    JsonObject answer = rig.upload("e-n").eager("c_scale,w_100").notify(N).send();
    assertMade(only(answer));
    assertMade(only(told("upload " + N)));
  }

  @Test
  void eagerWithEagerNotificationUrl() {
    JsonObject answer = rig.upload("e-en").eager("c_scale,w_100").notifyEager(EN).send();
    assertMade(only(answer));
    assertMade(only(told("upload " + EN)));
  }

  @Test
  void eagerWithEagerNotificationUrlInTheBackground() {
    JsonObject answer =
        rig.upload("e-en-ea").eager("c_scale,w_100").notifyEager(EN).eagerAsync().send();
    String batch = processingBatch(only(answer));
    processingBatch(only(told("upload " + AssetRig.GLOBAL_UPLOAD)));
    JsonObject later = told("eager " + EN);
    assertMade(only(later));
    assertEquals(batch, later.getString("batch_id"));
  }

  @Test
  void eagerWithBothUrls() {
    JsonObject answer =
        rig.upload("e-n-en").eager("c_scale,w_100").notify(N).notifyEager(EN).send();
    assertMade(only(answer));
    assertMade(only(told("upload " + N)));
  }

  @Test
  void eagerWithBothUrlsInTheBackground() {
    JsonObject answer =
        rig.upload("e-n-en-ea")
            .eager("c_scale,w_100")
            .notify(N)
            .notifyEager(EN)
            .eagerAsync()
            .send();
    String batch = processingBatch(only(answer));
    assertEquals(batch, answer.getString("batch_id"));
    assertEquals(batch, processingBatch(only(told("upload " + N))));
    JsonObject later = told("eager " + EN);
    assertMade(only(later));
    assertEquals(batch, later.getString("batch_id"));
  }

  @Test
  void eagerWithNotificationUrlInTheBackground() {
    rig.upload("e-n-ea").eager("c_scale,w_100").notify(N).eagerAsync().send();
    processingBatch(only(told("upload " + N)));
    assertMade(only(told("eager " + N + " " + AssetRig.GLOBAL_EAGER)));
  }

  @Test
  void eagerInTheBackgroundWithoutUrls() {
    rig.upload("e-ea").eager("c_scale,w_100").eagerAsync().send();
    processingBatch(only(told("upload " + AssetRig.GLOBAL_UPLOAD)));
    assertMade(only(told("eager " + AssetRig.GLOBAL_EAGER)));
  }

  @Test
  void asyncUploadWithNotificationUrl() {
    JsonObject answer = rig.upload("n-async").notify(N).async().send();
    assertEquals("pending", answer.getString("status"));
    assertEquals("n-async", answer.getString("public_id"));
    JsonObject later = told("upload " + N);
    assertEquals(answer.getString("batch_id"), later.getString("batch_id"));
    assertEquals(400, later.getInteger("width"));
  }

  @Test
  void aFailedItemLeavesTheOthersAlone() {
    rig.upload("failed-item").eager("c_bad", "c_scale,w_100").eagerAsync().send();
    told("upload " + AssetRig.GLOBAL_UPLOAD);
    JsonObject later = told("eager " + AssetRig.GLOBAL_EAGER);
    assertEquals(
        new JsonObject()
            .put("transformation", "c_bad")
            .put("status", "failed")
            .put("reason", "Invalid crop in transformation: bad"),
        later.getJsonArray("eager").getJsonObject(0));
    assertMade(later.getJsonArray("eager").getJsonObject(1));
  }
}
