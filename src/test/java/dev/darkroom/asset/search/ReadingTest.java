package dev.darkroom.asset.search;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.darkroom.testing.Api;
import dev.darkroom.testing.Pictures;
import dev.darkroom.testing.ServerProcess;
import dev.darkroom.testing.SharedServer;
import dev.darkroom.testing.Web;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.awt.image.BufferedImage;
import java.net.URLEncoder;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HexFormat;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Listings, details, search and counts as callers see them, on a running server. */
final class ReadingTest {
  private static final int COUNT = 7;
  private static final Api API = SharedServer.api();
  private static final List<String> IDS = new ArrayList<>();

  @BeforeAll
  static void upload() {
    byte[] file = Pictures.encoded(Pictures.quarters(40, 20, BufferedImage.TYPE_INT_RGB), "png");
    for (int number = 0; number < COUNT; number++) {
      JsonObject stored =
          API.upload(
                  "image",
                  "a.png",
                  file,
                  Map.of(
                      "public_id", "reading/shelf/book_" + number,
                      "asset_folder", "reading/shelf",
                      "tags", "reading,page" + number,
                      "context", "alt=A red book|shelf=s" + number % 2))
              .ok();
      IDS.add(stored.getString("asset_id"));
    }
  }

  private static List<String> names(JsonObject answer) {
    return answer.getJsonArray("resources").stream()
        .map(each -> ((JsonObject) each).getString("public_id"))
        .toList();
  }

