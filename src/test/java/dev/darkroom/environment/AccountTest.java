package dev.darkroom.environment;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.darkroom.testing.Api;
import dev.darkroom.testing.Pictures;
import dev.darkroom.testing.Receiver;
import dev.darkroom.testing.ServerProcess;
import dev.darkroom.testing.ServerSetup;
import dev.darkroom.testing.Web;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The Provisioning API, strict transformations and the rate limit, on a server set up for it. */
final class AccountTest {
  private static final ServerProcess SERVER =
      ServerSetup.fresh("account-" + ProcessHandle.current().pid())
          .with("DARKROOM_ACCOUNT_ID", "acc")
          .with("DARKROOM_ACCOUNT_KEY", "account-key")
          .with("DARKROOM_ACCOUNT_SECRET", "account-secret")
          .with("DARKROOM_STRICT_TRANSFORMATIONS", "true")
          .with("DARKROOM_ADMIN_RATE_LIMIT", "100")
          .start();

  private final Api api = new Api(SERVER);

  @AfterAll
  static void stop() {
    SERVER.close();
  }

  @Test
  void theSecretIsNotPrinted() {
    assertTrue(SERVER.output().contains("account://account-key:<secret>@acc"));
    assertFalse(SERVER.output().contains("account-secret"));
  }

  @Test
  void environmentsAndTheirKeys() {
    JsonObject created =
        ok("POST", "sub_accounts", "{\"name\":\"Second one\",\"custom_attributes\":{\"a\":1}}");
    assertEquals("second-one", created.getString("cloud_name"));
    assertEquals(1, created.getJsonObject("custom_attributes").getInteger("a"));
    assertTrue(created.getJsonArray("api_access_keys").getJsonObject(0).containsKey("secret"));
    assertEquals(409, call("POST", "sub_accounts", "{\"name\":\"Second one\"}").statusCode());
    String id = created.getString("id");
    assertEquals("Second one", ok("GET", "sub_accounts/" + id, "").getString("name"));
    assertEquals(2, ok("GET", "sub_accounts", "").getJsonArray("sub_accounts").size());
    assertFalse(ok("GET", "sub_accounts", "").encode().contains("secret"));

    String keys = "sub_accounts/" + id + "/access_keys";
    JsonObject root = ok("GET", keys, "").getJsonArray("access_keys").getJsonObject(0);
    assertRefused(400, "The last active", "DELETE", keys + "/" + root.getString("api_key"), "");
    assertRefused(
        400,
        "The last active",
        "PUT",
        keys + "/" + root.getString("api_key"),
        "{\"enabled\":false}");
    JsonObject second = ok("POST", keys, "{\"name\":\"hooks\"}");
    assertTrue(second.getBoolean("enabled") && second.containsKey("api_secret"));
    assertRefused(409, "Access key hooks", "POST", keys, "{\"name\":\"hooks\"}");
    String secondKey = keys + "/" + second.getString("api_key");
    JsonObject dedicated = ok("PUT", secondKey, "{\"dedicated_for\":\"webhooks\"}");
    assertEquals(new JsonArray().add("webhooks"), dedicated.getJsonArray("dedicated_for"));
    assertFalse(dedicated.containsKey("api_secret"));
    ok("PUT", keys + "/" + root.getString("api_key"), "{\"dedicated_for\":[\"webhooks\"]}");
    JsonArray both =
        ok("GET", keys + "?sort_by=name&sort_order=desc", "").getJsonArray("access_keys");
    assertEquals("Root", both.getJsonObject(0).getString("name"));
    long marked =
        both.stream().filter(key -> ((JsonObject) key).containsKey("dedicated_for")).count();
    assertEquals(1, marked);
    JsonObject page = ok("GET", keys + "?page=2&page_size=1", "");
    assertEquals(2, page.getInteger("total"));
    assertEquals("hooks", page.getJsonArray("access_keys").getJsonObject(0).getString("name"));
    ok("DELETE", keys + "?name=hooks", "");
    assertEquals(1, ok("GET", keys, "").getInteger("total"));
  }

