package dev.darkroom.proof;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.darkroom.testing.Api;
import dev.darkroom.testing.Pictures;
import dev.darkroom.testing.ServerProcess;
import dev.darkroom.testing.SharedServer;
import dev.darkroom.testing.ShowServers;
import dev.darkroom.testing.Web;
import io.vertx.core.json.JsonObject;
import io.vertx.core.json.pointer.JsonPointer;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * The same calls as each SDK spells them (reference/upload-api.md 1, reference/admin-api.md 1): one
 * row per spelling, sent byte for byte, against the running server.
 */
@ExtendWith(ShowServers.class)
final class SdkSpellingsTest {
  private static final String FORM = "application/x-www-form-urlencoded";
  private static final String JSON = "application/json";
  private static final String MULTIPART = "multipart/form-data; boundary=b";

  /**
   * A recorded request.
   *
   * @param type the Content-Type; empty for none
   * @param pointer into the answer, where {@code expected} must stand
   */
  record Row(
      String sdk,
      String method,
      String path,
      String type,
      String body,
      String pointer,
      Object expected) {
    @Override
    public String toString() {
      return sdk + " " + method + " " + path;
    }
  }

  private static ServerProcess server;

  @BeforeAll
  static void assets() {
    server = SharedServer.server();
    Api api = SharedServer.api();
    for (String name : List.of("one", "two", "three & co")) {
      api.upload(
              "image",
              "p.jpg",
              Pictures.photo(40, 30, name.length()),
              Map.of(
                  "public_id",
                  "spell/" + name.replace("&", "and"),
                  "tags",
                  "spelled",
                  "asset_folder",
                  "spell/sub"))
          .ok();
    }
  }

  static Stream<Row> rows() {
    return Stream.of(python(), php(), ruby(), node(), java(), go()).flatMap(List::stream);
  }

  /** Multipart for uploads, JSON for everything else, DELETE and GET included. */
  private static List<Row> python() {
    return List.of(
        row(
            "Python",
            "POST",
            "image/tags",
            MULTIPART,
            multipart(signed("command", "add", "tag", "py", "public_ids[]", "spell/one,spell/two")),
            "/public_ids/1",
            "spell/two"),
        row(
            "Python",
            "GET",
            "resources/image/upload?prefix=spell%2F&max_results=2&tags=true",
            JSON,
            "",
            "/resources/0/tags/0",
            "spelled"),
        row(
            "Python",
            "GET",
            "resources/image/tags/spelled?max_results=1",
            JSON,
            "",
            "/resources/0/resource_type",
            "image"),
        row(
            "Python",
            "DELETE",
            "resources/image/upload",
            JSON,
            "{\"public_ids\":[\"spell/none\"],\"keep_original\":false,\"invalidate\":null}",
            "/deleted/spell~1none",
            "not_found"),
        row(
            "Python",
            "POST",
            "resources/search",
            JSON,
            "{\"expression\":\"public_id:spell/*\",\"sort_by\":[{\"public_id\":\"asc\"}],"
                + "\"max_results\":1,\"with_field\":[\"tags\"]}",
            "/resources/0/public_id",
            "spell/one"),
        row("Python", "POST", "folders/spell/py%20made", JSON, "{}", "/path", "spell/py made"),
        row(
            "Python",
            "DELETE",
            "folders/spell/py%20made",
            JSON,
            "{}",
            "/deleted/0",
            "spell/py made"),
        row(
            "Python",
            "POST",
            "resources/image/upload/spell/one",
            JSON,
            "{\"context\":\"alt=a|caption=b\\\\=c\",\"tags\":\"spelled,upd\"}",
            "/context/custom/caption",
            "b=c"),
        row("Python", "GET", "usage/22-11-2026", JSON, "{}", "/plan", null));
  }

