package dev.darkroom.asset.change;

import static dev.darkroom.asset.change.ChangeScene.array;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.darkroom.testing.Api;
import io.vertx.core.json.JsonObject;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Folders over HTTP. */
final class FolderCallsTest {
  private static ChangeScene scene;
  private static Api api;
  private String root = "";

  @BeforeAll
  static void start() {
    scene = new ChangeScene();
    api = scene.api;
  }

  @AfterAll
  static void stop() {
    scene.close();
  }

  @BeforeEach
  void name() {
    root = "folder" + System.nanoTime();
  }

  private static List<String> paths(JsonObject list) {
    return list.getJsonArray("folders").stream()
        .map(each -> ((JsonObject) each).getString("path"))
        .toList();
  }

  @Test
  void foldersAreCreatedWithThoseAboveThem() {
    JsonObject created = api.form("POST", "folders/" + root + "/a%2Fb").ok();
    assertTrue(created.getBoolean("success"));
    assertEquals(root + "/a/b", created.getString("path"));
    assertEquals("b", created.getString("name"));
    assertEquals(32, created.getString("external_id").length());
    JsonObject again = api.form("POST", "folders/" + root + "/a/b").ok();
    assertEquals(created.getString("external_id"), again.getString("external_id"));
    assertTrue(paths(api.get("folders?max_results=500").ok()).contains(root));
    assertEquals(List.of(root + "/a"), paths(api.get("folders/" + root).ok()));
  }

  @Test
  void listsComeInPages() {
    Stream.of("c", "a", "b").forEach(name -> api.form("POST", "folders/" + root + "/" + name).ok());
    JsonObject first = api.get("folders/" + root + "?max_results=2").ok();
    assertEquals(List.of(root + "/a", root + "/b"), paths(first));
    assertEquals(3, first.getInteger("total_count"));
    String cursor = first.getString("next_cursor");
    JsonObject second = api.get("folders/" + root + "?max_results=2&next_cursor=" + cursor).ok();
    assertEquals(List.of(root + "/c"), paths(second));
    assertTrue(second.containsKey("next_cursor"));
    assertNull(second.getString("next_cursor"));
  }

  @Test
  void movingTakesEverythingAlong() {
    String inside = scene.fresh("inside");
    String below = scene.fresh("below");
    String beside = scene.fresh("beside");
    scene.upload(inside, "asset_folder", root + "/x");
    scene.upload(below, "asset_folder", root + "/x/y");
    scene.upload(beside, "asset_folder", root + "/xx");
    JsonObject moved =
        api.call("PUT", "folders/" + root + "/x", JsonObject.of("to_folder", root + "/n/z")).ok();
    assertEquals(JsonObject.of("name", "x", "path", root + "/x"), moved.getJsonObject("from"));
    assertEquals(root + "/n/z", moved.getJsonObject("to").getString("path"));
    assertEquals(root + "/n/z", scene.details(inside).getString("asset_folder"));
    assertEquals(root + "/n/z/y", scene.details(below).getString("asset_folder"));
    assertEquals(root + "/xx", scene.details(beside).getString("asset_folder"));
    assertEquals(inside, scene.details(inside).getString("public_id"));
    assertEquals(404, api.get("folders/" + root + "/x").status());
    assertEquals(List.of(root + "/n/z/y"), paths(api.get("folders/" + root + "/n/z").ok()));
  }

  @Test
  void whereAFolderCannotGo() {
    api.form("POST", "folders/" + root + "/a/b").ok();
    api.form("POST", "folders/" + root + "/c").ok();
    String path = "folders/" + root + "/a";
    assertEquals(400, api.form("PUT", path).status());
    assertEquals(400, api.form("PUT", path, "to_folder", root + "/a/b/c").status());
    assertEquals(400, api.form("PUT", path, "to_folder", root + "/a").status());
    assertEquals(400, api.form("PUT", path, "to_folder", "a".repeat(254)).status());
    assertEquals(409, api.form("PUT", path, "to_folder", root + "/c").status());
    assertEquals(404, api.form("PUT", path + "x", "to_folder", root + "/d").status());
    assertEquals(List.of(root + "/a/b"), paths(api.get(path).ok()));
  }

  @Test
  void onlyEmptyFoldersAreDeleted() {
    String id = scene.fresh("holder");
    scene.upload(id, "asset_folder", root + "/full/deep");
    Api.Reply refused = api.form("DELETE", "folders/" + root);
    assertEquals(400, refused.status());
    assertEquals("Folder is not empty", refused.error());
    api.post("image/destroy", "public_id", id).ok();
    assertEquals(
        array(root, root + "/full", root + "/full/deep"),
        api.form("DELETE", "folders/" + root).ok().getJsonArray("deleted"));
    Api.Reply unknown = api.form("DELETE", "folders/" + root);
    assertEquals(404, unknown.status());
    assertEquals("Can't find folder with path " + root, unknown.error());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "..%2F..%2Fetc",
        "a%2F..%2Fb",
        "a%2F%2Fb",
        "%20",
        "a%00b",
        "a%0Ab",
        "a%5Cb",
        "a%3Fb",
        "%3Cscript%3E"
      })
  void hostileNamesAreRefused(String path) {
    String before = api.get("folders?max_results=500").ok().encode();
    for (String method : List.of("GET", "POST", "PUT", "DELETE")) {
      Api.Reply reply =
          method.equals("GET")
              ? api.get("folders/" + path)
              : api.form(method, "folders/" + path, "to_folder", "safe");
      assertTrue(reply.status() == 400 || reply.status() == 404, () -> method + reply.status());
      assertFalse(reply.error().isEmpty());
    }
    assertEquals(before, api.get("folders?max_results=500").ok().encode());
  }
}
