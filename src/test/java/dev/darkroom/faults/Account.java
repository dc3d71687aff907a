package dev.darkroom.faults;

import dev.darkroom.testing.ServerProcess;
import dev.darkroom.testing.ServerSetup;
import dev.darkroom.testing.Web;
import io.vertx.core.json.JsonObject;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.Base64;

/** The access keys of a server's first environment, by the Provisioning API. */
record Account(ServerProcess server) {
  private static final String ID = "faults";
  private static final String KEY = "account-key";
  private static final String SECRET = "account-secret";

  /** A setup whose account is this one. */
  static ServerSetup with(ServerSetup setup) {
    return setup
        .with("DARKROOM_ACCOUNT_ID", ID)
        .with("DARKROOM_ACCOUNT_KEY", KEY)
        .with("DARKROOM_ACCOUNT_SECRET", SECRET);
  }

  /** A new key of that name, with its secret. */
  JsonObject makeKey(String name) {
    return call("POST", keys(), JsonObject.of("name", name));
  }

  void changeKey(String key, JsonObject change) {
    call("PUT", keys() + "/" + key, change);
  }

  private String keys() {
    JsonObject first =
        call("GET", "sub_accounts", new JsonObject()).getJsonArray("sub_accounts").getJsonObject(0);
    return "sub_accounts/" + first.getString("id") + "/access_keys";
  }

  private JsonObject call(String method, String path, JsonObject body) {
    String pair =
        Base64.getEncoder().encodeToString((KEY + ":" + SECRET).getBytes(StandardCharsets.UTF_8));
    String url = server.prefix() + "/v1_1/provisioning/accounts/" + ID + "/" + path;
    HttpResponse<byte[]> answer =
        Web.send(
            HttpRequest.newBuilder(URI.create(url))
                .header("Authorization", "Basic " + pair)
                .header("Content-Type", "application/json")
                .method(
                    method,
                    method.equals("GET")
                        ? HttpRequest.BodyPublishers.noBody()
                        : HttpRequest.BodyPublishers.ofString(body.encode())));
    JsonObject told = Web.json(answer);
    if (answer.statusCode() != 200) {
      throw new AssertionError(answer.statusCode() + " " + told.encode());
    }
    return told;
  }
}
