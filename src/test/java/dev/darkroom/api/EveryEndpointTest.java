package dev.darkroom.api;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.darkroom.api.request.CallGroup;
import dev.darkroom.testing.Api;
import dev.darkroom.testing.Pictures;
import dev.darkroom.testing.SharedServer;
import dev.darkroom.testing.Web;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * Every endpoint of the route table with every kind of bad input: a 4xx in the contract's shape,
 * and nothing is changed. What may be answered with a success all the same is named here.
 */
final class EveryEndpointTest {
  private static final Api API = SharedServer.api();
  private static final int LONGEST_PLACE = 3_000;
  private static final Pattern PLACE = Pattern.compile(":(\\w+)\\*?");
  private static final Pattern HEXADECIMAL = Pattern.compile("\\(\\?<\\w+>.*?\\)(?=$|/)");

  /** What is bad about a call; each value stands in every parameter and every place of the path. */
  enum Kind {
    NOTHING("nothing-like-it"),
    WRONG_TYPE("[[{}]]"),
    LONG("x".repeat(1 << 20)),
    NUL("a\u0000b"),
    TRAVERSAL("../../../etc/passwd"),
    SQL("'; drop table asset; --"),
    UNICODE("\u202e\ud83d\ude00\u0301\ufffe");

    private final String value;

    Kind(String value) {
      this.value = value;
    }
  }

  private record Route(String method, String template) {
    boolean reads() {
      return method.equals("GET");
    }

    @Override
    public String toString() {
      return method + " " + template;
    }
  }

  /** Names that some endpoint takes text in, and what would make a call do something. */
  private static final List<String> NAMES =
      List.of(
          "public_id",
          "public_ids",
          "asset_id",
          "asset_ids",
          "from_public_id",
          "to_public_id",
          "command",
          "tag",
          "tags",
          "context",
          "metadata",
          "transformation",
          "transformations",
          "name",
          "folder",
          "to_folder",
          "template",
          "expression",
          "next_cursor",
          "max_results",
          "file",
          "uri",
          "new_uri",
          "event_type",
          "token",
          "external_id",
          "label",
          "type",
          "derived_resource_ids",
          "version_ids",
          "access_mode",
          "assets_to_relate",
          "assets_to_unrelate",
          "representations",
          "condition",
          "datasource",
          "values",
          "order_by",
          "external_ids",
          "manifest_json",
          "prefix",
          "urls",
          "text",
          "key",
          "all",
          "direction",
          "notification_url",
          "sort_by",
          "mode",
          "target_format",
          "moderation_status",
          "mappings",
          "metadata_field_id",
          "result",
          "unsigned",
          "allowed_for_strict",
          "message_ids");

  /** What does something without being told what: not called with nothing. */
  private static final Set<String> NEEDS_NOTHING =
      Set.of("GET notifications/stream", "POST folders/:folder*", "POST upload_presets");

  /** What finds everything, or nothing to do: a public id or a tag that no asset can have. */
  private static Set<String> forgiving(Kind kind) {
    return switch (kind) {
      case NOTHING ->
          Set.of(
              "DELETE resources/:resourceType/tags/:tag*",
              "POST folders/search",
              "POST resources/search");
      case LONG ->
          Set.of(
              "DELETE resources/:resourceType/:type", "DELETE resources/:resourceType/tags/:tag*");
      case WRONG_TYPE, NUL, TRAVERSAL, SQL, UNICODE -> Set.of();
    };
  }

  private static String before = "";
  private static String trigger = "";

  @BeforeAll
  static void start() {
    byte[] photo = Pictures.photo(20, 10, 2);
    API.upload("image", "p.jpg", photo, Map.of("public_id", "every-endpoint/a", "tags", "a")).ok();
    // With a trigger every event is a delivery, and listed.
    JsonObject wanted = JsonObject.of("uri", "http://127.0.0.1:9/", "event_type", "all");
    trigger = API.call("POST", "triggers", wanted).ok().getString("id");
    before = counts();
  }

  @AfterAll
  static void stop() {
    API.form("DELETE", "triggers/" + trigger).ok();
    API.form("DELETE", "resources/image/upload", "public_ids[]", "every-endpoint/a").ok();
  }

  private static String counts() {
    JsonObject search = API.call("POST", "resources/search", JsonObject.of("max_results", 1)).ok();
    return new JsonObject()
        .put("assets", search.getInteger("total_count"))
        .put("folders", API.get("folders").ok().getJsonArray("folders"))
        .put("presets", API.get("upload_presets").ok())
        .put("mappings", API.get("upload_mappings").ok())
        .put("triggers", API.get("triggers").ok())
        .put("fields", API.get("metadata_fields").ok())
        .put("transformations", API.get("transformations?named=true").ok())
        .put("events", API.get("notifications?max_results=1").ok())
        .encode();
  }

