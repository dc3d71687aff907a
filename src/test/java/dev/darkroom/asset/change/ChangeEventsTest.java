package dev.darkroom.asset.change;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.darkroom.testing.Notifications;
import io.vertx.core.json.JsonObject;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Every call that changes something sends what it tells to its own {@code notification_url}; what
 * that is in detail is the table of {@code EveryEventTest}.
 */
final class ChangeEventsTest {
  private static ChangeScene scene;

  /**
   * A call.
   *
   * @param path {@code ID} stands for the asset's public id, {@code AID} for its asset id, {@code
   *     TREE} for a folder that is there
   * @param form {@code name, value} pairs
   * @param told the types of its notifications, in the order of their names
   */
  record Row(String method, String path, List<String> form, String told) {
    static Row of(String told, String method, String path, String... form) {
      return new Row(method, path, List.of(form), told);
    }

    @Override
    public String toString() {
      return method + " " + path + " " + form;
    }
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
    return Stream.concat(uploadCalls(), adminCalls());
  }

  private static Stream<Row> uploadCalls() {
    String tags = "resource_tags_changed";
    String context = "resource_context_changed";
    String ids = "public_ids[]";
    return Stream.of(
        Row.of(tags, "POST", "image/tags", "command", "add", "tag", "b,c", ids, "ID"),
        Row.of(tags, "POST", "image/tags", "command", "remove", "tag", "b", ids, "ID"),
        Row.of(tags, "POST", "image/tags", "command", "replace", "tag", "z", ids, "ID"),
        Row.of(tags, "POST", "image/tags", "command", "remove_all", ids, "ID"),
        Row.of(context, "POST", "image/context", "command", "add", "context", "alt=Cat", ids, "ID"),
        Row.of(context, "POST", "image/context", "command", "remove_all", ids, "ID"),
        Row.of(
            tags + " upload",
            "POST",
            "image/explicit",
            "public_id",
            "ID",
            "type",
            "upload",
            "tags",
            "q"),
        Row.of("rename", "POST", "image/rename", "from_public_id", "ID", "to_public_id", "ID-new"),
        Row.of("delete", "POST", "image/destroy", "public_id", "ID"),
        Row.of("delete", "POST", "asset/destroy", "asset_id", "AID"));
  }

  private static Stream<Row> adminCalls() {
    String ids = "public_ids[]";
    return Stream.of(
        Row.of(
            "access_control_changed move resource_context_changed"
                + " resource_display_name_changed resource_tags_changed",
            "POST",
            "resources/image/upload/ID",
            "tags",
            "a,c",
            "context",
            "title=T",
            "asset_folder",
            "sale/now",
            "display_name",
            "You",
            "access_control",
            "[{\"access_type\":\"token\"}]"),
        Row.of("moderation", "PUT", "resources/AID", "moderation_status", "approved"),
        Row.of("delete", "DELETE", "resources/image/upload", ids, "ID"),
        Row.of(
            "access_control_changed",
            "POST",
            "resources/image/upload/update_access_mode",
            "access_mode",
            "authenticated",
            ids,
            "ID"),
        Row.of("publish", "POST", "resources/image/publish_resources", ids, "ID-secret"),
        Row.of(
            "related_assets",
            "POST",
            "resources/related_assets/image/upload/ID",
            "assets_to_relate[]",
            "image/upload/ID-other"),
        Row.of("create_folder", "POST", "folders/TREE/leaf"),
        Row.of("move_or_rename_asset_folder", "PUT", "folders/TREE", "to_folder", "TREE-new"),
        Row.of("delete_folder", "DELETE", "folders/TREE"));
  }

  @ParameterizedTest
  @MethodSource("rows")
  void aCallTellsItsOwnUrl(Row row) {
    String id = scene.fresh("told");
    JsonObject asset =
        scene.upload(
            id, "tags", "a,b", "context", "alt=Dog", "asset_folder", "kept", "display_name", "Me");
    scene.upload(id + "-secret", "type", "private");
    scene.upload(id + "-other");
    String tree = "tree" + System.nanoTime();
    scene.api.form("POST", "folders/" + tree).ok();
    String hook = scene.hook();
    List<String> form = new ArrayList<>();
    row.form().forEach(word -> form.add(named(word, asset, id, tree)));
    form.addAll(List.of("notification_url", hook));
    scene
        .api
        .form(row.method(), named(row.path(), asset, id, tree), form.toArray(String[]::new))
        .ok();
    List<String> expected = List.of(row.told().split(" "));
    List<String> told =
        scene.told(hook, expected.size()).stream()
            .map(Notifications::conforming)
            .map(body -> body.getString("notification_type"))
            .sorted()
            .toList();
    assertEquals(expected, told);
    assertEquals(expected.size(), scene.count(hook));
  }

  private static String named(String word, JsonObject asset, String id, String tree) {
    return word.replace("AID", asset.getString("asset_id"))
        .replace("TREE", tree)
        .replaceAll("\\bID\\b", id);
  }
}
