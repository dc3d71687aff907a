package dev.darkroom.api;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What no honest client sends: answered or hung up on, never kept, never a fault of ours. */
final class BadInputTest {
  private static final String IMAGE = "/v1_1/demo/image/upload";
  private static final byte[] FILE = new byte[200_000];

  private TestServer server;

  @BeforeEach
  void start() {
    server = new TestServer();
  }

  @AfterEach
  void stop() {
    assertTrue(server.nothingStaged(), "staged bytes are left behind");
    server.settle();
    assertEquals(0, server.parts.requestsInFlight());
    assertEquals("{\"status\":\"ok\"}", server.get("/healthz").body());
    server.close();
  }

  @Test
  void halfAMultipartBody() throws IOException {
    Multipart cut =
        new Multipart().fields(TestServer.signed(Map.of())).file("file", "a", FILE).cut();
    assertAnswer(400, "it is not a complete multipart body", head(cut, cut.body().length), cut);
  }

  @Test
  void halfAMultipartBodyWithBasic() throws IOException {
    Multipart cut = new Multipart().file("file", "a", FILE).cut();
    String head =
        head(cut, cut.body().length)
            .replace("\r\n\r\n", "\r\nAuthorization: " + TestServer.BASIC + "\r\n\r\n");
    assertAnswer(400, "it is not a complete multipart body", head, cut);
  }

