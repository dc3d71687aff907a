package dev.darkroom.api;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.darkroom.testing.Api;
import dev.darkroom.testing.Pictures;
import dev.darkroom.testing.Receiver;
import dev.darkroom.testing.SharedServer;
import dev.darkroom.testing.SignedLink;
import io.vertx.core.json.JsonObject;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;

/** Archives, signed downloads, and what is made of assets, as callers of the running server see. */
final class ComposeCallsTest {
  private static final Api API = SharedServer.api();
  private static final byte[] PHOTO = Pictures.photo(40, 30, 1);

  /** Path, form, status and the beginning of the message. */
  private static final String[] BAD = {
    "image/sprite||400|Missing required parameter - tag",
    "image/sprite|tag=no-such-tag|404|No resources found",
    "image/sprite|tag=a&urls[]=http://x.test/|400|Invalid value for parameter urls",
    "image/sprite|tag=a&format=exe|400|Invalid value for parameter format: exe",
    "image/sprite|tag=a&transformation=w_abc|400|Invalid width in transformation: abc",
    "image/sprite|tag=a&async=perhaps|400|Invalid value for parameter async: perhaps",
    "image/sprite|tag=a&mode=eat|400|Invalid value for parameter mode: eat",
    "image/sprite|urls[]=file:///etc/passwd|400|Unsupported source URL: file:///etc/passwd",
    "image/sprite|urls[]=http://169.254.169.254/|400|Error in loading",
    "image/sprite|tag=a&notification_url=javascript:x|400|Invalid notification URL",
    "image/sprite|tag=a&batch_id=../x|400|Invalid value for parameter batch_id: ../x",
    "image/multi||400|Missing required parameter - tag",
    "image/multi|tag=a&format=mp4|400|Invalid value for parameter format: mp4",
    "image/multi|tag='; drop table asset; --|404|No resources found",
    "image/explode||400|Missing required parameter - public_id",
    "image/explode|public_id=../../x&transformation=w_1|400|Invalid value for parameter public_id",
    "image/explode|public_id=compose/one|400|Missing required parameter - page",
    "image/explode|public_id=compose/none&transformation=w_1|404|Resource not found - compose/none",
    "image/explode|public_id=compose/one&type=x|400|Invalid value for parameter type: x",
    "image/generate_archive||400|Missing required parameter - public_ids",
    "image/generate_archive|public_ids[]=compose/none|404|Resource not found - compose/none",
    "image/generate_archive|tags[]=none|404|No resources found",
    "image/generate_archive|tags[]=compose&target_format=rar|400|Invalid value for parameter target_format: rar",
    "image/generate_archive|tags[]=compose&target_public_id=../x|400|Invalid value for parameter public_id: ../x",
    "image/generate_archive|tags[]=compose&target_asset_folder=../x|400|Invalid value for parameter",
    "image/generate_archive|tags[]=compose&transformations=w_abc|400|Invalid width in transformation",
    "image/generate_archive|tags[]=compose&flatten_folders=2|400|Invalid value for parameter flatten_folders: 2",
    "auto/generate_archive|public_ids[]=compose/one|400|Missing required parameter - fully_qualified",
    "auto/generate_archive|fully_qualified_public_ids[]=image/x|400|Invalid value for parameter fully",
    "auto/generate_archive|fully_qualified_public_ids[]=cat/upload/x|400|Unsupported resource type - cat",
    "cat/generate_archive|tags[]=compose|400|Unsupported resource type - cat",
    "image/text||400|Missing required parameter - text",
    "image/text|text=a&public_id=../x|400|Invalid value for parameter public_id: ../x",
    "image/create_collage||400|Missing required parameter - manifest_json",
    "image/create_collage|manifest_json=[]|400|Invalid value for parameter manifest_json",
    "image/create_collage|manifest_json={}|400|Invalid value for parameter manifest_json: assets",
    "image/create_collage|manifest_json={\"assets\":[{\"media\":7}]}|400|Invalid value for parameter manifest_json",
    "image/create_collage|manifest_json={\"assets\":[{\"media\":\"x\"}],\"width\":1e99}|400|Invalid value",
    "image/create_collage|manifest_json={\"assets\":[{\"media\":\"x\"}],\"width\":9,\"height\":-9}|400|Invalid",
    "image/create_collage|manifest_json={\"width\":9,\"height\":9,\"assets\":[{\"media\":\"x\"}]}|404|Resource not found - x",
    "image/create_collage|manifest_json={}&manifest_transformation=fn|400|Parameter manifest_transformation",
    "image/sprite|tag=no\0tag|400|Invalid request body",
    "image/multi|urls[]=http://127.0.0.1:1/gone.png|400|Error in loading",
    "image/text|text=a&font_size=-1|400|Invalid value for parameter font_size",
    "image/text|text=a&font_family=../x.ttf|400|Parameter font_family",
    "video/create_slideshow||400|Missing required parameter - manifest_json",
    "video/create_slideshow|manifest_json=[]|400|Invalid value for parameter manifest_json",
    "video/create_slideshow|manifest_json={\"w\":160,\"h\":120,\"vars\":{\"slides\":[{\"media\":\"i:none\"}]}}|404|Resource not found - none",
    "video/create_slideshow|manifest_transformation=fn|400|Parameter manifest_transformation"
  };

