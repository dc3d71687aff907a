package dev.darkroom.asset.change;

import static dev.darkroom.asset.change.ChangeScene.array;
import static dev.darkroom.asset.change.ChangeScene.named;
import static dev.darkroom.asset.change.ChangeScene.unnamed;
import static dev.darkroom.asset.change.ToldBodies.context;
import static dev.darkroom.asset.change.ToldBodies.deleted;
import static dev.darkroom.asset.change.ToldBodies.folder;
import static dev.darkroom.asset.change.ToldBodies.pair;
import static dev.darkroom.asset.change.ToldBodies.sourced;
import static dev.darkroom.asset.change.ToldBodies.tags;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Every change tells what it did: whole bodies, as a receiver gets them. */
final class ChangeEventsTest {
  private static ChangeScene scene;

  /** A call on one asset, and the notifications it must raise. */
  record Row(String name, Act act) {
    @Override
    public String toString() {
      return name;
    }
  }

  /** Makes the call with that asset and that notification URL, and says what it must tell. */
  interface Act {
    List<JsonObject> expected(JsonObject asset, String id, String hook);
  }

  @BeforeAll
  static void start() {
    scene = new ChangeScene();
  }

  @AfterAll
  static void stop() {
    scene.close();
  }

  static Stream<Row> rows() {
    return Stream.concat(labels(), others());
  }

  private static Stream<Row> labels() {
    return Stream.of(
        new Row(
            "add_tag",
            (asset, id, hook) -> {
              command("tags", id, hook, "command", "add", "tag", "b,c");
              return List.of(tags(asset, array("c"), array()));
            }),
        new Row(
            "remove_tag",
            (asset, id, hook) -> {
              command("tags", id, hook, "command", "remove", "tag", "b,x");
              return List.of(tags(asset, array(), array("b")));
            }),
        new Row(
            "replace_tag",
            (asset, id, hook) -> {
              command("tags", id, hook, "command", "replace", "tag", "b,z");
              return List.of(tags(asset, array("z"), array("a")));
            }),
        new Row(
            "remove_all_tags",
            (asset, id, hook) -> {
              command("tags", id, hook, "command", "remove_all");
              return List.of(tags(asset, array(), array("a", "b")));
            }),
        new Row(
            "add_context",
            (asset, id, hook) -> {
              command("context", id, hook, "command", "add", "context", "alt=Cat|new=1");
              return List.of(
                  context(
                      asset,
                      array(pair("new", "1")),
                      array(),
                      array(pair("alt", "Cat").put("previous_value", "Dog"))));
            }),
        new Row(
            "remove_all_context",
            (asset, id, hook) -> {
              command("context", id, hook, "command", "remove_all");
              return List.of(context(asset, array(), array(pair("alt", "Dog")), array()));
            }));
  }

  private static Stream<Row> others() {
    return Stream.of(
        new Row("update in many ways", ChangeEventsTest::update),
        new Row("moderation", ChangeEventsTest::moderate),
        new Row("rename", ChangeEventsTest::rename),
        new Row(
            "destroy",
            (asset, id, hook) -> {
              scene.api.post("image/destroy", "public_id", id, "notification_url", hook).ok();
              return List.of(deleted(asset));
            }),
        new Row(
            "asset/destroy",
            (asset, id, hook) -> {
              String assetId = asset.getString("asset_id");
              scene.api.post("asset/destroy", "asset_id", assetId, "notification_url", hook).ok();
              return List.of(deleted(asset));
            }),
        new Row(
            "delete_resources",
            (asset, id, hook) -> {
              admin("DELETE", "resources/image/upload", "public_ids[]", id, hook);
              return List.of(deleted(asset));
            }),
        new Row("update_access_mode", ChangeEventsTest::accessMode),
        new Row("publish", ChangeEventsTest::publish),
        new Row("related_assets", ChangeEventsTest::relate));
  }

