package dev.darkroom.asset.listing;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.darkroom.testing.Api;
import dev.darkroom.testing.ServerProcess;
import dev.darkroom.testing.ServerSetup;
import dev.darkroom.testing.SharedServer;
import io.vertx.core.json.JsonObject;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** {@code usage} tells the truth (reference/admin-api.md 2). */
final class UsageTest {
  private static final Api API = SharedServer.api();

  /** The call that asks is told of the calls before it; a HEAD has no bytes to count. */
  @Test
  void usageCountsWhatIsServed() {
    byte[] file = new byte[1_234_567];
    long length = file.length;
    API.upload("raw", "b.bin", file, Map.of("public_id", "reading/served.bin")).ok();
    JsonObject before = API.get("usage").ok();
    assertEquals(200, API.deliver("raw/upload/reading/served.bin").statusCode());
    assertEquals(200, API.deliver("raw/upload/reading/served.bin").statusCode());
    JsonObject after = API.get("usage").ok();
    assertTrue(after.getLong("requests") - before.getLong("requests") >= 2);
    long bytes = usage(after, "bandwidth") - usage(before, "bandwidth");
    assertTrue(bytes >= 2 * length && bytes < 3 * length, () -> bytes + " bytes");
    double credits = after.getJsonObject("credits").getDouble("usage");
    assertTrue(credits >= 0.0 && after.getJsonObject("credits").containsKey("used_percent"));
  }

  private static long usage(JsonObject report, String what) {
    return report.getJsonObject(what).getLong("usage");
  }

  @Test
  void usageCountsTruly() {
    JsonObject before = API.get("usage").ok();
    byte[] file = "some bytes".getBytes(StandardCharsets.UTF_8);
    API.upload("raw", "a.txt", file, Map.of("public_id", "reading/counted.txt")).ok();
    JsonObject after = API.get("usage").ok();
    assertTrue(after.getInteger("resources") > before.getInteger("resources"));
    assertNotEquals(before.getJsonObject("storage"), after.getJsonObject("storage"));
    JsonObject past = API.get("usage/01-02-2020").ok();
    assertEquals(0, past.getInteger("resources"));
    assertFalse(past.getJsonObject("bandwidth").containsKey("limit"));
    assertEquals(0, past.getInteger("requests"));
    assertEquals(400, API.get("usage/31-02-2020").status());
    assertEquals(400, API.get("usage/today").status());
  }

  /** Who ends in order has told all it served. */
  @Test
  void whatWasServedOutlivesARestart() {
    ServerSetup setup = ServerSetup.fresh("usage");
    byte[] file = new byte[300_000];
    try (ServerProcess first = setup.start()) {
      Api api = new Api(first);
      api.upload("raw", "c.bin", file, Map.of("public_id", "served.bin")).ok();
      api.deliver("raw/upload/served.bin");
      first.terminate();
    }
    try (ServerProcess second = setup.start()) {
      JsonObject report = new Api(second).get("usage").ok();
      assertEquals(2, report.getLong("requests"), report.encode());
      long bytes = usage(report, "bandwidth");
      assertTrue(bytes >= file.length && bytes < 2L * file.length, report.encode());
    }
  }
}