  @BeforeAll
  static void upload() {
    for (String name : List.of("compose/one", "compose/two")) {
      API.upload("image", "p.jpg", PHOTO, Map.of("public_id", name, "tags", "compose")).ok();
    }
    API.upload(
            "raw",
            "n.txt",
            "notes".getBytes(StandardCharsets.UTF_8),
            Map.of("public_id", "compose/n.txt", "tags", "compose"))
        .ok();
  }

  private static HttpResponse<byte[]> signed(String path, String... pairs) {
    return SignedLink.open(API.server(), path, pairs);
  }

  private static List<String> entries(byte[] zip) throws IOException {
    List<String> names = new ArrayList<>();
    try (ZipInputStream in = new ZipInputStream(new ByteArrayInputStream(zip))) {
      for (ZipEntry entry = in.getNextEntry(); entry != null; entry = in.getNextEntry()) {
        assertTrue(in.readAllBytes().length > 0, entry::getName);
        names.add(entry.getName());
      }
    }
    return names;
  }

  @Test
  void anArchiveIsCreatedAndDelivered() throws IOException {
    JsonObject made =
        API.post(
                "all/generate_archive",
                "tags[]",
                "compose",
                "target_public_id",
                "compose-made",
                "target_tags",
                "t1,t2")
            .ok();
    assertEquals("compose-made.zip", made.getString("public_id"));
    assertEquals(3, made.getInteger("file_count"));
    assertTrue(made.containsKey("signature"), made::encode);
    HttpResponse<byte[]> file =
        API.deliver("raw/upload/v" + made.getLong("version") + "/compose-made.zip");
    assertEquals(
        List.of("compose/n.txt", "compose/one.jpg", "compose/two.jpg"), entries(file.body()));
  }

  @Test
  void anArchiveIsPackedWhileItIsSent() throws IOException {
    HttpResponse<byte[]> sent =
        signed(
            "image/generate_archive",
            "mode",
            "download",
            "public_ids[]",
            "compose/one",
            "transformations",
            "w_10/png|w_20",
            "target_public_id",
            "../my \"archive\"");
    assertEquals(200, sent.statusCode());
    assertEquals(
        "attachment; filename=\"my _archive_.zip\"; filename*=UTF-8''my%20_archive_.zip",
        sent.headers().firstValue("content-disposition").orElse(""));
    HttpResponse<byte[]> right =
        signed(
            "image/generate_archive",
            "mode",
            "download",
            "public_ids[]",
            "compose/one",
            "transformations",
            "w_10/png|w_20",
            "flatten_folders",
            "1");
    assertEquals(200, right.statusCode());
    assertEquals("application/zip", right.headers().firstValue("content-type").orElse(""));
    assertTrue(
        right.headers().firstValue("content-disposition").orElse("").startsWith("attachment"));
    assertEquals(List.of("w_10_png/one.png", "w_20/one.jpg"), entries(right.body()));
    HttpResponse<byte[]> folder =
        signed("all/generate_archive", "mode", "download", "prefixes", "compose/");
    assertEquals(3, entries(folder.body()).size());
    assertEquals(2, entries(signed("image/download_tag.zip", "tag", "compose").body()).size());
  }

  @Test
  void aFileIsDownloadedUnderASafeName() {
    HttpResponse<byte[]> plain =
        signed("image/download", "public_id", "compose/one", "format", "jpg");
    assertEquals(200, plain.statusCode());
    assertEquals(PHOTO.length, plain.body().length);
    HttpResponse<byte[]> named =
        signed(
            "image/download",
            "public_id",
            "compose/one",
            "attachment",
            "../é\"\r\nX: y",
            "format",
            "png");
    assertEquals("image/png", named.headers().firstValue("content-type").orElse(""));
    assertEquals(
        "attachment; filename=\".._____X_ y.png\"; filename*=UTF-8''.._%C3%A9___X_%20y.png",
        named.headers().firstValue("content-disposition").orElse(""));
  }

  @Test
  void aVersionIsDownloaded() {
    JsonObject one =
        API.upload("image", "p.jpg", PHOTO, Map.of("public_id", "compose-version")).ok();
    HttpResponse<byte[]> sent =
        signed(
            "download_backup",
            "asset_id",
            one.getString("asset_id"),
            "version_id",
            one.getString("version_id"));
    assertEquals(PHOTO.length, sent.body().length);
    assertEquals(
        404,
        signed(
                "download_backup",
                "asset_id",
                one.getString("asset_id"),
                "version_id",
                "0".repeat(32))
            .statusCode());
  }

