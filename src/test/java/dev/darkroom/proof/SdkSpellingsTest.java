package dev.darkroom.proof;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.darkroom.testing.Api;
import dev.darkroom.testing.Pictures;
import dev.darkroom.testing.ServerProcess;
import dev.darkroom.testing.SharedServer;
import dev.darkroom.testing.ShowServers;
import dev.darkroom.testing.Web;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.vertx.core.json.pointer.JsonPointer;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
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
 * row of {@code spellings.json} per spelling, sent byte for byte, against the running server.
 */
@ExtendWith(ShowServers.class)
final class SdkSpellingsTest {
  private static final Path ROWS = Path.of("src", "test", "resources", "spellings.json");

  /** How a body is spelled: its Content-Type, empty for none. */
  private static final Map<String, String> TYPES =
      Map.of(
          "form", "application/x-www-form-urlencoded",
          "json", "application/json",
          "multipart", "multipart/form-data; boundary=b",
          "untyped", "",
          "none", "");

  private static ServerProcess server;

  @BeforeAll
  static void assets() {
    server = SharedServer.server();
    Api api = SharedServer.api();
    for (String name : List.of("one", "two", "three and co")) {
      Map<String, String> fields =
          Map.of("public_id", "spell/" + name, "tags", "spelled", "asset_folder", "spell/sub");
      api.upload("image", "p.jpg", Pictures.photo(40, 30, name.length()), fields).ok();
    }
  }

  static Stream<Object> rows() throws IOException {
    return new JsonArray(Files.readString(ROWS)).stream();
  }

  @ParameterizedTest
  @MethodSource("rows")
  void isUnderstood(JsonObject row) {
    String spelling = row.getString("body").replace("signed ", "");
    HttpRequest.Builder request =
        HttpRequest.newBuilder(URI.create(server.api() + "/" + row.getString("path")))
            .header("Authorization", "Basic " + basic(row.getString("sdk").equals("Ruby")))
            .method(row.getString("method"), BodyPublishers.ofString(body(row, spelling)));
    String type = TYPES.get(spelling);
    if (!type.isEmpty()) {
      request.header("Content-Type", type);
    }
    HttpResponse<byte[]> answer = Web.send(request);
    JsonObject body = Web.json(answer);
    Object found = JsonPointer.from(row.getString("pointer")).queryJson(body);
    assertEquals(row.getValue("expected"), found, body.encode());
  }

  private static String body(JsonObject row, String spelling) {
    if (row.getValue("content") instanceof String sent) {
      return sent;
    }
    JsonObject signed = signed(row.getJsonObject("content"));
    return switch (spelling) {
      case "json" -> signed.encode();
      case "multipart" -> multipart(signed);
      default -> form(signed);
    };
  }

  private static String basic(boolean urlSafe) {
    byte[] pair = (server.key() + ":" + server.secret()).getBytes(StandardCharsets.UTF_8);
    return (urlSafe ? Base64.getUrlEncoder() : Base64.getEncoder()).encodeToString(pair);
  }

  /** The parameters with key, time and signature. */
  private static JsonObject signed(JsonObject fields) {
    JsonObject signed =
        fields.copy().put("timestamp", Long.toString(Instant.now().getEpochSecond()));
    Map<String, String> plain = new TreeMap<>();
    signed.forEach(each -> plain.put(each.getKey().replaceAll("\\[\\d*]", ""), joined(each)));
    String text =
        plain.entrySet().stream()
            .map(each -> each.getKey() + "=" + each.getValue())
            .collect(Collectors.joining("&"));
    byte[] digest =
        Web.digest("SHA-1").digest((text + server.secret()).getBytes(StandardCharsets.UTF_8));
    return signed.put("signature", HexFormat.of().formatHex(digest)).put("api_key", server.key());
  }

  private static String joined(Map.Entry<String, Object> field) {
    return field.getValue() instanceof JsonArray items
        ? items.stream().map(String::valueOf).collect(Collectors.joining(","))
        : String.valueOf(field.getValue());
  }

  private static String form(JsonObject fields) {
    return pairs(fields).stream()
        .map(pair -> Web.escaped(pair.getKey()) + "=" + Web.escaped(pair.getValue()))
        .collect(Collectors.joining("&"));
  }

  private static String multipart(JsonObject fields) {
    return pairs(fields).stream()
            .map(pair ->
                "--b\r\nContent-Disposition: form-data; name=\"%s\"\r\n\r\n%s\r\n"
                    .formatted(pair.getKey(), pair.getValue()))
            .collect(Collectors.joining())
        + "--b--";
  }

  /** One pair per item of an array; numbered arrays count on. */
  private static List<Map.Entry<String, String>> pairs(JsonObject fields) {
    List<Map.Entry<String, String>> pairs = new ArrayList<>();
    for (Map.Entry<String, Object> field : fields) {
      if (!(field.getValue() instanceof JsonArray items)) {
        pairs.add(Map.entry(field.getKey(), String.valueOf(field.getValue())));
        continue;
      }
      for (int at = 0; at < items.size(); at++) {
        pairs.add(Map.entry(field.getKey().replace("[0]", "[" + at + "]"), items.getString(at)));
      }
    }
    return pairs;
  }
}
