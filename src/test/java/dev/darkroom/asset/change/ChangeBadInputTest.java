package dev.darkroom.asset.change;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.darkroom.testing.Api;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.Collections;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Bad input of every call on existing assets: the contract's status and text, nothing changed. */
final class ChangeBadInputTest {
  private static final String MISSING = "Missing required parameter - ";
  private static final String INVALID = "Invalid value for parameter ";
  private static final String LONG = "x".repeat(300);
  private static final String SQL = "'; drop table asset; --";
  private static ChangeScene scene;
  private static String id = "";
  private static String before = "";

  /** A call, and what it must be answered with; the text is the beginning of the message. */
  record Row(String method, String path, JsonObject body, int status, String text) {
    @Override
    public String toString() {
      String shown = body.encode();
      return method + " " + path + " " + shown.substring(0, Math.min(80, shown.length()));
    }
  }

  @BeforeAll
  static void start() {
    scene = new ChangeScene();
    id = scene.fresh("untouched");
    scene.upload(id, "tags", "a", "context", "k=v");
    before = scene.details(id).encode();
  }

  @AfterAll
  static void stop() {
    scene.close();
  }

  private static Row post(String path, int status, String text, Object... pairs) {
    return row("POST", path, status, text, pairs);
  }

  private static Row delete(String path, int status, String text, Object... pairs) {
    return row("DELETE", path, status, text, pairs);
  }

  private static Row row(String method, String path, int status, String text, Object... pairs) {
    JsonObject body = new JsonObject();
    for (int at = 0; at < pairs.length; at += 2) {
      body.put((String) pairs[at], pairs[at + 1]);
    }
    return new Row(method, path, body, status, text);
  }

  private static JsonArray many(int count) {
    return new JsonArray(Collections.nCopies(count, "one"));
  }

  static Stream<Row> rows() {
    return Stream.of(labels(), moreLabels(), names(), updates(), deletions(), others())
        .flatMap(rows -> rows);
  }

  private static Stream<Row> labels() {
    String tags = "image/tags";
    return Stream.of(
        post(tags, 400, MISSING + "command", "public_ids", id),
        post(tags, 400, INVALID + "command", "command", "explode", "public_ids", id),
        post(tags, 400, MISSING + "tag", "command", "add", "public_ids", id),
        post(tags, 400, MISSING + "public_ids", "command", "add", "tag", "b"),
        post(tags, 400, INVALID + "tag", "command", "add", "tag", LONG, "public_ids", id),
        post(tags, 400, "Too many values", "command", "remove_all", "public_ids", many(1001)),
        post(tags, 400, "Invalid request body", "command", "add", "public_ids", many(10_000)),
        post(tags, 400, INVALID + "type", "command", "remove_all", "public_ids", id, "type", SQL),
        post(
            "audio/tags",
            400,
            "Unsupported resource type",
            "command",
            "add",
            "tag",
            "b",
            "public_ids",
            id),
        post(
            tags,
            400,
            "Invalid notification URL",
            "command",
            "remove_all",
            "public_ids",
            id,
            "notification_url",
            "ftp://x"));
  }

  private static Stream<Row> moreLabels() {
    return Stream.of(
        post("image/context", 400, MISSING + "context", "command", "add", "public_ids", id),
        post(
            "image/context",
            400,
            INVALID + "context",
            "command",
            "add",
            "context",
            "novalue",
            "public_ids",
            id),
        post(
            "image/context",
            400,
            INVALID + "context",
            "command",
            "add",
            "context",
            LONG + "=1",
            "public_ids",
            id),
        post("image/context", 400, MISSING + "command", "public_ids", id),
        post("image/metadata", 400, MISSING + "metadata", "public_ids", id),
        post("image/metadata", 400, MISSING + "public_ids", "metadata", "a=b"));
  }

  private static Stream<Row> names() {
    String rename = "image/rename";
    String from = "from_public_id";
    String to = "to_public_id";
    return Stream.of(
        post(rename, 400, MISSING + from, to, "b"),
        post(rename, 400, MISSING + to, from, id),
        post(rename, 400, "to_public_id (" + id + ") is the same", from, id, to, id),
        post(rename, 404, "Resource not found - change/none", from, "change/none", to, "b"),
        post(rename, 400, INVALID + "public_id", from, id, to, "../../etc/passwd"),
        post(rename, 400, INVALID + "public_id", from, id, to, LONG),
        post(rename, 400, INVALID + "type", from, id, to, "b", "to_type", "secret"),
        post(rename, 400, INVALID + "overwrite", from, id, to, "b", "overwrite", "maybe"),
        post(rename, 400, "Invalid request body", from, id, to, "a\u0000b"),
        post("image/destroy", 400, MISSING + "public_id"),
        post("asset/destroy", 400, MISSING + "asset_id"));
  }