  /** Forms with numbered arrays, JSON for sprite and multi, Basic beside the signature. */
  private static List<Row> php() {
    return List.of(
        row(
            "PHP",
            "POST",
            "image/tags",
            FORM,
            form(signed("command", "add", "tag", "php", "public_ids[0]", "spell/one,spell/two")),
            "/public_ids/1",
            "spell/two"),
        row(
            "PHP",
            "POST",
            "image/tags",
            FORM,
            form(signed("command", "remove", "tag", "php", "public_ids", "spell/one")),
            "/public_ids/0",
            "spell/one"),
        row(
            "PHP",
            "POST",
            "image/sprite",
            JSON,
            json(signed("tag", "spelled")),
            "/image_infos/spell~1one/x",
            0),
        row(
            "PHP",
            "POST",
            "image/multi",
            JSON,
            json(signed("tag", "spelled", "format", "gif")),
            "/public_id",
            "spelled"),
        row(
            "PHP",
            "DELETE",
            "resources/image/upload",
            FORM,
            "public_ids%5B0%5D=spell%2Fnone&public_ids%5B1%5D=spell%2Fneither",
            "/deleted/spell~1neither",
            "not_found"),
        row(
            "PHP",
            "GET",
            "resources/image/upload?public_ids%5B0%5D=spell%2Fone&context=1",
            "",
            "",
            "/resources/0/public_id",
            "spell/one"),
        row(
            "PHP",
            "PUT",
            "folders/spell/sub?to_folder=spell%2Fsub2",
            FORM,
            "",
            "/to/path",
            "spell/sub2"),
        row(
            "PHP",
            "PUT",
            "folders/spell/sub2",
            FORM,
            "to_folder=spell%2Fsub",
            "/to/path",
            "spell/sub"));
  }

  /** Everything of the Admin API in JSON bodies, GET included. */
  private static List<Row> ruby() {
    return List.of(
        row(
            "Ruby",
            "GET",
            "resources/image/upload",
            JSON,
            "{\"prefix\":\"spell/\",\"max_results\":1,\"tags\":true}",
            "/resources/0/tags/0",
            "spelled"),
        row("Ruby", "GET", "tags/image", JSON, "{\"prefix\":\"spelle\"}", "/tags/0", "spelled"),
        row(
            "Ruby",
            "GET",
            "resources/search",
            JSON,
            "{\"expression\":\"tags=spelled\"}",
            "/total_count",
            3),
        row(
            "Ruby",
            "POST",
            "image/context",
            FORM,
            form(signed("command", "add", "context", "who=ruby", "public_ids[]", "spell/two")),
            "/public_ids/0",
            "spell/two"),
        row(
            "Ruby",
            "POST",
            "image/destroy",
            FORM,
            form(signed("public_id", "spell/none", "invalidate", "true")),
            "/result",
            "not found"));
  }

  /** Forms, encoded slashes, an empty query, repeated keys, JSON where it says so. */
  private static List<Row> node() {
    return List.of(
        row(
            "Node",
            "GET",
            "resources/image/upload/spell%2Fone?",
            "",
            "",
            "/public_id",
            "spell/one"),
        row(
            "Node",
            "GET",
            "resources/image/upload/spell%2Fthree%20and%20co?",
            "",
            "",
            "/public_id",
            "spell/three and co"),
        row("Node", "GET", "folders/spell%2Fsub?", "", "", "/total_count", 0),
        row(
            "Node",
            "DELETE",
            "resources/image/upload?",
            FORM,
            "public_ids%5B%5D=spell%2Fnone&keep_original=false",
            "/deleted/spell~1none",
            "not_found"),
        row(
            "Node",
            "POST",
            "resources/image/publish_resources",
            FORM,
            "public_ids=spell%2Fno1&public_ids=spell%2Fno2&type=private",
            "/failed/1/public_id",
            "spell/no2"),
        row(
            "Node",
            "POST",
            "resources/related_assets/image/upload/spell%2Fone",
            JSON,
            "{\"assets_to_relate\":[\"image/upload/spell/none\"]}",
            "/failed/0/code",
            "non_existing_ids"));
  }

  /** Forms with a body on DELETE, maps as JSON text, odd booleans. */
  private static List<Row> java() {
    return List.of(
        row(
            "Java",
            "DELETE",
            "resources/image/upload",
            FORM,
            "public_ids%5B%5D=spell%2Fnone&public_ids%5B%5D=spell%2Fneither",
            "/deleted/spell~1none",
            "not_found"),
        row(
            "Java",
            "POST",
            "image/rename",
            MULTIPART,
            multipart(
                signed(
                    "from_public_id", "spell/nobody",
                    "to_public_id", "spell/somebody",
                    "overwrite", "false",
                    "invalidate", "false",
                    "context", "false",
                    "metadata", "false")),
            "/error/message",
            "Resource not found - spell/nobody"),
        row(
            "Java",
            "POST",
            "resources/search",
            JSON,
            "{\"expression\":\"tags=spelled AND public_id:spell/t*\",\"aggregate\":[\"format\"]}",
            "/aggregations/format/jpg",
            2));
  }

