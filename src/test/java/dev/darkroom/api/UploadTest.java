package dev.darkroom.api;

import static dev.darkroom.api.TestServer.error;
import static dev.darkroom.api.TestServer.json;
import static dev.darkroom.api.TestServer.signed;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.darkroom.api.request.RequestSignature;
import dev.darkroom.protocol.DeliveryType;
import dev.darkroom.protocol.DestroyAsset;
import dev.darkroom.protocol.EagerItem;
import dev.darkroom.protocol.Naming;
import dev.darkroom.protocol.PublicId;
import dev.darkroom.protocol.ResourceType;
import dev.darkroom.protocol.SignatureAlgorithm;
import dev.darkroom.protocol.StagedBlob;
import dev.darkroom.protocol.StoreAsset;
import dev.darkroom.testing.MemoryBlobs;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.JsonObject;
import java.net.URLEncoder;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class UploadTest {
  private static final String IMAGE = "/v1_1/demo/image/upload";
  private static final byte[] FILE = bytes(300_000);

  private static final Map<String, String> EVERYTHING =
      Map.ofEntries(
          Map.entry("public_id", "a"),
          Map.entry("public_id_prefix", "pre"),
          Map.entry("folder", "fold"),
          Map.entry("asset_folder", "af"),
          Map.entry("display_name", "Name"),
          Map.entry("filename_override", "over.jpg"),
          Map.entry("use_filename", "1"),
          Map.entry("unique_filename", "false"),
          Map.entry("use_filename_as_display_name", "true"),
          Map.entry("tags", "x, y"),
          Map.entry("context", "k=v|l=w\\|z"),
          Map.entry("overwrite", "0"),
          Map.entry("type", "authenticated"),
          Map.entry("access_mode", "authenticated"),
          Map.entry("eager", "w_100,c_scale/png|e_sepia"),
          Map.entry("eager_async", "1"),
          Map.entry("eager_notification_url", "http://localhost/e"),
          Map.entry("notification_url", "http://localhost/n?a=1&b=2"),
          Map.entry("batch_id", "batch"),
          Map.entry("colors", "false"),
          Map.entry("unheard_of", "1"));

  private TestServer server;

  @BeforeEach
  void start() {
    server = new TestServer();
  }

  @AfterEach
  void stop() {
    assertTrue(server.nothingStaged(), "staged bytes are left behind");
    server.close();
  }

  @Test
  void multipartFileInAnyPosition() {
    Map<String, String> fields = signed(Map.of("public_id", "f/a", "tags", "x,y"));
    List<Multipart> forms =
        List.of(
            new Multipart().fields(fields).file("file", "a.jpg", FILE),
            new Multipart().file("file", "a.jpg", FILE).fields(fields),
            new Multipart().fields(fields).file("file", "a.jpg", FILE).withoutFinalLineEnd());
    for (Multipart form : forms) {
      assertStored(server.post(IMAGE, form));
      StoreAsset stored = server.backend.last(StoreAsset.class);
      assertEquals("a.jpg", stored.naming().fileName());
      assertEquals(List.of("x", "y"), stored.labels().tags());
    }
  }

  @Test
  void chunkedTransferAsNodeSends() {
    Multipart form =
        new Multipart()
            .fields(signed(Map.of("public_id", "f/a")))
            .file("file", "a.jpg", FILE)
            .withoutFinalLineEnd();
    assertStored(
        server.send(
            server
                .to(IMAGE)
                .header("Content-Type", form.contentType())
                .POST(
                    BodyPublishers.ofInputStream(
                        () -> new java.io.ByteArrayInputStream(form.body())))));
  }

  private void assertStored(HttpResponse<String> response) {
    assertEquals(200, response.statusCode(), response.body());
    assertEquals(
        "application/json; charset=utf-8", response.headers().firstValue("Content-Type").get());
    assertTrue(response.headers().firstValue("X-Request-Id").get().matches("[0-9a-f]{32}"));
    assertEquals("*", response.headers().firstValue("Access-Control-Allow-Origin").get());
    StagedBlob content = server.backend.last(StoreAsset.class).content();
    assertNotNull(content);
    assertEquals(Buffer.buffer(FILE), server.blobs.bytes(content.blob()));
    assertEquals(MemoryBlobs.md5(Buffer.buffer(FILE)), content.md5());
    JsonObject body = json(response);
    assertEquals(
        RequestSignature.sign("public_id=f/a&version=1", "secret", SignatureAlgorithm.SHA1),
        body.getString("signature"));
    assertEquals("key", body.getString("api_key"));
    assertEquals(
        List.of("asset_id", "public_id", "version", "version_id", "signature", "bytes", "api_key"),
        List.copyOf(body.fieldNames()));
  }

  @Test
  void everyParameterReachesTheMessage() {
    Multipart form = new Multipart().fields(signed(EVERYTHING)).file("file", "ä ö.jpg", FILE);
    HttpResponse<String> response = server.post("/v1_1/demo/raw/upload", form);

    assertEquals(200, response.statusCode(), response.body());
    StoreAsset stored = server.backend.last(StoreAsset.class);
    assertEquals(1, stored.environmentId());
    assertEquals("key", stored.caller().id());
    assertEquals("api", stored.caller().source());
    assertEquals("127.0.0.1", stored.caller().address());
    assertEquals(TestServer.NOW, stored.caller().at());
    assertEquals(response.headers().firstValue("X-Request-Id").get(), stored.caller().requestId());
    assertEquals(ResourceType.RAW, stored.resourceType());
    assertEquals(DeliveryType.AUTHENTICATED, stored.type());
    assertNaming(stored.naming());
    assertEquals(List.of("x", "y"), stored.labels().tags());
    assertEquals(Map.of("k", "v", "l", "w|z"), stored.labels().context());
    assertEquals("authenticated", stored.access().mode());
    assertEquals(false, stored.flow().overwrite());
    assertEquals(
        List.of(
            new EagerItem("w_100,c_scale/png", "w_100,c_scale", "png"),
            new EagerItem("e_sepia", "e_sepia", "")),
        stored.eager().items());
    assertTrue(stored.eager().async());
    assertEquals("http://localhost/e", stored.eager().notificationUrl());
    assertEquals("http://localhost/n?a=1&b=2", stored.flow().notificationUrl());
    assertEquals("batch", stored.flow().batchId());
  }

  private static void assertNaming(Naming naming) {
    assertEquals(new PublicId("a"), naming.publicId());
    assertEquals("pre", naming.publicIdPrefix());
    assertEquals("fold", naming.folder());
    assertEquals("af", naming.assetFolder());
    assertEquals("Name", naming.displayName());
    assertEquals("over.jpg", naming.fileName());
    assertTrue(naming.rules().useFilename());
    assertEquals(false, naming.rules().uniqueFilename());
    assertTrue(naming.rules().useFilenameAsDisplayName());
  }

  @Test
  void textSourcesInEveryBody() {
    String data = "data:image/png;base64," + Base64.getEncoder().encodeToString(FILE);
    for (String path : List.of("/v1_1/demo/upload", "/v1_1/demo/auto/upload")) {
      Map<String, String> fields = signed(Map.of("file", "data:;base64,aGk="));
      assertText(server.post(path, new Multipart().fields(fields)), "hi");
      assertText(server.post(path, "application/x-www-form-urlencoded", form(fields)), "hi");
      assertText(server.post(path, "application/json", JsonObject.mapFrom(fields).encode()), "hi");
      assertText(
          server.send(server.to(path + "?" + form(fields)).POST(BodyPublishers.noBody())), "hi");
      assertNull(server.backend.last(StoreAsset.class).resourceType());
    }
    HttpResponse<String> large =
        server.post(IMAGE, new Multipart().fields(signed(Map.of("file", data))));
    assertEquals(400, large.statusCode());
    assertTrue(error(large).startsWith("Invalid request body"), large.body());
  }

  private void assertText(HttpResponse<String> response, String text) {
    assertEquals(200, response.statusCode(), response.body());
    StagedBlob content = server.backend.last(StoreAsset.class).content();
    assertNotNull(content);
    assertEquals(text, server.blobs.bytes(content.blob()).toString());
  }

  @Test
  void urlsArePassedOn() {
    HttpResponse<String> response =
        server.post(
            IMAGE,
            "application/x-www-form-urlencoded",
            form(signed(Map.of("file", "https://example.com/a b.jpg".replace(" ", "%20")))));
    assertEquals(200, response.statusCode(), response.body());
    assertEquals("https://example.com/a%20b.jpg", server.backend.last(StoreAsset.class).url());
    assertEquals("{\"status\":\"pending\"}", response.body());
  }

  @ParameterizedTest
  @CsvSource(
      delimiterString = " # ",
      textBlock =
          """
          file=ftp://example.com/a.jpg        # Unsupported source URL: ftp://example.com/a.jpg
          file=s3://bucket/a.jpg              # Unsupported source URL: s3://bucket/a.jpg
          file=nonsense                       # Unsupported source URL: nonsense
          file=http://                        # Unsupported source URL: http://
          file=data:image/png;base64,%%       # Invalid value for parameter file: a data URI with broken base64 data
          file=data:image/png,abc             # Invalid value for parameter file: a data URI without base64 data
          tags=a                              # Missing required parameter - file
          file=http://x/;upload_preset=p      # Upload preset not found
          file=http://x/;overwrite=maybe      # Invalid value for parameter overwrite: maybe
          file=http://x/;type=fetch           # Invalid value for parameter type: fetch
          file=http://x/;access_mode=secret   # Invalid value for parameter access_mode: secret
          file=http://x/;public_id=a/../b     # Invalid value for parameter public_id: a/../b
          file=http://x/;eager=w_abc          # Invalid width in transformation: abc
          file=http://x/;notification_url=ftp://x/ # Invalid notification URL: ftp://x/
          file=http://x/;context=broken       # Invalid value for parameter context: broken
          """)
  void refusals(String fields, String message) {
    Map<String, String> values =
        List.of(fields.split(";(?!base64)", -1)).stream()
            .map(pair -> pair.split("=", 2))
            .collect(Collectors.toMap(pair -> pair[0], pair -> pair[1]));
    HttpResponse<String> response =
        server.post(IMAGE, "application/x-www-form-urlencoded", form(signed(values)));
    assertEquals(400, response.statusCode(), response.body());
    assertEquals(message, error(response));
  }

  @Test
  void refusedFilesAreDiscarded() {
    Multipart unsigned = new Multipart().file("file", "a.jpg", FILE);
    assertRefused(400, "Upload preset must be specified when using unsigned upload", unsigned);
    Multipart wrong =
        new Multipart()
            .fields(Map.of("api_key", "key", "timestamp", "1715000000", "signature", "bad"))
            .file("file", "a.jpg", FILE);
    assertRefused(401, "Invalid Signature bad. String to sign - 'timestamp=1715000000'.", wrong);
    Multipart refused =
        new Multipart().fields(signed(Map.of("public_id", "refused"))).file("file", "a", FILE);
    assertRefused(400, "Invalid image file", refused);
    Multipart broken =
        new Multipart().fields(signed(Map.of("public_id", "broken"))).file("file", "a", FILE);
    assertRefused(500, "General Error", broken);
  }

  @Test
  void twoFilesAreRefused() {
    Multipart two =
        new Multipart()
            .fields(signed(Map.of()))
            .file("file", "a.jpg", FILE)
            .file("file", "b.jpg", FILE);
    assertRefused(400, "Invalid request body - it has more than one file", two);
  }

  @Test
  void largeFilesAreRefusedWithTheirSize() {
    Multipart large =
        new Multipart().fields(signed(Map.of())).file("file", "a.jpg", bytes(8 << 20));
    HttpResponse<String> response = server.post(IMAGE, large);
    assertEquals(400, response.statusCode());
    assertTrue(
        error(response).matches("File size too large\\. Got \\d+\\. Maximum is 1048576\\."),
        response.body());
  }

  @Test
  void brokenDisksAreFaults() {
    server.blobs.breakDown();
    assertRefused(
        500, "General Error", new Multipart().fields(signed(Map.of())).file("file", "a.jpg", FILE));
  }

  private void assertRefused(int status, String message, Multipart form) {
    HttpResponse<String> response = server.post(IMAGE, form);
    assertEquals(status, response.statusCode(), response.body());
    assertEquals(message, error(response));
  }

  @Test
  void unknownCloudsAndTypesAreRefused() {
    Multipart form = new Multipart().fields(signed(Map.of())).file("file", "a.jpg", FILE);
    HttpResponse<String> cloud = server.post("/v1_1/nobody/image/upload", form);
    assertEquals(401, cloud.statusCode());
    assertEquals("Invalid cloud_name nobody", error(cloud));
    HttpResponse<String> type = server.post("/v1_1/demo/film/upload", form);
    assertEquals(400, type.statusCode());
    assertEquals("Unsupported resource type - film", error(type));
  }

  @Test
  void basicCredentialsInsteadOfASignature() {
    Multipart form = new Multipart().file("file", "a.jpg", FILE);
    HttpResponse<String> response =
        server.send(
            server
                .to(IMAGE)
                .headers("Authorization", TestServer.BASIC, "Content-Type", form.contentType())
                .POST(BodyPublishers.ofByteArray(form.body())));
    assertEquals(200, response.statusCode(), response.body());
  }

  @Test
  void oneChunkThatIsTheWholeFileIsAccepted() {
    assertEquals(200, chunk("bytes 0-299999/300000").statusCode());
  }

  private HttpResponse<String> chunk(String range) {
    Multipart form = new Multipart().fields(signed(Map.of())).file("file", "a.jpg", FILE);
    return server.send(
        server
            .to(IMAGE)
            .headers(
                "Content-Type",
                form.contentType(),
                "Content-Range",
                range,
                "X-Unique-Upload-Id",
                "u1")
            .POST(BodyPublishers.ofByteArray(form.body())));
  }

  @Test
  void destroy() {
    String path = "/v1_1/demo/image/destroy";
    for (Map.Entry<String, String> row :
        Map.of("there", "{\"result\":\"ok\"}", "gone", "{\"result\":\"not found\"}").entrySet()) {
      Map<String, String> fields =
          signed(Map.of("public_id", row.getKey(), "invalidate", "false", "type", "private"));
      HttpResponse<String> response = server.post(path, new Multipart().fields(fields));
      assertEquals(200, response.statusCode());
      assertEquals(row.getValue(), response.body());
      assertEquals(DeliveryType.PRIVATE, server.backend.last(DestroyAsset.class).key().type());
    }
    assertEquals(
        "Missing required parameter - public_id",
        error(server.post(path, "application/x-www-form-urlencoded", form(signed(Map.of())))));
    assertEquals(
        "Missing required parameter - api_key", error(server.post(path, "application/json", "{}")));
  }

  @Test
  void browsersMayAsk() {
    HttpResponse<String> response =
        server.send(server.to(IMAGE).method("OPTIONS", BodyPublishers.noBody()));
    assertEquals(204, response.statusCode());
    assertEquals("*", response.headers().firstValue("Access-Control-Allow-Origin").get());
    assertTrue(
        response
            .headers()
            .firstValue("Access-Control-Allow-Headers")
            .get()
            .contains("X-Unique-Upload-Id"));
  }

  private static String form(Map<String, String> fields) {
    return fields.entrySet().stream()
        .map(field ->
            field.getKey() + "=" + URLEncoder.encode(field.getValue(), StandardCharsets.UTF_8))
        .collect(Collectors.joining("&"));
  }

  private static byte[] bytes(int length) {
    byte[] bytes = new byte[length];
    new Random(1).nextBytes(bytes);
    return bytes;
  }
}
