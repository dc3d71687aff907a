package dev.darkroom.api;

import static dev.darkroom.api.TestServer.error;
import static dev.darkroom.api.TestServer.json;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.darkroom.protocol.AssetKey;
import dev.darkroom.protocol.CreateTrigger;
import dev.darkroom.protocol.DescribeAsset;
import dev.darkroom.protocol.EventType;
import dev.darkroom.protocol.ListDeliveries;
import dev.darkroom.protocol.PublicId;
import io.vertx.core.json.JsonObject;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class AdminTest {
  private static final String FORM = "application/x-www-form-urlencoded";
  private static final String JSON = "application/json";
  private static final String TRIGGERS = "/v1_1/demo/triggers";

  private TestServer server;

  @BeforeEach
  void start() {
    server = new TestServer();
  }

  @AfterEach
  void stop() {
    server.close();
  }

  @Test
  void pingWithRateHeaders() {
    HttpResponse<String> response = authorized("/v1_1/demo/ping");
    assertEquals(200, response.statusCode());
    assertEquals("{\"status\":\"ok\"}", response.body());
    assertHeader(response, "X-FeatureRateLimit-Limit", "100000");
    assertHeader(response, "X-FeatureRateLimit-Remaining", "99999");
    assertHeader(response, "X-FeatureRateLimit-Reset", "Mon, 06 May 2024 08:00:00 GMT");
    assertTrue(response.headers().firstValue("X-Request-Id").get().matches("[0-9a-f]{32}"));
    assertHeader(authorized("/v1_1/demo/ping?"), "X-FeatureRateLimit-Remaining", "99998");
  }

  private static void assertHeader(HttpResponse<String> response, String name, String value) {
    assertEquals(value, response.headers().firstValue(name).orElse("absent"));
  }

  @Test
  void beyondTheLimitCallsAreRefused() {
    ApiSettings.Limits two =
        new ApiSettings.Limits(1, 1_000, 9, 2, Duration.ofSeconds(9), Duration.ofSeconds(9));
    try (TestServer limited = new TestServer(two)) {
      for (int status : List.of(200, 200, 420, 420)) {
        HttpResponse<String> response =
            limited.get("/v1_1/demo/ping", "Authorization", TestServer.BASIC);
        assertEquals(status, response.statusCode());
        assertHeader(response, "X-FeatureRateLimit-Limit", "2");
      }
      HttpResponse<String> response =
          limited.get("/v1_1/demo/ping", "Authorization", TestServer.BASIC);
      assertTrue(error(response).startsWith("Rate Limit Exceeded. "), response.body());
      assertHeader(response, "X-FeatureRateLimit-Remaining", "0");
    }
  }

  @ParameterizedTest
  @CsvSource({
    "/v1_1/demo/ping, '', Invalid credentials",
    "/v1_1/demo/ping, Bearer x, Invalid token",
    "/v1_1/demo/ping, Basic eDp5, Unknown API key x",
    "/v1_1/demo/ping, Basic a2V5Onk=, api_secret mismatch",
    "/v1_1/nobody/ping, Basic a2V5OnNlY3JldA==, api_secret mismatch"
  })
  void badCredentials(String path, String authorization, String message) {
    HttpResponse<String> response =
        authorization.isEmpty()
            ? server.get(path)
            : server.get(path, "Authorization", authorization);
    assertEquals(401, response.statusCode());
    assertEquals(message, error(response));
  }

  @ParameterizedTest
  @CsvSource({
    "resources/image/upload/a, a",
    "resources/image/upload/a/b.c, a/b.c",
    "resources/image/upload/a%2Fb, a/b",
    "resources/image/upload/a%20%C3%A4, a ä",
    "resources/raw/private/a.txt?colors=false, a.txt"
  })
  void oneAsset(String path, String name) {
    HttpResponse<String> response = authorized("/v1_1/demo/" + path);
    assertEquals(200, response.statusCode(), response.body());
    assertEquals(JsonObject.of("public_id", name).encode(), response.body());
    AssetKey key = server.backend.last(DescribeAsset.class).key();
    assertEquals(new PublicId(name), Objects.requireNonNull(key).publicId());
  }

  @ParameterizedTest
  @CsvSource({
    "resources/image/upload/missing, 404, Resource not found - missing",
    "resources/film/upload/a, 400, Unsupported resource type - film",
    "resources/image/nonsense/a, 400, Invalid value for parameter type: nonsense",
    "resources/image/upload/a?colors=perhaps, 400, Invalid value for parameter colors: perhaps",
    "resources/image/upload/a%00b, 400, Invalid value for parameter url: /v1_1/demo/resources/image/upload/a%00b",
    "nowhere, 404, Unknown endpoint - /v1_1/demo/nowhere",
    "resources/film, 400, Unsupported resource type - film",
    "upload, 404, Unknown endpoint - /v1_1/demo/upload"
  })
  void refusals(String path, int status, String message) {
    HttpResponse<String> response = authorized("/v1_1/demo/" + path);
    assertEquals(status, response.statusCode(), response.body());
    assertEquals(message, error(response));
  }

  /** The same call as Python, Java, Ruby and Node send it. */
  @ParameterizedTest
  @CsvSource(
      delimiterString = " # ",
      textBlock =
          """
          application/json                  # {"uri":"http://h/p?a=1","event_type":"upload","uri_type":null}
          application/json;charset=utf-8    # {"uri":"http://h/p?a=1","event_type":"upload"}
          application/x-www-form-urlencoded # uri=http%3A%2F%2Fh%2Fp%3Fa%3D1&event_type=upload
          text/plain                        # {"uri":"http://h/p?a=1","event_type":"upload"}
          """)
  void triggersAreCreatedTopLevel(String type, String body) {
    HttpResponse<String> created = server.admin("POST", TRIGGERS, type, body);
    assertEquals(200, created.statusCode(), created.body());
    assertEquals(
        new JsonObject()
            .put("id", "t1")
            .put("product_environment_id", "e".repeat(32))
            .put("uri_type", "webhook")
            .put("uri", "http://h/p?a=1")
            .put("event_type", "upload")
            .put("created_at", "2024-05-06T07:08:09Z")
            .put("updated_at", "2024-05-06T07:08:09Z")
            .put("additive", false)
            .put("auth_scheme", "default")
            .encode(),
        created.body());
    assertEquals(EventType.UPLOAD, server.backend.last(CreateTrigger.class).eventType());
    assertEquals(409, server.admin("POST", TRIGGERS, type, body).statusCode());
  }

  @Test
  void lifeOfATrigger() {
    server.admin("POST", TRIGGERS, FORM, "uri=http://h/&event_type=eager");
    JsonObject list = json(authorized(TRIGGERS));
    assertEquals(1, list.getInteger("total"));
    assertEquals("t1", list.getJsonArray("triggers").getJsonObject(0).getString("id"));
    assertEquals(0, json(authorized(TRIGGERS + "?event_type=upload")).getInteger("total"));
    assertEquals(
        1,
        json(server.admin("GET", TRIGGERS, JSON, "{\"event_type\":\"eager\"}"))
            .getInteger("total"));

    assertEquals(
        "{\"message\":\"updated\"}",
        server.admin("PUT", TRIGGERS + "/t1", JSON, "{\"new_uri\":\"http://new/\"}").body());
    assertEquals("http://new/", json(authorized(TRIGGERS + "/t1")).getString("uri"));
    assertEquals(
        "{\"message\":\"deleted\"}", server.admin("DELETE", TRIGGERS + "/t1", JSON, "{}").body());
    assertEquals(404, authorized(TRIGGERS + "/t1").statusCode());
    assertFalse(authorized(TRIGGERS).body().contains("t1"));
  }

  @ParameterizedTest
  @CsvSource(
      delimiterString = " # ",
      textBlock =
          """
          POST # ''  # event_type=upload               # Missing required parameter - uri
          POST # ''  # uri=http://h/                   # Missing required parameter - event_type
          POST # ''  # uri=http://h/&event_type=lunch  # Invalid event type: lunch
          POST # ''  # uri=http://h/&event_type=upload&uri_type=pigeon # Invalid uri_type: pigeon
          POST # ''  # uri=http://h/&event_type=upload&filter=[1]      # Invalid value for parameter filter: [1]
          PUT  # /t1 # ''                              # Missing required parameter - new_uri
          PUT  # /t1 # auth_scheme=eddsa_v3            # Invalid value for parameter auth_scheme: eddsa_v3
          PUT  # /t1 # auth_scheme=eddsa_v2            # Trigger not found - t1
          PUT  # /t1 # new_uri=http://h/               # Trigger not found - t1
          GET  # ''  # event_type=lunch                # Invalid event type: lunch
          """)
  void badTriggers(String method, String path, String body, String message) {
    HttpResponse<String> response = server.admin(method, TRIGGERS + path, FORM, body);
    assertEquals(message, error(response));
    assertEquals(message.contains("not found") ? 404 : 400, response.statusCode());
  }

  @ParameterizedTest
  @ValueSource(strings = {"{", "[]", "{\"uri\":\"\\u0000\"}", "nonsense"})
  void badJson(String body) {
    HttpResponse<String> response = server.admin("POST", TRIGGERS, JSON, body);
    assertEquals(400, response.statusCode());
    assertTrue(error(response).startsWith("Invalid request body"), response.body());
  }

  @Test
  void notifications() {
    HttpResponse<String> response =
        authorized("/v1_1/demo/notifications?state=pending&max_results=5&next_cursor=abc");
    assertEquals(
        new ListDeliveries(1, "pending", "abc", 5), server.backend.last(ListDeliveries.class));
    JsonObject entry = json(response).getJsonArray("notifications").getJsonObject(0);
    assertEquals(
        "{\"id\":7,\"event_id\":5,\"notification_type\":\"upload\",\"public_id\":\"sample\","
            + "\"url\":\"http://x/\",\"state\":\"pending\",\"attempts\":1,"
            + "\"created_at\":\"2024-05-06T07:08:09Z\",\"due_at\":\"2024-05-06T07:08:09Z\","
            + "\"ended_at\":null,\"last_status\":500,\"last_error\":\"it answered 500\"}",
        entry.encode());
    assertEquals("next", json(response).getString("next_cursor"));
    assertEquals(400, authorized("/v1_1/demo/notifications?max_results=501").statusCode());
    assertEquals(400, authorized("/v1_1/demo/notifications?state=odd").statusCode());
  }

  @Test
  void health() {
    assertEquals("{\"status\":\"ok\"}", server.get("/healthz").body());
    HttpResponse<String> ready = server.get("/readyz");
    assertEquals(200, ready.statusCode());
    assertEquals("{\"status\":\"ok\",\"checks\":{\"blobs\":\"ok\"}}", ready.body());
    server.blobs.breakDown();
    HttpResponse<String> broken = server.get("/readyz");
    assertEquals(503, broken.statusCode());
    assertEquals("{\"status\":\"unavailable\",\"checks\":{\"blobs\":\"failed\"}}", broken.body());
  }

  private HttpResponse<String> authorized(String path) {
    return server.get(path, "Authorization", TestServer.BASIC);
  }
}
