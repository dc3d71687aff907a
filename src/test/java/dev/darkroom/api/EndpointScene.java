package dev.darkroom.api;

import dev.darkroom.testing.Pictures;
import dev.darkroom.testing.ServerProcess;
import dev.darkroom.testing.SharedServer;
import dev.darkroom.testing.Web;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * A cloud of its own with something of everything, so that each call of the table finds what it is
 * about.
 *
 * @param credentials of the cloud and of the account, each {@code key:secret}
 */
record EndpointScene(
    String cloud,
    String accountId,
    Map<Boolean, String> credentials,
    List<EndpointTable.Row> rows) {
  static final EndpointScene NONE = new EndpointScene("", "", Map.of(), List.of());
  private static final Pattern ACCOUNT = Pattern.compile("account://([^@]+)@([\\w-]+)");
  private static final int LONGEST_MESSAGE = 600;

  /** What came back. */
  record Answer(int status, String text) {
    static Answer of(HttpResponse<byte[]> response) {
      return new Answer(response.statusCode(), new String(response.body(), StandardCharsets.UTF_8));
    }

    String message() {
      JsonObject body = text.startsWith("{") ? new JsonObject(text) : new JsonObject();
      return body.getJsonObject("error", new JsonObject()).getString("message", "");
    }

    /** Whether it is a refusal in the contract's shape. */
    boolean refuses() {
      return status >= 400 && isSound();
    }

    /** Whether it is no fault of the server's, and told briefly. */
    boolean isSound() {
      boolean told = !message().isBlank() && message().length() < LONGEST_MESSAGE;
      return status < 400 || (status < 500 && told);
    }

    JsonObject json() {
      if (status != 200) {
        throw new AssertionError(toString());
      }
      return new JsonObject(text);
    }

    @Override
    public String toString() {
      return status + " " + text.substring(0, Math.min(200, text.length()));
    }
  }

  /** A new cloud. */
  static EndpointScene of(String name) {
    Matcher account = ACCOUNT.matcher(server().output());
    if (!account.find()) {
      throw new AssertionError(server().output());
    }
    String cloud = name + "-" + Long.toString(System.nanoTime(), 36);
    Map<Boolean, String> credentials = new HashMap<>(Map.of(true, account.group(1)));
    EndpointScene bare = new EndpointScene(cloud, account.group(2), credentials, List.of());
    JsonObject made =
        bare.send("POST", "#sub_accounts", JsonObject.of("name", cloud, "cloud_name", cloud))
            .json();
    JsonObject key = made.getJsonArray("api_access_keys").getJsonObject(0);
    credentials.put(false, key.getString("key") + ":" + key.getString("secret"));
    return new EndpointScene(
        cloud, account.group(2), credentials, EndpointTable.rows(bare.furnish(cloud)));
  }

  static ServerProcess server() {
    return SharedServer.server();
  }

  Answer send(EndpointTable.Row row) {
    return send(row.method(), row.path(), row.good());
  }

  Answer send(String method, String path, JsonObject parameters) {
    byte[] pair =
        String.valueOf(credentials.get(path.startsWith("#"))).getBytes(StandardCharsets.UTF_8);
    HttpRequest.Builder request =
        HttpRequest.newBuilder()
            .header("Authorization", "Basic " + Base64.getEncoder().encodeToString(pair));
    String url = server().prefix() + place(path);
    boolean asks = path.contains("?");
    return Answer.of(
        Web.send(
            method.equals("GET")
                ? request.uri(URI.create(asks ? url : url + "?" + query(parameters)))
                : request
                    .uri(URI.create(url))
                    .header("Content-Type", "application/json")
                    .method(method, BodyPublishers.ofString(parameters.encode()))));
  }

  private String place(String path) {
    return switch (path.charAt(0)) {
      case '#' -> "/v1_1/provisioning/accounts/" + accountId + "/" + path.substring(1);
      case '@' ->
          (path.startsWith("@messages") ? "/v2/notifications/" : "/v2/")
              + cloud
              + "/"
              + path.substring(1);
      default -> "/v1_1/" + cloud + "/" + path;
    };
  }

  private static String query(JsonObject parameters) {
    return parameters.stream()
        .flatMap(entry ->
            entry.getValue() instanceof JsonArray array
                ? array.stream()
                    .map(item -> entry.getKey() + "[]=" + Web.escaped(String.valueOf(item)))
                : Stream.of(entry.getKey() + "=" + Web.escaped(String.valueOf(entry.getValue()))))
        .collect(Collectors.joining("&"));
  }

  /** One of everything, and what it is called in the table. */
  private Map<String, String> furnish(String unique) {
    Map<String, String> words = new HashMap<>();
    String picture = Base64.getEncoder().encodeToString(Pictures.photo(20, 10, 2));
    words.put("picture", "data:image/jpeg;base64," + picture);
    words.put("nothing", "0".repeat(32));
    words.put("unique", unique);
    words.put("prefix", server().prefix());
    words.put("asset", upload(words, "every/a").getString("asset_id"));
    words.put("token", upload(words, "every/t").getString("delete_token"));
    upload(words, "every/d");
    // With a trigger every event is a delivery, and listed.
    JsonObject trigger = JsonObject.of("uri", "http://127.0.0.1:9/first", "event_type", "all");
    words.put("trigger", send("POST", "triggers", trigger).json().getString("id"));
    JsonObject source = new JsonObject("{\"values\":[{\"external_id\":\"v\",\"value\":\"V\"}]}");
    field("every_text", "string", new JsonObject());
    field("every_list", "enum", JsonObject.of("datasource", source));
    JsonObject rule =
        new JsonObject()
            .put("metadata_field_id", "every_list")
            .put("name", "First")
            .put("condition", JsonObject.of("metadata_field_id", "every_text", "populated", true))
            .put("result", JsonObject.of("enable", true));
    words.put("rule", send("POST", "metadata_rules", rule).json().getString("external_id"));
    JsonObject sub = JsonObject.of("name", "Other of " + unique);
    words.put("account", send("POST", "#sub_accounts", sub).json().getString("id"));
    String keys = "#sub_accounts/" + words.get("account") + "/access_keys";
    words.put("key", send("POST", keys, new JsonObject()).json().getString("api_key"));
    return words;
  }

  private JsonObject upload(Map<String, String> words, String publicId) {
    JsonObject upload =
        new JsonObject()
            .put("file", words.get("picture"))
            .put("public_id", publicId)
            .put("tags", "every")
            .put("asset_folder", "every")
            .put("backup", true)
            .put("moderation", "manual")
            .put("return_delete_token", true);
    return send("POST", "image/upload", upload).json();
  }

  private void field(String externalId, String type, JsonObject more) {
    JsonObject field = JsonObject.of("type", type, "label", externalId, "external_id", externalId);
    send("POST", "metadata_fields", field.mergeIn(more)).json();
  }
}
