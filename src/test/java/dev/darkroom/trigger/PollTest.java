package dev.darkroom.trigger;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.cloudinary.api.signing.NotificationRequestSignatureVerifier;
import dev.darkroom.testing.Api;
import dev.darkroom.testing.Api.Reply;
import dev.darkroom.testing.Pictures;
import dev.darkroom.testing.SharedServer;
import dev.darkroom.testing.Web;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.net.URI;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Notifications that are fetched (reference/notifications.md 7). */
final class PollTest {
  private static final Api API = SharedServer.api();
  private static int last;

  private final String channel = "channel-" + ++last + "-" + System.nanoTime();

  @Test
  void aChannelIsFetchedVerifiedAndAcknowledged() {
    makeFolder("a");
    makeFolder("b");
    JsonArray messages = fetch("channel=" + channel + "&wait_seconds=5");
    assertEquals(2, messages.size());
    JsonObject first = messages.getJsonObject(0);
    String signed =
        new String(
            Base64.getUrlDecoder().decode(first.getString("signed_payload")),
            StandardCharsets.UTF_8);
    assertEquals(new JsonObject(signed), first.getJsonObject("payload"));
    assertEquals("create_folder", first.getJsonObject("payload").getString("notification_type"));
    assertTrue(
        new NotificationRequestSignatureVerifier(API.server().secret())
            .verifySignature(
                signed, first.getString("timestamp"), first.getString("signature"), 60));
    assertEquals(0, fetch("channel=" + channel + "&wait_seconds=0").size());
    String receipt = first.getString("receipt_handle");
    assertEquals(List.of("acked", "expired"), acknowledge(receipt, "nonsense"));
    assertEquals(List.of("expired"), acknowledge(receipt));
  }

  @Test
  void whatIsNotAcknowledgedIsFetchedAgainUnderAnotherReceipt() {
    makeFolder("a");
    JsonObject first =
        fetch("channel=" + channel + "&wait_seconds=5&visibility_timeout=1").getJsonObject(0);
    JsonObject again =
        fetch("channel=" + channel + "&wait_seconds=10&visibility_timeout=60").getJsonObject(0);
    assertEquals(first.getJsonObject("payload"), again.getJsonObject("payload"));
    assertNotEquals(first.getString("receipt_handle"), again.getString("receipt_handle"));
    assertEquals(List.of("expired"), acknowledge(first.getString("receipt_handle")));
    assertEquals(List.of("acked"), acknowledge(again.getString("receipt_handle")));
  }

  @Test
  void whoWaitsHearsSoonOfWhatComes() throws Exception {
    CompletableFuture<JsonArray> waiting =
        CompletableFuture.supplyAsync(() -> fetch("channel=" + channel + "&wait_seconds=30"));
    makeFolder("a");
    assertEquals(1, waiting.get(10, TimeUnit.SECONDS).size());
  }

  @Test
  void aBatchIsTheCallersChoice() {
    API.upload(
            "image",
            "a.png",
            Pictures.photo(8, 8, 1),
            Map.of("notification_url", "poll://*", "batch_id", channel, "public_id", channel))
        .ok();
    JsonObject message = fetch("batch_id=" + channel + "&wait_seconds=5").getJsonObject(0);
    assertEquals(channel, message.getString("batch_id"));
    assertEquals(channel, message.getJsonObject("payload").getString("public_id"));
    Reply reply =
        API.upload(
            "image", "a.png", Pictures.photo(8, 8, 1), Map.of("notification_url", "poll://*"));
    assertEquals(400, reply.status());
    assertEquals(
        "Invalid notification URL: poll://* needs batch_id, async or eager_async", reply.error());
  }

  @Test
  void aTriggerCanNameAChannel() {
    JsonObject made =
        API.call(
                "POST",
                "triggers",
                JsonObject.of("uri", "poll://" + channel, "uri_type", "poll")
                    .put("event_type", "create_folder"))
            .ok();
    try {
      assertEquals("poll", made.getString("uri_type"));
      API.call("POST", "folders/" + channel, new JsonObject()).ok();
      assertEquals(1, fetch("channel=" + channel + "&wait_seconds=5").size());
    } finally {
      API.call("DELETE", "triggers/" + made.getString("id"), new JsonObject()).ok();
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "channel=a&batch_id=b",
        "channel=a&max_messages=0",
        "channel=a&max_messages=101",
        "channel=a&wait_seconds=61",
        "channel=a&wait_seconds=soon",
        "channel=a&visibility_timeout=0",
        "channel=a&visibility_timeout=601"
      })
  void badQuestionsAreRefused(String query) {
    assertEquals(
        400, Web.send(Web.authorized(API.server(), "").uri(uri("?" + query))).statusCode());
  }

  @Test
  void badReceiptsAreRefused() {
    assertEquals(400, post(new JsonObject()).statusCode());
    assertEquals(
        400,
        post(JsonObject.of("receipt_handles", new JsonArray(Collections.nCopies(101, "a"))))
            .statusCode());
    assertEquals(
        List.of("expired", "expired", "expired"),
        acknowledge("' or 1=1 --", "x".repeat(100_000), "OTk5OTk5OTk5OTk5OTk5OTk5OTk5LjE"));
    assertEquals(401, Web.get(uri("?channel=a").toString()).statusCode());
  }

  private void makeFolder(String name) {
    JsonObject url = JsonObject.of("notification_url", "poll://" + channel);
    API.call("POST", "folders/" + channel + "-" + name, url).ok();
  }

  private static JsonArray fetch(String query) {
    HttpResponse<byte[]> answer = Web.send(Web.authorized(API.server(), "").uri(uri("?" + query)));
    assertEquals(200, answer.statusCode(), new String(answer.body(), StandardCharsets.UTF_8));
    return Web.json(answer).getJsonArray("messages");
  }

  private static List<String> acknowledge(String... receipts) {
    return Web.json(post(JsonObject.of("receipt_handles", new JsonArray(List.of(receipts)))))
        .getJsonArray("results")
        .stream()
        .map(result -> ((JsonObject) result).getString("status"))
        .toList();
  }

  private static HttpResponse<byte[]> post(JsonObject body) {
    return Web.send(
        Web.authorized(API.server(), "")
            .uri(uri("/ack"))
            .header("Content-Type", "application/json")
            .POST(BodyPublishers.ofString(body.encode())));
  }

  private static URI uri(String rest) {
    return URI.create(
        API.server().prefix() + "/v2/notifications/" + API.server().cloud() + "/messages" + rest);
  }
}
