package dev.darkroom.asset.change;

import static dev.darkroom.asset.change.ChangeScene.array;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.darkroom.testing.Api;
import dev.darkroom.testing.Notifications;
import io.vertx.core.json.JsonObject;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** What backup keeps, and how it comes back; structured metadata with the real catalog. */
final class KeptVersionsTest {
  private static ChangeScene scene;
  private static Api api;

  @BeforeAll
  static void start() {
    scene = new ChangeScene();
    api = scene.api;
  }

  @AfterAll
  static void stop() {
    scene.close();
  }

  @Test
  void whatWasBackedUpComesBack() {
    String id = scene.fresh("backed-up");
    JsonObject uploaded = scene.upload(id, "backup", "true", "tags", "kept");
    api.post("image/destroy", "public_id", id).ok();
    JsonObject placeholder = scene.details(id);
    assertTrue(placeholder.getBoolean("placeholder"));
    assertEquals(0, placeholder.getInteger("bytes"));
    assertEquals(404, api.deliver("image/upload/" + id + ".jpg").statusCode());
    assertEquals("not found", api.post("image/destroy", "public_id", id).ok().getString("result"));
    String hook = scene.hook();
    JsonObject answer =
        api.post(
                "resources/image/upload/restore",
                "public_ids[]",
                id,
                "public_ids[]",
                id + "-never",
                "notification_url",
                hook)
            .ok();
    assertEquals(JsonObject.of("error", "no_backup"), answer.getJsonObject(id + "-never"));
    JsonObject restored = answer.getJsonObject(id);
    assertEquals(uploaded.getInteger("bytes"), restored.getInteger("bytes"));
    assertEquals(array("kept"), restored.getJsonArray("tags"));
    assertEquals(200, api.deliver("image/upload/" + id + ".jpg").statusCode());
    JsonObject told = scene.told(hook, 1).getFirst();
    String versionId = told.getString("version_id");
    assertNotEquals(uploaded.getString("version_id"), versionId);
    assertEquals("restore_asset_version", told.getString("notification_type"));
    assertEquals(restored.getLong("version"), told.getLong("version"));
  }

  @Test
  void aPlaceholderGoesWithItsLastVersion() {
    String id = scene.fresh("forgotten");
    JsonObject uploaded = scene.upload(id, "backup", "true");
    String assetId = uploaded.getString("asset_id");
    api.post("asset/destroy", "asset_id", assetId).ok();
    JsonObject answer =
        api.form(
                "DELETE",
                "resources/backup/" + assetId,
                "version_ids[]",
                uploaded.getString("version_id"))
            .ok();
    assertEquals(
        new JsonObject()
            .put("asset_id", assetId)
            .put("public_id", id)
            .put("deleted_version_ids", array(uploaded.getString("version_id"))),
        answer);
    assertEquals(404, api.get("resources/image/upload/" + id).status());
  }

  @Test
  void anOlderVersionBecomesTheNewest() {
    String id = scene.fresh("back");
    JsonObject first = scene.upload(id, "backup", "true");
    scene.upload(id, "backup", "true");
    JsonObject answer =
        api.call(
                "POST",
                "resources/restore",
                new JsonObject()
                    .put("asset_ids", array(first.getString("asset_id")))
                    .put("versions", array(first.getString("version_id"))))
            .ok();
    long version = answer.getJsonObject(id).getLong("version");
    assertTrue(version > first.getLong("version"), answer::encode);
  }

  @Test
  void metadataTellsBothSides() {
    String field = "change_color" + System.nanoTime();
    JsonObject definition =
        new JsonObject().put("type", "string").put("external_id", field).put("label", field);
    api.call("POST", "metadata_fields", definition).ok();
    try {
      String id = scene.fresh("described");
      scene.upload(id);
      String hook = scene.hook();
      assertEquals(
          array(id),
          api.post(
                  "image/metadata",
                  "metadata",
                  field + "=red",
                  "public_ids[]",
                  id,
                  "notification_url",
                  hook)
              .ok()
              .getJsonArray("public_ids"));
      JsonObject told = Notifications.conforming(scene.told(hook, 1).getFirst());
      assertEquals(
          JsonObject.of(field, "red"),
          told.getJsonObject("resources").getJsonObject(id).getJsonObject("new_metadata"));
      Api.Reply unknown =
          api.post("resources/image/upload/" + id, "metadata", "no_such=1", "tags", "x");
      assertEquals(400, unknown.status());
      assertEquals("Metadata External IDs do not exist: [\"no_such\"]", unknown.error());
      assertEquals(array(), scene.details(id).getJsonArray("tags"));
    } finally {
      api.call("DELETE", "metadata_fields/" + field, new JsonObject()).ok();
    }
  }
}
