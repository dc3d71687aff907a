package dev.darkroom.asset.change;

import static dev.darkroom.asset.change.ChangeScene.array;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.darkroom.testing.Api;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** What the calls on existing assets do and answer, beside what they tell. */
final class ChangeCallsTest {
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

  private static JsonArray tags(String id) {
    return scene.details(id).getJsonArray("tags");
  }

  @Test
  void anExclusiveTagLeavesEveryOtherAsset() {
    String tag = scene.fresh("exclusive");
    String first = scene.fresh("tagged");
    String second = scene.fresh("tagged");
    scene.upload(first, "tags", tag + ",stays");
    scene.upload(second);
    String hook = scene.hook();
    assertEquals(
        array(second),
        api.post(
                "image/tags",
                "command",
                "set_exclusive",
                "tag",
                tag,
                "public_ids[0]",
                second,
                "notification_url",
                hook)
            .ok()
            .getJsonArray("public_ids"));
    assertEquals(array("stays"), tags(first));
    assertEquals(array(tag), tags(second));
    assertEquals(2, scene.told(hook, 1).getFirst().getJsonArray("resources").size());
  }

  @Test
  void whatChangesNothingTellsNothing() {
    String id = scene.fresh("quiet");
    scene.upload(id, "tags", "a", "context", "k=v");
    String quiet = scene.hook();
    api.post("resources/image/upload/" + id, "tags", "a", "notification_url", quiet).ok();
    api.post("resources/image/upload/" + id, "context", "k=v", "notification_url", quiet).ok();
    api.post("image/destroy", "public_id", id + "x", "notification_url", quiet).ok();
    String loud = scene.hook();
    api.post("image/destroy", "public_id", id, "notification_url", loud).ok();
    scene.told(loud, 1);
    assertEquals(0, scene.count(quiet));
  }

  @Test
  void renamingTakesBytesAndDerivedVersionsAlong() {
    String id = scene.fresh("old");
    JsonObject uploaded = scene.upload(id, "eager", "c_scale,w_10", "context", "k=v");
    String target = id + "-new";
    JsonObject renamed =
        api.post(
                "image/rename",
                "from_public_id",
                id,
                "to_public_id",
                target,
                "context",
                "true",
                "metadata",
                "true")
            .ok();
    assertEquals(target, renamed.getString("public_id"));
    assertEquals(uploaded.getString("asset_id"), renamed.getString("asset_id"));
    assertEquals("v", renamed.getJsonObject("context").getJsonObject("custom").getString("k"));
    assertTrue(renamed.containsKey("metadata"));
    assertEquals(200, api.deliver("image/upload/" + target + ".jpg").statusCode());
    assertEquals(404, api.deliver("image/upload/" + id + ".jpg").statusCode());
    assertEquals(1, scene.details(target).getJsonArray("derived").size());
    JsonObject plain = api.post("image/rename", "from_public_id", target, "to_public_id", id).ok();
    assertFalse(plain.containsKey("context"));
    assertFalse(plain.containsKey("metadata"));
  }

  @Test
  void renamingOntoAnotherAssetNeedsLeave() {
    String from = scene.fresh("from");
    String to = scene.fresh("to");
    JsonObject uploaded = scene.upload(from);
    scene.upload(to);
    Api.Reply refused = api.post("image/rename", "from_public_id", from, "to_public_id", to);
    assertEquals(400, refused.status());
    assertEquals("to_public_id (" + to + ") already exists", refused.error());
    api.post("image/rename", "from_public_id", from, "to_public_id", to, "overwrite", "1").ok();
    assertEquals(uploaded.getString("asset_id"), scene.details(to).getString("asset_id"));
    assertEquals(404, api.get("resources/image/upload/" + from).status());
    api.post("image/rename", "from_public_id", to, "to_public_id", to, "to_type", "private").ok();
    assertEquals(200, api.get("resources/image/private/" + to).status());
  }

  @Test
  void derivedVersionsAreDeletedByTheirIds() {
    String first = scene.fresh("derived");
    String second = scene.fresh("derived");
    scene.upload(first, "eager", "c_scale,w_10|c_scale,w_20");
    scene.upload(second, "eager", "c_scale,w_10");
    JsonArray derived = scene.details(first).getJsonArray("derived");
    String id = derived.getJsonObject(0).getString("id");
    String other = scene.details(second).getJsonArray("derived").getJsonObject(0).getString("id");
    assertFalse(derived.encode().contains(other));
    JsonObject answer =
        api.form(
                "DELETE",
                "derived_resources",
                "derived_resource_ids[]",
                id,
                "derived_resource_ids[]",
                "0".repeat(32))
            .ok();
    assertEquals(
        JsonObject.of(id, "deleted", "0".repeat(32), "not_found"), answer.getJsonObject("deleted"));
    assertEquals(1, scene.details(first).getJsonArray("derived").size());
    assertEquals(1, scene.details(second).getJsonArray("derived").size());
  }