  @ParameterizedTest
  @MethodSource("rows")
  void aChangeTells(Row row) {
    String id = scene.fresh("told");
    JsonObject asset =
        scene.upload(
            id, "tags", "a,b", "context", "alt=Dog", "asset_folder", "kept", "display_name", "Me");
    String hook = scene.hook();
    List<JsonObject> expected = row.act().expected(asset, id, hook);
    assertEquals(
        sorted(expected),
        sorted(scene.told(hook, expected.size()).stream().map(this::undated).toList()));
  }

  private static List<JsonObject> sorted(List<JsonObject> bodies) {
    return bodies.stream()
        .sorted(Comparator.comparing(body -> body.getString("notification_type")))
        .toList();
  }

  /** Only some types are dated; their dates are looked at and dropped. */
  private JsonObject undated(JsonObject body) {
    String type = body.getString("notification_type");
    boolean dated = type.equals("rename") || type.equals("resource_display_name_changed");
    assertEquals(dated, body.containsKey("timestamp"));
    assertEquals(dated, body.containsKey("request_id"));
    if (dated) {
      assertTrue(body.getString("timestamp").endsWith("+00:00"));
      assertEquals(32, body.getString("request_id").length());
      body.remove("timestamp");
      body.remove("request_id");
    }
    return body;
  }

  private static List<JsonObject> update(JsonObject asset, String id, String hook) {
    String control = "[{\"access_type\":\"token\"}]";
    scene
        .api
        .post(
            "resources/image/upload/" + id,
            "tags",
            "a,c",
            "context",
            "title=T",
            "asset_folder",
            "sale/now",
            "display_name",
            "You",
            "access_control",
            control,
            "face_coordinates",
            "1,2,3,4",
            "notification_url",
            hook)
        .ok();
    JsonObject display =
        new JsonObject()
            .put("previous_display_name", "Me")
            .put("new_display_name", "You")
            .mergeIn(named(asset))
            .put("asset_folder", "sale/now");
    JsonObject moved =
        unnamed(asset)
            .put("from_asset_folder", "kept")
            .put("to_asset_folder", "sale/now")
            .put("display_name", "Me");
    JsonObject guarded =
        named(asset)
            .put("previous_access_control", array())
            .put("new_access_control", new JsonArray(control));
    return List.of(
        tags(asset, array("c"), array("b")),
        context(asset, array(pair("title", "T")), array(pair("alt", "Dog")), array()),
        sourced("move").put("resources", JsonObject.of(id, moved)),
        sourced("resource_display_name_changed").put("resources", JsonObject.of(id, display)),
        sourced("access_control_changed").put("resources", array(guarded)));
  }

  private static List<JsonObject> moderate(JsonObject asset, String id, String hook) {
    String path = "resources/" + asset.getString("asset_id");
    scene.api.form("PUT", path, "moderation_status", "approved", "notification_url", hook).ok();
    JsonObject told = scene.told(hook, 1).getFirst();
    return List.of(
        new JsonObject()
            .put("notification_type", "moderation")
            .put("moderation_status", "approved")
            .put("moderation_kind", "manual")
            .put("moderation_updated_at", told.getString("moderation_updated_at"))
            .put("asset_id", asset.getString("asset_id"))
            .put("public_id", id)
            .put("uploaded_at", asset.getString("created_at"))
            .put("version", asset.getLong("version"))
            .put("url", asset.getString("url"))
            .put("secure_url", asset.getString("secure_url"))
            .put("etag", asset.getString("etag")));
  }

  private static List<JsonObject> rename(JsonObject asset, String id, String hook) {
    scene
        .api
        .post(
            "image/rename",
            "from_public_id",
            id,
            "to_public_id",
            id + "-new",
            "notification_url",
            hook)
        .ok();
    return List.of(
        new JsonObject()
            .put("notification_type", "rename")
            .mergeIn(unnamed(asset))
            .put("asset_folder", "kept")
            .put("display_name", "Me")
            .put("from_public_id", id)
            .put("to_public_id", id + "-new"));
  }