  /** Every selector finds all of them, newest first, page by page, each once. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "resources/image/upload?prefix=reading/shelf/",
        "resources/image?prefix=reading/shelf/",
        "resources/image/tags/reading?a=b",
        "resources/image/context?key=alt&value=A%20red%20book",
        "resources/image/context?key=shelf",
        "resources/by_asset_folder?asset_folder=reading/shelf",
        "resources/search?expression=tags=reading",
        "resources/search?expression=public_id:reading/shelf/*",
        "resources/search?expression=public_id:reading/shelf/*&sort_by=width:asc",
        "resources/search?expression=tags:reading&sort_by=%5B%7B%22bytes%22:%22desc%22%7D,%7B%22public_id%22:%22asc%22%7D%5D"
      })
  void pageByPage(String path) {
    Set<String> seen = new LinkedHashSet<>();
    String cursor = "";
    int pages = 0;
    do {
      JsonObject page = API.get(path + "&max_results=3" + cursor).ok();
      assertEquals(pages == 2 ? 1 : 3, names(page).size(), page.encode());
      names(page).forEach(name -> assertTrue(seen.add(name), name));
      cursor = "&next_cursor=" + page.getString("next_cursor", "");
      pages++;
    } while (cursor.length() > "&next_cursor=".length());
    assertEquals(3, pages);
    assertEquals(COUNT, seen.size());
  }

  @Test
  void newestFirstUnlessAskedOtherwise() {
    String path = "resources/image/tags/reading?direction=";
    List<String> newest = names(API.get(path + "desc").ok());
    List<String> oldest = names(API.get(path + "1").ok());
    assertEquals("reading/shelf/book_6", newest.getFirst());
    assertEquals(newest.reversed(), oldest);
    assertEquals(400, API.get(path + "sideways").status());
  }

  @Test
  void cursorsStayWithTheirQuery() {
    String cursor =
        API.get("resources/image/tags/reading?max_results=2").ok().getString("next_cursor");
    assertTrue(cursor.matches("[0-9a-f]+"));
    for (String path :
        List.of(
            "resources/image/tags/other?next_cursor=" + cursor,
            "resources/image/upload?next_cursor=" + cursor,
            "tags/image?next_cursor=" + cursor,
            "resources/search?next_cursor=" + cursor,
            "resources/image/tags/reading?direction=asc&next_cursor=" + cursor,
            "resources/image/tags/reading?next_cursor=" + cursor.substring(2),
            "resources/image/tags/reading?next_cursor=zz",
            "resources/image/tags/reading?next_cursor=" + "00".repeat(5_000))) {
      Api.Reply reply = API.get(path);
      assertEquals(400, reply.status(), path);
      assertTrue(reply.error().startsWith("Invalid value for parameter next_cursor: "), path);
    }
  }

  @Test
  void itemsHaveWhatIsAskedFor() {
    JsonObject plain = item("resources/image/upload?prefix=reading/shelf/book_3");
    assertFalse(plain.containsKey("tags"));
    assertEquals("reading/shelf", plain.getString("asset_folder"));
    assertEquals(40, plain.getInteger("width"));
    JsonObject whole =
        item(
            "resources/image/upload?prefix=reading/shelf/book_3&tags=true&context=1&metadata=true");
    assertEquals(new JsonArray().add("reading").add("page3"), whole.getJsonArray("tags"));
    assertEquals(
        "A red book", whole.getJsonObject("context").getJsonObject("custom").getString("alt"));
    JsonObject few = item("resources/image/upload?prefix=reading/shelf/book_3&fields=bytes,tags");
    assertEquals(Set.of("asset_id", "public_id", "bytes", "tags"), few.fieldNames());
  }

  private static JsonObject item(String path) {
    return API.get(path).ok().getJsonArray("resources").getJsonObject(0);
  }

  @Test
  void byNames() {
    String ids = "asset_ids[]=" + IDS.get(0) + "&asset_ids[]=" + IDS.get(2);
    assertEquals(2, names(API.get("resources/by_asset_ids?" + ids).ok()).size());
    String names = "public_ids[]=reading/shelf/book_1&public_ids[]=nothing";
    assertEquals(
        List.of("reading/shelf/book_1"), names(API.get("resources/image/upload?" + names).ok()));
    assertEquals(400, API.get("resources/by_asset_ids").status());
    assertEquals(400, API.get("resources/by_asset_ids?asset_ids[]=xyz").status());
    String many = "public_ids[]=a&".repeat(101);
    assertEquals(400, API.get("resources/image/upload?" + many).status());
  }

  @Test
  void details() {
    JsonObject byId = API.get("resources/" + IDS.getFirst() + "?versions=true&pages=1").ok();
    JsonObject byKey =
        API.get("resources/image/upload/reading/shelf/book_0?versions=true&pages=1").ok();
    assertEquals(byId, byKey);
    assertEquals(1, byId.getInteger("pages"));
    assertEquals(1, byId.getJsonArray("versions").size());
    assertTrue(byId.getJsonObject("last_updated").containsKey("updated_at"));
    assertEquals(new JsonArray(), byId.getJsonArray("derived"));
    JsonObject related = API.get("resources/" + IDS.getFirst() + "?related=true").ok();
    assertEquals(new JsonArray(), related.getJsonArray("related_assets"));
    Api.Reply missing = API.get("resources/" + "0".repeat(32));
    assertEquals(404, missing.status());
    assertEquals("Resource not found - " + "0".repeat(32), missing.error());
  }

  @Test
  void search() {
    JsonObject body =
        new JsonObject()
            .put("expression", "tags=reading AND bytes>1 AND context.shelf=s0")
            .put("sort_by", new JsonArray().add(JsonObject.of("public_id", "asc")))
            .put("with_field", new JsonArray().add("tags").add("context"))
            .put(
                "aggregate",
                new JsonArray()
                    .add("format")
                    .add(
                        JsonObject.of(
                            "type",
                            "bytes",
                            "ranges",
                            new JsonArray()
                                .add(JsonObject.of("key", "small", "to", 1_000_000))
                                .add(JsonObject.of("from", 1_000_000)))));
    JsonObject answer = API.call("POST", "resources/search", body).ok();
    assertEquals(4, answer.getInteger("total_count"));
    assertEquals(
        List.of(
            "reading/shelf/book_0",
            "reading/shelf/book_2",
            "reading/shelf/book_4",
            "reading/shelf/book_6"),
        names(answer));
    JsonObject aggregations = answer.getJsonObject("aggregations");
    assertEquals(JsonObject.of("png", 4), aggregations.getJsonObject("format"));
    assertEquals(JsonObject.of("small", 4, "1000000-*", 0), aggregations.getJsonObject("bytes"));
    JsonObject first = answer.getJsonArray("resources").getJsonObject(0);
    assertEquals(2.0, first.getDouble("aspect_ratio"));
    assertEquals("book_0", first.getString("filename"));
    assertEquals("active", first.getString("status"));
    assertEquals("s0", first.getJsonObject("context").getString("shelf"));
    assertTrue(answer.containsKey("time"));
  }

  @ParameterizedTest
  @CsvSource({"2.0, 4", "2, 4", "2:1, 4", "1.999, 4", "1.99, 0", "2.01, 0"})
  void oneAspectRatioToTwoDigits(String ratio, int found) {
    JsonObject query =
        JsonObject.of("expression", "tags=reading context.shelf=s0 aspect_ratio:" + ratio);
    JsonObject answer = API.call("POST", "resources/search", query).ok();
    assertEquals(found, answer.getInteger("total_count"));
    assertEquals(found, answer.getJsonArray("resources").size());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '#',
      commentCharacter = '^',
      textBlock =
          """
          expression=*                   # Query Error (at position 1)
          expression=tags:*              # Query Error (at position 6)
          expression=tags:reading%20AND  # Query Error (at position 17)
          sort_by=nonsense:desc          # Invalid value for parameter sort_by: nonsense
          sort_by=bytes:sideways         # Invalid value for parameter sort_by: sideways
          aggregate=public_id            # Invalid value for parameter aggregate: public_id
          aggregate={                    # Invalid value for parameter aggregate: {
          max_results=501                # Invalid value for parameter max_results: 501
          max_results=x                  # Invalid value for parameter max_results: x
          sort_by=[                      # Invalid value for parameter sort_by: [
          sort_by={                      # Invalid value for parameter sort_by: {
          """)
  void badSearches(String query, String message) {
    String encoded =
        query.substring(0, query.indexOf('=') + 1)
            + URLEncoder.encode(
                query.substring(query.indexOf('=') + 1).replace("%20", " "),
                StandardCharsets.UTF_8);
    Api.Reply reply = API.get("resources/search?" + encoded);
    assertEquals(400, reply.status());
    assertEquals(message, reply.error());
  }

  @Test
  void hostileTextFindsNothingAndBreaksNothing() {
    for (String text :
        List.of(
            "'; drop table asset; --",
            "\\\\",
            "🐈'\"",
            "a'b:*&|!()<->",
            "x".repeat(7_000),
            "%00",
            "../../etc/passwd")) {
      for (String field : List.of("tags", "public_id", "context.a'b", "metadata.x", "etag", "")) {
        String quoted = "\"" + text.replace("\\", "\\\\").replace("\"", "\\\"") + "\"";
        String name = field.replace("'", "\\'");
        JsonObject body = JsonObject.of("expression", (name.isEmpty() ? "" : name + "=") + quoted);
        Api.Reply reply = API.call("POST", "resources/search", body);
        assertEquals(200, reply.status(), () -> field + " " + reply.error());
        assertTrue(name.isEmpty() || reply.body().getInteger("total_count") == 0, text);
      }
    }
    assertEquals(200, API.get("resources/image/tags/" + "%27%3B--").status());
    assertEquals(400, API.get("resources/image/tags/" + "x".repeat(2_000)).status());
    assertEquals(400, API.call("POST", "resources/search", big()).status());
  }

  private static JsonObject big() {
    return JsonObject.of("expression", "a ".repeat(20_000));
  }

  @Test
  void searchUrls() {
    ServerProcess server = SharedServer.server();
    String query =
        Base64.getUrlEncoder()
            .encodeToString(
                "{\"expression\":\"tags=reading\",\"max_results\":5}"
                    .getBytes(StandardCharsets.UTF_8));
    String signature = sha256("600" + query + server.secret());
    String path = "/search/" + signature + "/600/" + query;
    HttpResponse<byte[]> first = Web.get(server.prefix() + "/" + server.cloud() + path);
    assertEquals(200, first.statusCode());
    assertEquals("public, max-age=600", first.headers().firstValue("Cache-Control").orElse("none"));
    JsonObject page = json(first);
    assertEquals(5, names(page).size());
    HttpResponse<byte[]> second =
        Web.get(server.prefix() + path + "/" + page.getString("next_cursor"));
    assertEquals(2, names(json(second)).size());
    String forged = path.replace("/600/", "/601/");
    assertEquals(401, Web.get(server.prefix() + forged).statusCode());
  }

  private static JsonObject json(HttpResponse<byte[]> response) {
    return new JsonObject(new String(response.body(), StandardCharsets.UTF_8));
  }

  private static String sha256(String text) {
    try {
      return HexFormat.of()
          .formatHex(
              MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8)));
    } catch (NoSuchAlgorithmException impossible) {
      throw new IllegalStateException(impossible);
    }
  }

  @Test
  void folders() {
    JsonObject found =
        API.call("POST", "folders/search", JsonObject.of("expression", "path:reading/*")).ok();
    assertEquals(1, found.getInteger("total_count"));
    assertEquals("shelf", found.getJsonArray("folders").getJsonObject(0).getString("name"));
    assertEquals(
        1,
        API.get("folders/search?expression=name=shelf%20AND%20path:reading*")
            .ok()
            .getInteger("total_count"));
  }

  @Test
  void tags() {
    JsonObject first = API.get("tags/image?prefix=page&max_results=4").ok();
    assertEquals(4, first.getJsonArray("tags").size());
    JsonObject rest =
        API.get(
                "tags/image?prefix=page&max_results=500&next_cursor="
                    + first.getString("next_cursor"))
            .ok();
    assertEquals(new JsonArray().add("page4").add("page5").add("page6"), rest.getJsonArray("tags"));
    assertFalse(rest.containsKey("next_cursor"));
  }

  @Test
  void config() {
    assertFalse(API.get("config").ok().containsKey("settings"));
    JsonObject settings = API.get("config?settings=true").ok().getJsonObject("settings");
    assertEquals("dynamic", settings.getString("folder_mode"));
    assertEquals(
        new JsonArray().add("image").add("video").add("raw"),
        API.get("resources").ok().getJsonArray("resource_types"));
  }

  @Test
  void visualSearchFindsWhatLooksAlike() {
    byte[] large = Pictures.photo(320, 240, 5);
    byte[] small = Pictures.encoded(Pictures.quarters(90, 60, BufferedImage.TYPE_INT_RGB), "png");
    Map<String, ?> asks = Map.of("phash", "true", "tags", "alike");
    JsonObject first = API.upload("image", "a.jpg", large, asks).ok();
    JsonObject other = API.upload("image", "b.png", small, asks).ok();
    String id = first.getString("asset_id");
    JsonObject found = API.get("resources/visual_search?image_asset_id=" + id).ok();
    assertEquals(first.getString("public_id"), names(found).getFirst());
    assertFalse(names(found).contains(other.getString("public_id")), found.encode());
    JsonObject measured = API.get("resources/" + id + "?phash=true&colors=true").ok();
    assertEquals(first.getString("phash"), measured.getString("phash"));
    assertTrue(measured.containsKey("colors"), measured.encode());
    assertFalse(API.get("resources/" + id).ok().containsKey("phash"));
  }

  @Test
  void listsOfModerations() {
    byte[] file = Pictures.encoded(Pictures.quarters(8, 8, BufferedImage.TYPE_INT_RGB), "png");
    String name =
        API.upload("image", "m.png", file, Map.of("moderation", "manual"))
            .ok()
            .getString("public_id");
    String pending = "resources/image/moderations/manual/pending?moderations=true&max_results=500";
    assertTrue(names(API.get(pending).ok()).contains(name));
    assertFalse(names(API.get("resources/image/moderations/manual/approved").ok()).contains(name));
    assertEquals(400, API.get("resources/image/moderations/manual/perhaps").status());
    JsonObject query = JsonObject.of("expression", "moderation_status:pending");
    assertTrue(names(API.call("POST", "resources/search", query).ok()).contains(name));
  }

  @Test
  void visualSearchByWordsIsRefused() {
    assertEquals(403, API.get("resources/visual_search?text=a%20dog").status());
    assertEquals(400, API.get("resources/visual_search").status());
    assertEquals(400, API.get("resources/visual_search?image_asset_id=x").status());
    assertEquals(404, API.get("resources/visual_search?image_asset_id=" + "0".repeat(32)).status());
  }
}