  @Test
  void aDisabledKeyIsRefusedAtOnceAndTheDedicatedOneSigns() {
    String id =
        ok("GET", "sub_accounts", "").getJsonArray("sub_accounts").getJsonObject(0).getString("id");
    String keys = "sub_accounts/" + id + "/access_keys";
    JsonObject made = ok("POST", keys, "{\"name\":\"temporary\"}");
    String key = made.getString("api_key");
    assertEquals(200, ping(key, made.getString("api_secret")));
    ok("PUT", keys + "/" + key, "{\"enabled\":false}");
    assertEquals(401, ping(key, made.getString("api_secret")));
    ok("PUT", keys + "/" + key, "{\"enabled\":true,\"dedicated_for\":\"webhooks\"}");
    try (Receiver receiver = Receiver.start()) {
      api.upload(
              "raw",
              "a.txt",
              "a".getBytes(StandardCharsets.UTF_8),
              Map.of("public_id", "signed.txt", "notification_url", receiver.url("/")))
          .ok();
      JsonObject told = receiver.await(arrival -> arrival.tells("upload", "signed.txt")).json();
      assertEquals(key, told.getString("signature_key"));
    }
    ok("DELETE", keys + "/" + key, "");
    assertEquals(401, ping(key, made.getString("api_secret")));
  }

  @Test
  void environmentsChangeCloseAndGo() {
    JsonObject made = ok("POST", "sub_accounts", "{\"name\":\"Brief\",\"cloud_name\":\"brief\"}");
    String path = "sub_accounts/" + made.getString("id");
    JsonObject key = made.getJsonArray("api_access_keys").getJsonObject(0);
    JsonObject renamed =
        ok(
            "PUT",
            path,
            "{\"name\":\"New\",\"cloud_name\":\"briefer\",\"custom_attributes\":{\"b\":2}}");
    assertEquals("New", renamed.getString("name"));
    assertEquals("briefer", renamed.getString("cloud_name"));
    assertEquals(2, renamed.getJsonObject("custom_attributes").getInteger("b"));
    assertRefused(409, "Cloud name demo already exists", "PUT", path, "{\"cloud_name\":\"demo\"}");
    assertEquals(200, in("briefer", key, "GET", "ping", "").statusCode());
    assertEquals(401, in("brief", key, "GET", "ping", "").statusCode());

    assertFalse(ok("PUT", path, "{\"enabled\":false}").getBoolean("enabled"));
    HttpResponse<byte[]> closed = in("briefer", key, "GET", "ping", "");
    assertEquals(401, closed.statusCode());
    assertTrue(Web.json(closed).encode().contains("cloud_name is disabled"));
    assertEquals(401, Web.get(SERVER.prefix() + "/briefer/image/upload/a.jpg").statusCode());
    assertTrue(ok("PUT", path, "{\"enabled\":true}").getBoolean("enabled"));

    String file = "file=data:;base64,aGk%3D&public_id=a";
    assertEquals(200, in("briefer", key, "POST", "raw/upload", file).statusCode());
    assertRefused(400, "Sub account", "DELETE", path, "");
    assertEquals(
        200, in("briefer", key, "DELETE", "resources/raw/upload", "all=true").statusCode());
    assertEquals("ok", ok("DELETE", path, "").getString("message"));
    assertRefused(404, "Cannot find sub account", "GET", path, "");
    assertRefused(404, "Cannot find sub account", "GET", path + "/access_keys", "");
    assertEquals(401, in("briefer", key, "GET", "ping", "").statusCode());
    String again = ok("POST", "sub_accounts", "{\"name\":\"briefer\"}").getString("id");
    ok("DELETE", "sub_accounts/" + again, "");
  }