  private static Stream<Row> updates() {
    String path = "resources/image/upload/" + id;
    return Stream.of(
        post("resources/image/upload/change/none", 404, "Resource not found", "tags", "b"),
        post("resources/" + "0".repeat(32), 404, "Resource not found", "tags", "b"),
        post("resources/nonsense", 404, "Unknown endpoint", "tags", "b"),
        post(path, 400, INVALID + "tags", "tags", LONG),
        post(path, 400, INVALID + "folder", "asset_folder", "a/../b"),
        post(path, 400, INVALID + "display_name", "display_name", LONG),
        post(path, 400, INVALID + "moderation_status", "moderation_status", "great"),
        post(path, 400, INVALID + "face_coordinates", "face_coordinates", "1,2,3"),
        post(path, 400, INVALID + "custom_coordinates", "custom_coordinates", "a,b,c,d"),
        post(path, 400, INVALID + "regions", "regions", "{\"a\":[[1]]}"),
        post(path, 400, INVALID + "regions", "regions", "{"),
        post(path, 400, INVALID + "access_control", "access_control", "[1]"),
        post(
            path,
            400,
            INVALID + "access_control",
            "access_control",
            "[{\"access_type\":\"anonymous\",\"start\":\"soon\"}]"),
        post(path, 400, "Parameter quality_override is not", "quality_override", "80"),
        post(path, 400, "Illegal value", "raw_convert", "illegal"),
        post(path, 400, "Illegal value", "categorization", "illegal"),
        post(path, 400, "Illegal value", "detection", "illegal"),
        post(path, 400, "Illegal value", "background_removal", "illegal"));
  }

  private static Stream<Row> deletions() {
    String path = "resources/image/upload";
    return Stream.of(
        delete(path, 400, MISSING + "public_ids"),
        delete(path, 400, MISSING + "public_ids", "all", "false"),
        delete(path, 400, INVALID + "prefix", "public_ids", id, "prefix", "change/"),
        delete(path, 400, INVALID + "all", "prefix", "change/none", "all", "true"),
        delete(path, 400, "Too many values", "public_ids", many(101)),
        delete(path, 400, INVALID + "next_cursor", "prefix", id, "next_cursor", SQL),
        delete(path, 400, INVALID + "next_cursor", "prefix", id, "next_cursor", "00ff"),
        delete("resources/image/nothing", 400, INVALID + "type", "all", "true"),
        delete("resources", 400, MISSING + "asset_ids"),
        delete("resources/image/tags/t", 400, INVALID + "next_cursor", "next_cursor", "abcd"),
        delete("derived_resources", 400, MISSING + "derived_resource_ids"),
        delete("derived_resources", 400, "Too many values", "derived_resource_ids", many(101)),
        delete(
            "resources/backup/" + "0".repeat(32),
            404,
            "Resource not found",
            "version_ids",
            "0".repeat(32)),
        delete("resources/backup/x", 400, MISSING + "version_ids"),
        post("resources/restore", 400, MISSING + "asset_ids"),
        post(path + "/restore", 400, MISSING + "public_ids"),
        post(path + "/restore", 400, INVALID + "public_id", "public_ids", "../x"));
  }

  private static Stream<Row> others() {
    String mode = "resources/image/upload/update_access_mode";
    String publish = "resources/image/publish_resources";
    String related = "resources/related_assets/image/upload/";
    return Stream.of(
        post(mode, 400, MISSING + "access_mode", "public_ids", id),
        post(mode, 400, INVALID + "access_mode", "access_mode", "hidden", "public_ids", id),
        post(mode, 400, MISSING + "public_ids", "access_mode", "public"),
        post(publish, 400, MISSING + "public_ids"),
        post(publish, 400, INVALID + "type", "type", "fetch", "public_ids", id),
        post(related + id, 400, MISSING + "assets_to_relate"),
        post(related + id, 400, "Too many values", "assets_to_relate", many(11)),
        post(related + "change/none", 404, "Resource not found", "assets_to_relate", "x"),
        delete(related + id, 400, MISSING + "assets_to_unrelate"),
        row("PUT", "folders/change", 400, MISSING + "to_folder"));
  }

  @ParameterizedTest
  @MethodSource("rows")
  void badInputIsRefusedByNameAndChangesNothing(Row row) {
    Api.Reply reply = scene.api.call(row.method(), row.path(), row.body());
    assertEquals(row.status(), reply.status(), reply::error);
    assertTrue(reply.error().startsWith(row.text()), reply::error);
    assertEquals(before, scene.details(id).encode());
  }
}