  @Test
  void deletingByPrefixTagAndIdCountsWhatWent() {
    String prefix = scene.fresh("batch") + "/";
    scene.upload(prefix + "a", "eager", "c_scale,w_10");
    scene.upload(prefix + "b", "tags", prefix + "x");
    JsonObject c = scene.upload(prefix + "c");
    JsonObject kept =
        api.form("DELETE", "resources/image/upload", "prefix", prefix, "keep_original", "true")
            .ok();
    assertEquals(
        JsonObject.of("original", 0, "derived", 1),
        kept.getJsonObject("deleted_counts").getJsonObject(prefix + "a"));
    assertFalse(kept.getBoolean("partial"));
    JsonObject tagged = api.form("DELETE", "resources/image/tags/" + prefix + "x").ok();
    assertEquals(JsonObject.of(prefix + "b", "deleted"), tagged.getJsonObject("deleted"));
    JsonObject ids =
        api.call("DELETE", "resources", JsonObject.of("asset_ids", array(c.getString("asset_id"))))
            .ok();
    assertEquals(JsonObject.of(c.getString("asset_id"), "deleted"), ids.getJsonObject("deleted"));
    JsonObject rest = api.form("DELETE", "resources/image/upload", "prefix", prefix).ok();
    assertEquals(JsonObject.of(prefix + "a", "deleted"), rest.getJsonObject("deleted"));
    JsonObject gone =
        api.form("DELETE", "resources/image/upload", "public_ids[]", prefix + "a").ok();
    assertEquals(JsonObject.of(prefix + "a", "not_found"), gone.getJsonObject("deleted"));
  }

  @Test
  void onlyTheNamedTransformationsGo() {
    String id = scene.fresh("some");
    scene.upload(id, "eager", "c_scale,w_10|c_scale,w_20");
    JsonObject answer =
        api.call(
                "DELETE",
                "resources/image/upload",
                new JsonObject()
                    .put("public_ids", array(id))
                    .put("transformations", "c_scale,w_20")
                    .put("keep_original", true))
            .ok();
    assertEquals(
        JsonObject.of("original", 0, "derived", 1),
        answer.getJsonObject("deleted_counts").getJsonObject(id));
    assertEquals(
        "c_scale,w_10",
        scene.details(id).getJsonArray("derived").getJsonObject(0).getString("transformation"));
  }

  @Test
  void whatIsRejectedIsNotDeliveredUntilItIsApproved() {
    String id = scene.fresh("moderated");
    scene.upload(id);
    JsonObject rejected =
        api.post("resources/image/upload/" + id, "moderation_status", "rejected").ok();
    assertTrue(rejected.getBoolean("placeholder"));
    assertEquals(0, rejected.getInteger("bytes"));
    assertEquals(404, api.deliver("image/upload/" + id + ".jpg").statusCode());
    api.post("resources/image/upload/" + id, "moderation_status", "approved").ok();
    assertEquals(200, api.deliver("image/upload/" + id + ".jpg").statusCode());
    api.post("resources/image/upload/" + id, "moderation_status", "rejected").ok();
    JsonObject destroyed = api.post("image/destroy", "public_id", id).ok();
    assertEquals(JsonObject.of("result", "ok", "asset_folder", ""), destroyed);
    assertEquals(404, api.get("resources/image/upload/" + id).status());
  }

  @Test
  void relationsGoBothWaysAndEachOneHasItsResult() {
    String first = scene.fresh("related");
    String second = scene.fresh("related");
    String one = scene.upload(first).getString("asset_id");
    String two = scene.upload(second).getString("asset_id");
    String nobody = "0".repeat(32);
    String path = "resources/related_assets/" + one;
    JsonArray all = array(two, one, nobody, "no id");
    JsonObject related = api.call("POST", path, JsonObject.of("assets_to_relate", all)).ok();
    assertEquals(List.of("success_ids"), codes(related.getJsonArray("success")));
    assertEquals(
        List.of("invalid_ids", "invalid_relate_to_self_id", "non_existing_ids"),
        codes(related.getJsonArray("failed")));
    JsonObject back =
        api.call(
                "POST",
                "resources/related_assets/image/upload/" + second,
                JsonObject.of("assets_to_relate", array("image/upload/" + first)))
            .ok();
    assertEquals(List.of("already_exists_ids"), codes(back.getJsonArray("failed")));
    JsonObject ended =
        api.call("DELETE", path, JsonObject.of("assets_to_unrelate", array(two))).ok();
    assertEquals(List.of("success_ids"), codes(ended.getJsonArray("success")));
    JsonObject again =
        api.call("DELETE", path, JsonObject.of("assets_to_unrelate", array(two))).ok();
    assertEquals(List.of("relation_does_not_exist_ids"), codes(again.getJsonArray("failed")));
  }

  private static List<String> codes(JsonArray results) {
    return results.stream().map(each -> ((JsonObject) each).getString("code")).sorted().toList();
  }

  @Test
  void accessModeAndPublishingAnswerPerAsset() {
    String id = scene.fresh("secret");
    scene.upload(id, "type", "authenticated");
    scene.upload(id + "-taken", "type", "private");
    scene.upload(id + "-taken");
    JsonObject published = api.post("resources/image/publish_resources", "prefix", id).ok();
    assertEquals(1, published.getJsonArray("published").size());
    assertEquals(
        id + "-taken", published.getJsonArray("failed").getJsonObject(0).getString("public_id"));
    JsonObject updated =
        api.post(
                "resources/image/upload/update_access_mode",
                "prefix",
                id,
                "access_mode",
                "authenticated")
            .ok();
    assertEquals(2, updated.getJsonArray("updated").size());
    assertEquals(401, api.deliver("image/upload/" + id + ".jpg").statusCode());
  }

  @Test
  void aDisplayNameMayBeMadeUnique() {
    String first = scene.fresh("shown");
    String second = scene.fresh("shown");
    String folder = "names" + System.nanoTime();
    scene.upload(first, "asset_folder", folder, "display_name", "Same");
    scene.upload(second, "asset_folder", folder);
    JsonObject updated =
        api.post(
                "resources/image/upload/" + second,
                "display_name",
                "Same",
                "unique_display_name",
                "true")
            .ok();
    assertTrue(updated.getString("display_name").matches("Same_[a-z0-9]{6}"), updated::encode);
  }
}