  @Test
  void theFirstEnvironmentStays() {
    JsonObject first = ok("GET", "sub_accounts", "").getJsonArray("sub_accounts").getJsonObject(0);
    String path = "sub_accounts/" + first.getString("id");
    assertRefused(400, "Sub account", "DELETE", path, "");
    assertRefused(400, "Sub account", "PUT", path, "{\"enabled\":false}");
    assertRefused(400, "Sub account", "PUT", path, "{\"cloud_name\":\"other\"}");
    assertEquals("Mine", ok("PUT", path, "{\"name\":\"Mine\"}").getString("name"));
    ok("PUT", path, JsonObject.of("name", first.getString("name")).encode());
  }

  private static HttpResponse<byte[]> in(
      String cloud, JsonObject key, String method, String path, String form) {
    String pair = key.getString("key") + ":" + key.getString("secret");
    String credentials = Base64.getEncoder().encodeToString(pair.getBytes(StandardCharsets.UTF_8));
    return Web.send(
        HttpRequest.newBuilder(URI.create(SERVER.prefix() + "/v1_1/" + cloud + "/" + path))
            .header("Authorization", "Basic " + credentials)
            .header("Content-Type", "application/x-www-form-urlencoded")
            .method(method, BodyPublishers.ofString(form)));
  }

  @ParameterizedTest
  @CsvSource(
      delimiterString = " # ",
      textBlock =
          """
          GET    # sub_accounts/none                    # {}  # 404 # Cannot find sub account with id none
          GET    # sub_accounts/none/access_keys        # {}  # 404 # Cannot find sub account with id none
          POST   # sub_accounts/none/access_keys        # {}  # 404 # Cannot find sub account with id none
          DELETE # sub_accounts/none/access_keys        # {}  # 400 # Missing required parameter - name
          GET    # sub_accounts/none/access_keys?sort_by=secret # {} # 400 # Invalid value for parameter sort_by: secret
          GET    # sub_accounts/none/access_keys?page=0 # {}  # 400 # Invalid value for parameter page: 0
          PUT    # sub_accounts/none/access_keys/1      # {"dedicated_for":"all"} # 400 # Invalid value for parameter dedicated_for: all
          PUT    # sub_accounts/none/access_keys/1      # {"enabled":"x"} # 400 # Invalid value for parameter enabled: x
          POST   # sub_accounts                         # {}  # 400 # Missing required parameter - name
          POST   # sub_accounts                         # {"name":"x","cloud_name":"A/b"} # 400 # Invalid value for parameter cloud_name: A/b
          POST   # sub_accounts                         # {"name":"x","cloud_name":"image"} # 400 # Invalid value for parameter cloud_name: image
          POST   # sub_accounts                         # {"name":"'; drop table environment;--","cloud_name":"demo"} # 409 # Cloud name demo already exists
          POST   # sub_accounts                         # {"name":"x","enabled":"maybe"} # 400 # Invalid value for parameter enabled: maybe
          POST   # sub_accounts                         # {"name":"x","base_sub_account_id":"y"} # 400 # Parameter base_sub_account_id is not supported yet
          PUT    # sub_accounts/none                    # {}  # 404 # Cannot find sub account with id none
          PUT    # sub_accounts/none                    # {"cloud_name":"../x"} # 400 # Invalid value for parameter cloud_name: ../x
          PUT    # sub_accounts/none                    # {"enabled":"maybe"} # 400 # Invalid value for parameter enabled: maybe
          PUT    # sub_accounts/none                    # {"custom_attributes":[1]} # 400 # Invalid value for parameter custom_attributes
          PUT    # sub_accounts/none                    # {"base_sub_account_id":"y"} # 400 # Parameter base_sub_account_id is not supported yet
          DELETE # sub_accounts/none                    # {}  # 404 # Cannot find sub account with id none
          GET    # users                                # {}  # 403 # User management is not available on this server
          POST   # user_groups/1/users/2                # {}  # 403 # User management is not available on this server
          """)
  void refusals(String method, String path, String body, int status, String message) {
    assertRefused(status, message, method, path, method.equals("GET") ? "" : body);
  }