  private static List<JsonObject> accessMode(JsonObject asset, String id, String hook) {
    scene
        .api
        .post(
            "resources/image/upload/update_access_mode",
            "access_mode",
            "authenticated",
            "public_ids[]",
            id,
            "notification_url",
            hook)
        .ok();
    JsonObject guarded =
        named(asset)
            .put("previous_access_control", array())
            .put("new_access_control", array())
            .put("previous_access_mode", "public")
            .put("new_access_mode", "authenticated");
    return List.of(sourced("access_control_changed").put("resources", array(guarded)));
  }

  private static List<JsonObject> publish(JsonObject asset, String id, String hook) {
    JsonObject secret = scene.upload(id + "-secret", "type", "private");
    scene
        .api
        .post(
            "resources/image/publish_resources",
            "public_ids[]",
            id + "-secret",
            "notification_url",
            hook)
        .ok();
    return List.of(
        new JsonObject()
            .put("notification_type", "publish")
            .put("public_ids", array(id + "-secret"))
            .put("published", array(named(secret))));
  }

  private static List<JsonObject> relate(JsonObject asset, String id, String hook) {
    scene.upload(id + "-other");
    scene
        .api
        .post(
            "resources/related_assets/image/upload/" + id,
            "assets_to_relate[]",
            "image/upload/" + id + "-other",
            "assets_to_relate[]",
            "image/upload/nobody",
            "notification_url",
            hook)
        .ok();
    return List.of(
        new JsonObject()
            .put("notification_type", "related_assets")
            .put("action_type", "add")
            .put("asset_id", asset.getString("asset_id"))
            .put("total_failed", 1)
            .put("total_success", 1));
  }

  @Test
  void manyAssetsAreOneNotification() {
    String first = scene.fresh("many");
    String second = scene.fresh("many");
    JsonObject one = scene.upload(first);
    JsonObject two = scene.upload(second);
    String hook = scene.hook();
    scene
        .api
        .post(
            "image/tags",
            "command",
            "add",
            "tag",
            "crowd",
            "public_ids[]",
            first,
            "public_ids[]",
            "change/nobody",
            "public_ids[]",
            second,
            "notification_url",
            hook)
        .ok();
    JsonArray resources = scene.told(hook, 1).getFirst().getJsonArray("resources");
    List<Object> ids =
        resources.stream()
            .map(each -> ((JsonObject) each).getString("asset_id"))
            .sorted()
            .<Object>map(each -> each)
            .toList();
    assertEquals(
        Stream.of(one, two).map(each -> each.getString("asset_id")).sorted().toList(), ids);
    assertEquals(1, scene.count(hook));
  }

  @Test
  void foldersTellOfThemselves() {
    String name = "tree" + System.nanoTime();
    String hook = scene.hook();
    admin("POST", "folders/" + name + "/leaf", hook);
    admin("PUT", "folders/" + name + "/leaf", "to_folder", name + "/twig", hook);
    admin("DELETE", "folders/" + name + "/twig", hook);
    assertEquals(
        List.of(
            folder("create_folder", name + "/leaf", "leaf"),
            folder("delete_folder", name + "/twig", "twig"),
            sourced("move_or_rename_asset_folder")
                .put("from_path", name + "/leaf")
                .put("to_path", name + "/twig")
                .put("status", "success")),
        sorted(scene.told(hook, 3)));
  }

  private static void command(String action, String id, String hook, String... more) {
    String[] pairs = Arrays.copyOf(more, more.length + 4);
    pairs[more.length] = "public_ids[]";
    pairs[more.length + 1] = id;
    pairs[more.length + 2] = "notification_url";
    pairs[more.length + 3] = hook;
    assertEquals(
        array(id), scene.api.post("image/" + action, pairs).ok().getJsonArray("public_ids"));
  }

  /** A call with a form; its last word is the hook. */
  private static void admin(String method, String path, String... pairsAndHook) {
    String[] pairs = Arrays.copyOf(pairsAndHook, pairsAndHook.length + 1);
    pairs[pairs.length - 2] = "notification_url";
    pairs[pairs.length - 1] = pairsAndHook[pairsAndHook.length - 1];
    scene.api.form(method, path, pairs).ok();
  }
}