  /** Multipart uploads with comma lists; JSON for the Admin API. */
  private static List<Row> go() {
    return List.of(
        row(
            "Go",
            "POST",
            "image/tags",
            MULTIPART,
            multipart(signed("command", "add", "tag", "go", "public_ids[]", "spell/one")),
            "/public_ids/0",
            "spell/one"),
        row(
            "Go",
            "PUT",
            "resources/image/upload/spell/two",
            JSON,
            "{\"tags\":[\"spelled\",\"go\"]}",
            "/tags/1",
            "go"),
        row(
            "none",
            "POST",
            "image/tags",
            "",
            form(signed("command", "add", "tag", "bare", "public_ids[]", "spell/one")),
            "/public_ids/0",
            "spell/one"));
  }

  @ParameterizedTest
  @MethodSource("rows")
  void isUnderstood(Row row) {
    boolean urlSafe = row.sdk().equals("Ruby");
    HttpRequest.Builder request =
        HttpRequest.newBuilder(URI.create(server.api() + "/" + row.path()))
            .header("Authorization", "Basic " + basic(urlSafe))
            .method(row.method(), BodyPublishers.ofString(row.body()));
    if (!row.type().isEmpty()) {
      request.header("Content-Type", row.type());
    }
    HttpResponse<byte[]> answer = Web.send(request);
    JsonObject body = Web.json(answer);
    Object found = JsonPointer.from(row.pointer()).queryJson(body);
    if (row.expected() == null) {
      assertEquals(200, answer.statusCode(), body.encode());
    } else {
      assertEquals(row.expected(), found, body.encode());
    }
  }

  private static String basic(boolean urlSafe) {
    byte[] pair = (server.key() + ":" + server.secret()).getBytes(StandardCharsets.UTF_8);
    return (urlSafe ? Base64.getUrlEncoder() : Base64.getEncoder()).encodeToString(pair);
  }

  /** The parameters with key, time and signature; commas in an array's value separate its items. */
  private static Map<String, String> signed(String... pairs) {
    Map<String, String> fields = new TreeMap<>();
    for (int at = 0; at < pairs.length; at += 2) {
      fields.put(pairs[at], pairs[at + 1]);
    }
    fields.put("timestamp", Long.toString(Instant.now().getEpochSecond()));
    Map<String, String> plain = new TreeMap<>();
    fields.forEach((name, value) -> plain.put(name.replaceAll("\\[\\d*]", ""), value));
    String text =
        plain.entrySet().stream()
            .map(each -> each.getKey() + "=" + each.getValue())
            .collect(Collectors.joining("&"));
    byte[] digest =
        Web.digest("SHA-1").digest((text + server.secret()).getBytes(StandardCharsets.UTF_8));
    fields.put("signature", HexFormat.of().formatHex(digest));
    fields.put("api_key", server.key());
    return fields;
  }

  private static String form(Map<String, String> fields) {
    return pairs(fields)
        .map(pair -> Web.escaped(pair.getKey()) + "=" + Web.escaped(pair.getValue()))
        .collect(Collectors.joining("&"));
  }

  private static String multipart(Map<String, String> fields) {
    return pairs(fields)
            .map(pair ->
                "--b\r\nContent-Disposition: form-data; name=\"%s\"\r\n\r\n%s\r\n"
                    .formatted(pair.getKey(), pair.getValue()))
            .collect(Collectors.joining())
        + "--b--";
  }

  private static String json(Map<String, String> fields) {
    JsonObject json = new JsonObject();
    fields.forEach(json::put);
    return json.encode();
  }

  /** One pair per item of an array; numbered arrays count on. */
  private static Stream<Map.Entry<String, String>> pairs(Map<String, String> fields) {
    return fields.entrySet().stream()
        .flatMap(each -> {
          if (!each.getKey().endsWith("]")) {
            return Stream.of(each);
          }
          String[] items = each.getValue().split(",", -1);
          return Stream.iterate(0, at -> at < items.length, at -> at + 1)
              .map(at -> Map.entry(each.getKey().replace("0", String.valueOf(at)), items[at]));
        });
  }

  private static Row row(
      String sdk, String method, String path, String type, String body, String pointer, Object is) {
    return new Row(sdk, method, path, type, body, pointer, is);
  }
}