  @Test
  void aLinkIsGoodForWhatWasSignedAndAsLongAsItSays() {
    long now = Instant.now().getEpochSecond();
    String[] one = {"public_id", "compose/one", "expires_at", Long.toString(now - 10)};
    assertEquals(401, signed("image/download", one).statusCode());
    one[3] = Long.toString(now + 1000);
    assertEquals(200, signed("image/download", one).statusCode());
    String old = Long.toString(now - 10_000);
    assertEquals(
        400, signed("image/download", "public_id", "compose/one", "timestamp", old).statusCode());
    assertEquals(
        200,
        signed(
                "image/download",
                "public_id",
                "compose/one",
                "timestamp",
                old,
                "expires_at",
                Long.toString(now + 1000))
            .statusCode());
    assertEquals(
        401,
        SignedLink.open(
                API.server(),
                "image/download",
                Map.of(
                    "public_id",
                    "compose/two",
                    "timestamp",
                    Long.toString(now),
                    "signature",
                    "0".repeat(40),
                    "api_key",
                    API.server().key()))
            .statusCode());
  }

  @Test
  void anAsyncArchiveCanBeFollowed() {
    try (Receiver receiver = Receiver.start()) {
      JsonObject queued =
          API.post(
                  "image/generate_archive",
                  "tags[]",
                  "compose",
                  "async",
                  "1",
                  "notification_url",
                  receiver.url("/hook"))
              .ok();
      JsonObject told = receiver.await(arrival -> true).json();
      assertEquals("generate_archive", told.getString("notification_type"));
      assertEquals(queued.getString("batch_id"), told.getString("batch_id"));
      JsonObject job = API.get("jobs/" + queued.getString("batch_id")).ok();
      assertEquals("complete", job.getString("status"));
      assertEquals(2, job.getJsonObject("result").getInteger("file_count"));
    }
    assertEquals(404, API.get("jobs/nothing").status());
  }

  @ParameterizedTest
  @FieldSource("BAD")
  void badCallsAreRefused(String row) {
    String[] cells = row.split("\\|", 4);
    Api.Reply reply = bad(cells);
    assertEquals(cells[2], "" + reply.status(), reply::error);
    assertTrue(reply.error().startsWith(cells[3]), reply::error);
  }

  /** No row, no bytes, no event: of all of them only the last upload is told. */
  @Test
  void badCallsChangeNothing() throws IOException {
    JsonObject usage = usage();
    Set<Path> bytes = bytes();
    try (Receiver receiver = Receiver.start()) {
      String trigger =
          API.post("triggers", "uri", receiver.url("/all"), "event_type", "all")
              .ok()
              .getString("id");
      for (String row : BAD) {
        bad(row.split("\\|", 4));
      }
      assertEquals(usage, usage());
      Set<Path> left = bytes();
      left.removeAll(bytes);
      assertEquals(Set.of(), left);
      API.upload("image", "p.jpg", PHOTO, Map.of("public_id", "compose-last")).ok();
      receiver.await(one -> one.tells("upload", "compose-last"));
      assertEquals(1, receiver.arrivals().size());
      API.call("DELETE", "triggers/" + trigger, new JsonObject()).ok();
    }
  }

  private static Api.Reply bad(String[] cells) {
    List<String> pairs = new ArrayList<>();
    for (String pair : cells[1].split("&(?=[a-z_]+(\\[\\])?=)", -1)) {
      if (!pair.isEmpty()) {
        pairs.addAll(List.of(pair.split("=", 2)));
      }
    }
    return API.post(cells[0], pairs.toArray(String[]::new));
  }

  private static JsonObject usage() {
    JsonObject usage = API.get("usage").ok();
    return JsonObject.of(
        "resources", usage.getValue("resources"),
        "derived", usage.getValue("derived_resources"),
        "storage", usage.getValue("storage"));
  }

  private static Set<Path> bytes() throws IOException {
    try (Stream<Path> files = Files.walk(API.server().data().resolve("blobs"))) {
      return files.filter(Files::isRegularFile).collect(Collectors.toCollection(HashSet::new));
    }
  }

  @Test
  void tooMuchIsRefused() {
    String many = "x".repeat(900_000);
    for (String path : List.of("image/sprite", "image/multi")) {
      assertEquals(400, API.post(path, "tag", many).status());
    }
    assertEquals(400, API.post("image/text", "text", many).status());
    assertEquals(400, API.post("image/generate_archive", "tags[]", many).status());
    List<String> ids = new ArrayList<>();
    for (int i = 0; i < 10_000; i++) {
      ids.addAll(List.of("public_ids[]", "id" + i));
    }
    assertEquals(400, API.post("image/generate_archive", ids.toArray(String[]::new)).status());
    assertEquals(404, API.get("jobs/" + "x".repeat(3_000)).status());
  }
}
