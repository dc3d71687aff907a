package dev.darkroom.api;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.darkroom.protocol.DeliverAsset;
import dev.darkroom.protocol.DeliveredAsset;
import dev.darkroom.protocol.DeliveryType;
import dev.darkroom.protocol.SignatureAlgorithm;
import dev.darkroom.testing.Await;
import dev.darkroom.testing.MemoryBlobs;
import io.vertx.core.buffer.Buffer;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Base64;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class ServeTest {
  private static final Buffer BYTES = Buffer.buffer("0123456789");
  private static final String ETAG = '"' + MemoryBlobs.md5(BYTES) + '"';
  private static final String DATE = "Tue, 03 Jan 2023 00:00:00 GMT";
  private static final String SAMPLE = "/demo/image/upload/sample.jpg";

  private TestServer server;

  @BeforeEach
  void start() {
    server = new TestServer();
    put("sample", "jpg");
    put("folder/sample", "png");
    put("notes.txt", "");
    put("page.html", "");
    put("drawing", "svg");
  }

  @AfterEach
  void stop() {
    server.close();
  }

  private void put(String name, String format) {
    server.backend.assets.put(
        name,
        new DeliveredAsset(
            Await.await(server.blobs.put(BYTES.getBytes())),
            format,
            MemoryBlobs.md5(BYTES),
            Instant.parse("2023-01-03T00:00:00Z")));
  }

  @Test
  void successHeaders() {
    HttpResponse<String> response = server.get(SAMPLE + "?_a=token");
    assertEquals(200, response.statusCode());
    assertEquals("0123456789", response.body());
    assertHeader(response, "Content-Type", "image/jpeg");
    assertHeader(response, "Content-Length", "10");
    assertHeader(response, "ETag", ETAG);
    assertHeader(response, "Last-Modified", DATE);
    assertHeader(response, "Cache-Control", "public, max-age=2592000");
    assertHeader(response, "Accept-Ranges", "bytes");
    assertHeader(response, "Access-Control-Allow-Origin", "*");
    assertHeader(response, "Timing-Allow-Origin", "*");
    String timing = response.headers().firstValue("Server-Timing").orElse("");
    assertTrue(timing.matches("darkroom;dur=\\d+"), timing);
    assertHeader(response, "X-Content-Type-Options", "nosniff");
    assertTrue(
        response
            .headers()
            .firstValue("Access-Control-Expose-Headers")
            .get()
            .contains("X-Cld-Error"));
    assertTrue(response.headers().firstValue("X-Request-Id").get().matches("[0-9a-f]{32}"));
  }

  @Test
  void headHasTheSameHeadersAndNoBody() {
    HttpResponse<String> response =
        server.send(server.to(SAMPLE).method("HEAD", BodyPublishers.noBody()));
    assertEquals(200, response.statusCode());
    assertEquals("", response.body());
    assertHeader(response, "Content-Length", "10");
    assertHeader(response, "ETag", ETAG);
  }

  @ParameterizedTest
  @CsvSource({
    "/image/upload/sample.jpg, sample, jpg, ''",
    "/demo/image/upload/v12/folder/sample, folder/sample, '', ''",
    "'/demo/image/upload/c_fill,w_100,h_50/e_sepia/v1/folder/sample.webp', folder/sample, webp, 'c_fill,w_100,h_50/e_sepia'",
    "/demo/images/folder/sample/words.webp, folder/sample, webp, ''",
    "'/demo/iu/c_scale,w_9/sample.jpg', sample, jpg, 'c_scale,w_9'",
    "/demo/v1/folder/sample.png, folder/sample, png, ''",
    "'/demo/image/upload/c_scale,fl_attachment:x,w_9/sample.jpg', sample, jpg, 'c_scale,w_9'",
    "/demo/raw/upload/notes.txt, notes.txt, '', ''"
  })
  void whatIsAskedFor(String path, String name, String format, String transformation) {
    assertEquals(200, server.get(path).statusCode());
    DeliverAsset asked = server.backend.last(DeliverAsset.class);
    assertEquals(name, asked.key().publicId().value());
    assertEquals(format, asked.format());
    assertEquals(transformation, asked.transformation());
    assertEquals(DeliveryType.UPLOAD, asked.key().type());
    assertEquals(1, asked.environmentId());
  }

  @ParameterizedTest
  @CsvSource({
    "/demo/image/upload/fl_attachment/sample.jpg, sample.jpg",
    "/demo/image/upload/fl_attachment:b%22c/sample.jpg, b_c.jpg",
    "/demo/raw/upload/fl_attachment:b/notes.txt, b.txt"
  })
  void whatIsSavedIsNamed(String path, String name) {
    assertHeader(
        server.get(path),
        "Content-Disposition",
        "attachment; filename=\"%1$s\"; filename*=UTF-8''%1$s".formatted(name));
  }

  @Test
  void copiesThatAreCurrentAreNotSent() {
    assertEquals(304, server.get(SAMPLE, "If-None-Match", ETAG).statusCode());
    assertEquals("", server.get(SAMPLE, "If-None-Match", ETAG).body());
    assertHeader(server.get(SAMPLE, "If-None-Match", ETAG), "ETag", ETAG);
    assertEquals(304, server.get(SAMPLE, "If-Modified-Since", DATE).statusCode());
    assertEquals(200, server.get(SAMPLE, "If-None-Match", "\"other\"").statusCode());
  }

  @ParameterizedTest
  @CsvSource({
    "bytes=0-3, 206, bytes 0-3/10, 0123",
    "bytes=7-, 206, bytes 7-9/10, 789",
    "bytes=-2, 206, bytes 8-9/10, 89",
    "bytes=10-, 416, bytes */10, ''",
    "'bytes=0-1,3-4', 200, absent, 0123456789"
  })
  void ranges(String range, int status, String contentRange, String body) {
    HttpResponse<String> response = server.get(SAMPLE, "Range", range);
    assertEquals(status, response.statusCode());
    assertEquals(body, response.body());
    assertHeader(response, "Content-Range", contentRange);
  }

  @Test
  void partsOfAnotherVersionAreNotMixed() {
    assertEquals(206, server.get(SAMPLE, "Range", "bytes=0-3", "If-Range", ETAG).statusCode());
    assertEquals(206, server.get(SAMPLE, "Range", "bytes=0-3", "If-Range", DATE).statusCode());
    assertEquals(200, server.get(SAMPLE, "Range", "bytes=0-3", "If-Range", "\"old\"").statusCode());
  }

  @ParameterizedTest
  @CsvSource({
    "/demo/image/upload/missing.jpg, 404, Resource not found - missing",
    "/demo/image/upload/folder/missing.jpg, 404, Resource not found - folder/missing",
    "/demo/image/upload/ab_cd/missing.jpg, 400, Invalid transformation component - ab_cd",
    "/demo/image/upload/w_/v1/missing.jpg, 400, Invalid transformation component - w_",
    "/nobody/image/upload/sample.jpg, 401, Invalid cloud_name nobody",
    "/demo/image/upload/w_abc/sample.jpg, 400, Invalid width in transformation: abc",
    "/demo/image/upload/s--AAAAAAAA--/sample.jpg, 401, Invalid Signature in URL AAAAAAAA",
    "/demo/image/authenticated/sample.jpg, 401, ACL deny",
    "/demo/image/private/sample.jpg, 401, ACL deny",
    "/demo/image/upload/a%F0%9F%98%80.jpg, 404, Resource not found - a?",
    "/demo/image/upload/%0d%0aX-Evil:1, 400, Invalid value for parameter public_id: ??X-Evil:1",
    "/favicon.ico, 404, Unknown endpoint - /favicon.ico"
  })
  void errorsAreInTheHeader(String path, int status, String message) {
    HttpResponse<String> response = server.get(path);
    assertEquals(status, response.statusCode());
    assertEquals("", response.body());
    assertHeader(response, "X-Cld-Error", message);
    assertHeader(response, "Access-Control-Allow-Origin", "*");
    assertHeader(response, "Cache-Control", "public, max-age=5");
  }

  @Test
  void signedUrls() {
    String text = "w_10/sample.jpg";
    String sha1 = sign(text, SignatureAlgorithm.SHA1);
    String sha256 = sign(text, SignatureAlgorithm.SHA256);
    for (String signature :
        new String[] {sha1.substring(0, 8), sha256.substring(0, 8), sha256.substring(0, 32)}) {
      HttpResponse<String> response =
          server.get("/demo/image/authenticated/s--" + signature + "--/w_10/v1/sample.jpg");
      assertEquals(200, response.statusCode());
      assertHeader(response, "Cache-Control", "private, max-age=2592000");
      assertEquals(
          401,
          server
              .get("/demo/image/authenticated/s--" + signature + "--/w_20/v1/sample.jpg")
              .statusCode());
    }
    assertEquals(200, server.get("/demo/image/private/w_10/sample.jpg").statusCode());
  }

  private static String sign(String text, SignatureAlgorithm algorithm) {
    return Base64.getUrlEncoder()
        .encodeToString(algorithm.hash((text + "secret").getBytes(StandardCharsets.UTF_8)));
  }

  @ParameterizedTest
  @CsvSource({
    "/demo/raw/upload/notes.txt, text/plain; charset=utf-8",
    "/demo/raw/upload/page.html, text/html; charset=utf-8",
    "/demo/image/upload/drawing.svg, image/svg+xml"
  })
  void activeContentRunsNoScripts(String path, String type) {
    HttpResponse<String> response = server.get(path);
    assertEquals(200, response.statusCode());
    assertHeader(response, "Content-Type", type);
    assertTrue(response.headers().firstValue("Content-Security-Policy").get().contains("sandbox"));
  }

  @Test
  void onlyReading() {
    HttpResponse<String> response =
        server.send(server.to(SAMPLE).POST(BodyPublishers.ofString("x")));
    assertEquals(400, response.statusCode());
    assertHeader(response, "X-Cld-Error", "Method POST is not allowed for a delivery URL");
  }

  private static void assertHeader(HttpResponse<String> response, String name, String value) {
    assertEquals(value, response.headers().firstValue(name).orElse("absent"));
  }
}
