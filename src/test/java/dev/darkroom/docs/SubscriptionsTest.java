package dev.darkroom.docs;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.darkroom.protocol.EventType;
import dev.darkroom.testing.Api;
import dev.darkroom.testing.SharedServer;
import dev.darkroom.testing.Web;
import io.vertx.core.json.JsonObject;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Whatever is described can be subscribed to, and is described where it is said to be. */
final class SubscriptionsTest {
  private static final String URI = "http://127.0.0.1:9/subscriptions";
  private static Api api;

  @BeforeAll
  static void start() {
    api = SharedServer.api();
  }

  @ParameterizedTest
  @EnumSource(EventType.class)
  void everyTypeCanBeSubscribedTo(EventType type) {
    JsonObject created = api.post("triggers", "uri", URI, "event_type", type.word()).ok();
    assertEquals(type.word(), created.getString("event_type"));
    JsonObject listed = api.get("triggers?event_type=" + type.word()).ok();
    api.form("DELETE", "triggers/" + created.getString("id")).ok();
    assertTrue(listed.encode().contains(created.getString("id")));
  }

  @Test
  void thereAreThirty() {
    assertEquals(30, EventType.values().length);
  }

  @ParameterizedTest
  @ValueSource(strings = {"uploaded", "ALL", "resource_changed", "upload,delete", "*", "'; drop"})
  void otherWordsAreRefused(String word) {
    assertEquals(400, api.post("triggers", "uri", URI, "event_type", word).status());
  }

  private static HttpResponse<byte[]> docs(String path) {
    return Web.get(SharedServer.server().prefix() + path);
  }

  private static String text(HttpResponse<byte[]> response) {
    return new String(response.body(), StandardCharsets.UTF_8);
  }

  @Test
  void thePageIsServed() {
    HttpResponse<byte[]> page = docs("/docs/webhooks");
    assertEquals(200, page.statusCode());
    assertEquals("text/html; charset=utf-8", page.headers().firstValue("content-type").orElse(""));
    assertEquals(new Catalogue().page(), text(page));
  }

  @Test
  void theSchemasAreServed() {
    assertEquals(new Catalogue().schema(), new JsonObject(text(docs("/docs/webhooks.json"))));
    for (EventDocument document : new Catalogue().documents()) {
      HttpResponse<byte[]> one = docs("/docs/webhooks/" + document.type().word() + ".json");
      assertEquals(200, one.statusCode());
      assertEquals(document.schema(), new JsonObject(text(one)));
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "all.json",
        "none.json",
        "upload",
        "..%2Fupload.json",
        "%00.json",
        "upload.json/x"
      })
  void nothingElseIs(String file) {
    int status = docs("/docs/webhooks/" + file).statusCode();
    assertTrue(status == 404 || status == 400, () -> file + " " + status);
  }
}