  @Test
  void aBoundaryThatIsNotTheBodys() throws IOException {
    Multipart form = new Multipart().fields(TestServer.signed(Map.of())).file("file", "a", FILE);
    String head = head(form, form.body().length).replace(Multipart.BOUNDARY, "another");
    assertAnswer(400, "Invalid request body", head, form);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "multipart/form-data",
        "multipart/form-data; boundary=",
        "multipart/form-data; boundary=\"",
        "multipart/form-data;"
      })
  void noBoundary(String type) throws IOException {
    Multipart form = new Multipart().file("file", "a", FILE);
    String head = head(form, form.body().length).replace(form.contentType(), type);
    assertAnswer(400, "Invalid request body", head, form);
  }

  @Test
  void theClientIsGone() throws IOException {
    Multipart form = new Multipart().file("file", "a", FILE);
    for (int sent : List.of(0, 10, 1_000, 150_000)) {
      RawClient client = new RawClient(server.port);
      client.send(head(form, form.body().length));
      client.send(java.util.Arrays.copyOf(form.body(), sent));
      client.vanish();
    }
  }

  @Test
  void theClientIsGoneAfterItsStagingBegan() throws IOException {
    Multipart form = new Multipart().file("file", "a", FILE);
    RawClient client = new RawClient(server.port);
    client.send(head(form, form.body().length)).send(java.util.Arrays.copyOf(form.body(), 150_000));
    while (server.blobs.staged() == 0) {
      Thread.onSpinWait();
    }
    client.vanish();
  }

  @Test
  void aLengthThatIsTooLong() throws IOException {
    Multipart form = new Multipart().fields(TestServer.signed(Map.of())).file("file", "a", FILE);
    try (RawClient client = new RawClient(server.port)) {
      client.send(head(form, form.body().length + 100)).send(form.body()).finish();
      assertEquals("", client.answer());
    }
  }

  @Test
  void aLengthThatIsTooShort() throws IOException {
    Multipart form = new Multipart().fields(TestServer.signed(Map.of())).file("file", "a", FILE);
    assertAnswer(400, "Invalid request body", head(form, form.body().length - 100), form);
  }

  @ParameterizedTest
  @ValueSource(strings = {"-1", "abc", "99999999999999999999", "1, 2"})
  void aLengthThatIsNone(String length) throws IOException {
    try (RawClient client = new RawClient(server.port)) {
      client.send(
          "POST " + IMAGE + " HTTP/1.1\r\nHost: x\r\nContent-Length: " + length + "\r\n\r\n");
      assertStatus(client.answer(), "400");
    }
  }

  @Test
  void tenThousandFields() {
    Multipart form = new Multipart();
    for (int field = 0; field < 10_000; field++) {
      form.field("k" + field, "v");
    }
    assertRefused(server.post(IMAGE, form));
    assertRefused(server.post(IMAGE, "application/x-www-form-urlencoded", "k=v&".repeat(10_000)));
    StringBuilder json = new StringBuilder("{\"last\":1");
    for (int field = 0; field < 10_000; field++) {
      json.append(",\"k").append(field).append("\":1");
    }
    assertRefused(server.post(IMAGE, "application/json", json.append('}').toString()));
  }

  @Test
  void tenThousandFiles() {
    Multipart form = new Multipart();
    for (int file = 0; file < 10_000; file++) {
      form.file("other", "a", new byte[1]);
    }
    assertRefused(server.post(IMAGE, form));
  }

  @Test
  void longBodiesOfText() {
    String long1 = "v".repeat(TestServer.LIMITS.textBytes() + 1);
    assertRefused(server.post(IMAGE, "application/json", "{\"k\":\"" + long1 + "\"}"));
    assertRefused(server.post(IMAGE, "application/x-www-form-urlencoded", "k=" + long1));
    assertRefused(server.post(IMAGE, new Multipart().field("k", long1)));
    assertRefused(server.post(IMAGE, new Multipart().file("other", "a", new byte[long1.length()])));
  }

  private static void assertRefused(HttpResponse<String> response) {
    assertEquals(400, response.statusCode(), response.body());
    assertTrue(response.body().contains("Invalid request body"), response.body());
  }

  @Test
  void aHeaderOfAMegabyte() throws IOException {
    try (RawClient client = new RawClient(server.port)) {
      client.send(
          "GET /healthz HTTP/1.1\r\nHost: x\r\nX-Long: " + "x".repeat(1 << 20) + "\r\n\r\n");
      assertStatus(client.answer(), "431");
    }
  }

  @Test
  void aLineOfAMegabyte() throws IOException {
    try (RawClient client = new RawClient(server.port)) {
      client.send("GET /" + "x".repeat(1 << 20) + " HTTP/1.1\r\nHost: x\r\n\r\n");
      assertStatus(client.answer(), "414");
    }
  }

  @Test
  void aPartHeaderOfAMegabyte() {
    Multipart form =
        new Multipart()
            .text("--" + Multipart.BOUNDARY + "\r\nX-Long: " + "x".repeat(1 << 20))
            .text("\r\n\r\nvalue\r\n");
    assertRefused(server.post(IMAGE, form));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "GET /\u0000 HTTP/1.1\r\nHost: x\r\n\r\n",
        "GET /%ZZ HTTP/1.1\r\nHost: x\r\n\r\n",
        "GET /% HTTP/1.1\r\nHost: x\r\n\r\n",
        "GET /v1_1/%ZZ/ping HTTP/1.1\r\nHost: x\r\n\r\n",
        "GET /v1_1/demo/ping?k=%ZZ HTTP/1.1\r\nHost: x\r\nAuthorization: Basic a2V5OnNlY3JldA==\r\n\r\n",
        "GET ../../etc/passwd HTTP/1.1\r\nHost: x\r\n\r\n",
        "GET /demo/image/upload/%00.jpg HTTP/1.1\r\nHost: x\r\n\r\n",
        "GET http:/// HTTP/1.1\r\nHost: x\r\n\r\n",
        "NONSENSE / HTTP/1.1\r\nHost: x\r\n\r\n",
        "nonsense\r\n\r\n",
        "POST /v1_1/demo/image/upload HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\n\r\nZZ\r\n",
        "GET /healthz HTTP/1.1\r\nHost: x\r\nBad Header: x\r\n\r\n"
      })
  void nonsense(String request) throws IOException {
    try (RawClient client = new RawClient(server.port)) {
      client.send(request).finish();
      String answer = client.answer();
      assertTrue(answer.isEmpty() || answer.startsWith("HTTP/1."), answer);
      assertTrue(
          answer.contains("400") || answer.contains("404") || request.contains("ZZ\r\n"), answer);
    }
  }

  @Test
  void unicodeEverywhere() {
    HttpResponse<String> response =
        server.post(
            IMAGE,
            new Multipart()
                .fields(TestServer.signed(Map.of("public_id", "日本/😀", "tags", "ä,ß,😀")))
                .file("file", "файл😀.jpg", FILE));
    assertEquals(200, response.statusCode(), response.body());
    assertTrue(response.body().contains("日本/😀"), response.body());
  }

  @Test
  void pipelinedRequestsAreAnsweredInOrder() throws IOException {
    String get = " HTTP/1.1\r\nHost: x\r\nAuthorization: " + TestServer.BASIC + "\r\n\r\n";
    try (RawClient client = new RawClient(server.port)) {
      client.send(
          ("GET /healthz" + get)
              + ("GET /v1_1/demo/resources/image/upload/second" + get)
              + "POST /v1_1/demo/image/upload HTTP/1.1\r\nHost: x\r\nContent-Length: 2\r\n\r\n{}"
              + ("GET /v1_1/demo/ping" + get));
      assertTrue(client.answer().contains("{\"status\":\"ok\"}"));
      assertTrue(client.answer().contains("{\"public_id\":\"second\"}"));
      assertTrue(client.answer().contains("unsigned upload"));
      assertTrue(client.answer().contains("X-FeatureRateLimit-Limit"));
    }
  }

  /** A client that reads only after it has sent everything still gets its refusal. */
  @Test
  void anEarlyRefusalIsDelivered() throws IOException {
    Multipart form = new Multipart().file("file", "a", new byte[1 << 20]);
    String head = head(form, form.body().length).replace("/demo/", "/nobody/");
    try (RawClient client = new RawClient(server.port)) {
      client.send(head);
      client.send(form.body());
      String answer = client.answer();
      assertStatus(answer, "401");
      client.send("GET /healthz HTTP/1.1\r\nHost: x\r\n\r\n");
      assertStatus(client.answer(), "200");
    }
  }

  @Test
  void anEarlyRefusalOfSomethingEndlessHangsUp() throws IOException {
    try (RawClient client = new RawClient(server.port)) {
      client.send(
          "POST /v1_1/nobody/image/upload HTTP/1.1\r\nHost: x\r\nContent-Length: 999999999\r\n\r\n");
      assertStatus(client.answer(), "401");
      for (int chunk = 0; chunk < 120; chunk++) {
        client.send(new byte[100_000]);
      }
      assertEquals("", client.answer());
    }
  }

  @Test
  void expectContinue() throws IOException {
    Multipart form = new Multipart().fields(TestServer.signed(Map.of())).file("file", "a", FILE);
    try (RawClient client = new RawClient(server.port)) {
      client.send(
          head(form, form.body().length).replace("\r\n\r\n", "\r\nExpect: 100-continue\r\n\r\n"));
      assertStatus(client.answer(), "100");
      client.send(form.body());
      assertStatus(client.answer(), "200");
    }
  }

  private void assertAnswer(int status, String message, String head, Multipart form)
      throws IOException {
    try (RawClient client = new RawClient(server.port)) {
      client.send(head).send(form.body());
      String answer = client.answer();
      assertStatus(answer, Integer.toString(status));
      assertTrue(answer.contains(message), answer);
    }
  }

  private static void assertStatus(String answer, String status) {
    assertTrue(
        answer.matches("(?s)HTTP/1\\.[01] " + status + " .*"),
        "expected " + status + ": " + answer);
  }

  private static String head(Multipart form, int length) {
    return "POST "
        + IMAGE
        + " HTTP/1.1\r\nHost: x\r\nContent-Type: "
        + form.contentType()
        + "\r\nContent-Length: "
        + length
        + "\r\n\r\n";
  }

  /** The names of the parts of a body may be anything. */
  @Test
  void oddParts() {
    for (String disposition :
        List.of(
            "form-data",
            "form-data; name=",
            "form-data; name=\"\"",
            "form-data; name=\"file\"; filename=\"\"",
            "form-data; name=\"file\"; filename*=UTF-8''%ZZ",
            "attachment; name=\"file\"",
            "")) {
      Multipart form =
          new Multipart()
              .text("--" + Multipart.BOUNDARY + "\r\nContent-Disposition: " + disposition)
              .text("\r\n\r\n" + new String(new byte[10], StandardCharsets.UTF_8) + "\r\n");
      int status = server.post(IMAGE, form).statusCode();
      assertTrue(status == 400 || status == 401, disposition + " -> " + status);
    }
  }
}