  @Test
  void strangersAreRefused() {
    for (String credentials : new String[] {"account-key:wrong", "x:account-secret"}) {
      assertEquals(401, call(credentials, "acc", "GET", "sub_accounts", "").statusCode());
    }
    assertEquals(
        401, call("account-key:account-secret", "other", "GET", "sub_accounts", "").statusCode());
  }

  @Test
  void strictTransformations() {
    byte[] photo = Pictures.photo(40, 40, 7);
    api.upload("image", "a.jpg", photo, Map.of("public_id", "strict")).ok();
    assertEquals(200, api.deliver("image/upload/strict.jpg").statusCode());
    assertEquals(401, api.deliver("image/upload/w_10/strict.jpg").statusCode());
    api.post("transformations", "name", "ten", "transformation", "w_10").ok();
    assertEquals(401, api.deliver("image/upload/t_ten/strict.jpg").statusCode());
    api.form("PUT", "transformations/ten", "allowed_for_strict", "true").ok();
    assertEquals(200, api.deliver("image/upload/t_ten/strict.jpg").statusCode());
    assertEquals(401, api.deliver("image/upload/t_ten/w_5/strict.jpg").statusCode());
  }

  @Test
  void theRateLimitOfAnEnvironment() {
    String cloud = ok("POST", "sub_accounts", "{\"name\":\"busy\"}").getString("cloud_name");
    HttpResponse<byte[]> first = Web.get(SERVER.prefix() + "/v1_1/" + cloud + "/ping");
    assertEquals(401, first.statusCode());
    JsonObject analysis = JsonObject.of("analysis_type", "captioning", "uri", "http://x/");
    HttpResponse<byte[]> refused =
        Web.send(
            HttpRequest.newBuilder(
                    URI.create(SERVER.prefix() + "/v2/" + SERVER.cloud() + "/analysis/analyze/uri"))
                .header("Authorization", basic(SERVER.key() + ":" + SERVER.secret()))
                .header("Content-Type", "application/json")
                .POST(BodyPublishers.ofString(analysis.encode())));
    assertEquals(403, refused.statusCode());
    assertEquals("100", refused.headers().firstValue("X-FeatureRateLimit-Limit").orElse(""));
    assertTrue(refused.headers().firstValue("X-FeatureRateLimit-Reset").isPresent());
  }

  private int ping(String key, String secret) {
    return Web.send(
            HttpRequest.newBuilder(URI.create(SERVER.api() + "/ping"))
                .header("Authorization", basic(key + ":" + secret))
                .GET())
        .statusCode();
  }

  private static void assertRefused(
      int status, String message, String method, String path, String body) {
    HttpResponse<byte[]> response = call(method, path, body);
    String text = new String(response.body(), StandardCharsets.UTF_8);
    assertTrue(text.contains(message), text);
    assertEquals(status, response.statusCode());
  }

  private static JsonObject ok(String method, String path, String body) {
    HttpResponse<byte[]> response = call(method, path, body);
    String text = new String(response.body(), StandardCharsets.UTF_8);
    assertEquals(200, response.statusCode(), text);
    return new JsonObject(text);
  }

  private static HttpResponse<byte[]> call(String method, String path, String body) {
    return call("account-key:account-secret", "acc", method, path, body);
  }

  private static HttpResponse<byte[]> call(
      String credentials, String account, String method, String path, String body) {
    String url = SERVER.prefix() + "/v1_1/provisioning/accounts/" + account + "/" + path;
    return Web.send(
        HttpRequest.newBuilder(URI.create(url))
            .header("Authorization", basic(credentials))
            .header("Content-Type", "application/json")
            .method(method, BodyPublishers.ofString(body)));
  }

  private static String basic(String pair) {
    return "Basic " + Base64.getEncoder().encodeToString(pair.getBytes(StandardCharsets.UTF_8));
  }
}