  @ParameterizedTest
  @EnumSource
  void isRefusedAndChangesNothing(Kind kind) {
    List<String> faults = new ArrayList<>();
    Set<String> accepted = new TreeSet<>();
    for (Route route : routes()) {
      if (kind == Kind.NOTHING && NEEDS_NOTHING.contains(route.toString())) {
        continue;
      }
      HttpResponse<byte[]> answer = call(route, kind);
      String text = new String(answer.body(), StandardCharsets.UTF_8);
      if (answer.statusCode() >= 500 || (answer.statusCode() >= 400 && !isShaped(text))) {
        faults.add(route + " " + answer.statusCode() + " " + shown(text));
      } else if (answer.statusCode() < 400 && !route.reads()) {
        accepted.add(route.toString());
      }
    }
    accepted.removeAll(forgiving(kind));
    assertEquals(List.of(), faults);
    assertEquals(Set.of(), accepted);
    assertEquals(before, counts());
  }

  private static boolean isShaped(String text) {
    JsonObject body = text.startsWith("{") ? new JsonObject(text) : new JsonObject();
    return body.getValue("error") instanceof JsonObject error
        && error.getValue("message") instanceof String message
        && !message.isBlank()
        && message.length() < LONGEST_PLACE + 200;
  }

  private static HttpResponse<byte[]> call(Route route, Kind kind) {
    String path = "/" + path(route.template(), kind);
    if (route.reads()) {
      return Web.send(uri(route, path + "?" + query(kind)));
    }
    return Web.send(
        Web.authorized(API.server(), "/")
            .uri(URI.create(API.server().api() + path))
            .header("Content-Type", "application/json")
            .method(route.method(), BodyPublishers.ofString(body(kind).encode())));
  }

  private static HttpRequest.Builder uri(Route route, String path) {
    return Web.authorized(API.server(), "/")
        .uri(URI.create(API.server().api() + path))
        .method(route.method(), BodyPublishers.noBody());
  }

  /** Long values fit no URL, and many of them no body. */
  private static JsonObject body(Kind kind) {
    JsonObject body = new JsonObject();
    switch (kind) {
      case NOTHING -> {}
      case WRONG_TYPE ->
          NAMES.forEach(name ->
              body.put(name, new JsonArray().add(new JsonObject().put("a", new JsonArray()))));
      case LONG ->
          Stream.of("public_id", "name", "tag", "command", "expression", "public_ids")
              .forEach(name -> body.put(name, kind.value));
      case NUL, TRAVERSAL, SQL, UNICODE -> NAMES.forEach(name -> body.put(name, kind.value));
    }
    return body;
  }

  private static String query(Kind kind) {
    if (kind == Kind.NOTHING) {
      return "";
    }
    String value = kind == Kind.LONG ? kind.value.substring(0, 300) : kind.value;
    StringBuilder query = new StringBuilder();
    NAMES.forEach(name -> query.append(name).append('=').append(Web.escaped(value)).append('&'));
    return query.toString();
  }

  private static String path(String template, Kind kind) {
    String value =
        switch (kind) {
          case NUL -> "a%00b";
          case LONG -> "x".repeat(LONGEST_PLACE);
          case NOTHING, WRONG_TYPE, TRAVERSAL, SQL, UNICODE ->
              Web.escaped(kind.value).replace("+", "%20");
        };
    String named = HEXADECIMAL.matcher(template).replaceAll("0".repeat(32));
    Matcher places = PLACE.matcher(named);
    return places.replaceAll(place ->
        Matcher.quoteReplacement(
            switch (place.group(1)) {
              case "resourceType" -> "image";
              case "type" -> "upload";
              default -> value;
            }));
  }

  private static String shown(String text) {
    return text.substring(0, Math.min(200, text.length()));
  }

  @Test
  void theTableIsWhole() {
    assertTrue(routes().size() > 100, () -> "only " + routes().size());
  }

  /** The very lists that the server's router is made from, and the few routes beside them. */
  private static List<Route> routes() {
    List<Route> routes = new ArrayList<>();
    routes.add(new Route("POST", "upload"));
    routes.add(new Route("POST", ":resourceType/upload"));
    routes.add(new Route("POST", ":resourceType/upload_chunked"));
    routes.add(new Route("POST", "delete_by_token"));
    routes.add(new Route("GET", "resources/visual_search"));
    routes.add(new Route("POST", "resources/visual_search"));
    try (TestServer edge = new TestServer()) {
      Stream<CallGroup> groups =
          Stream.concat(UploadCalls.all(edge.parts).stream(), AdminCalls.all(edge.parts).stream());
      groups.forEach(group ->
          group.add((method, template, answer) -> routes.add(new Route(method.name(), template))));
    }
    return routes;
  }
}
