package dev.darkroom.journal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.darkroom.testing.Api;
import dev.darkroom.testing.Await;
import dev.darkroom.testing.Pictures;
import dev.darkroom.testing.Receiver;
import dev.darkroom.testing.ServerProcess;
import dev.darkroom.testing.ServerSetup;
import dev.darkroom.testing.Web;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What people see of notifications, over HTTP, on a real server. */
final class JournalTest {
  private static ServerProcess server;
  private static Api api;
  private static Receiver receiver;

  @BeforeAll
  static void start() {
    server =
        ServerSetup.fresh("journal-" + ProcessHandle.current().pid())
            .with("DARKROOM_CI", "true")
            .with("DARKROOM_WEBHOOK_RETRIES", "200ms")
            .start();
    api = new Api(server);
    receiver = Receiver.start();
  }

  @AfterAll
  static void stop() {
    receiver.close();
    server.close();
  }

  @Test
  void aDeliveryIsFoundByAllThatIsKnownOfIt() {
    upload("found", receiver.url("/found"));
    receiver.await(arrival -> arrival.tells("upload", "found"));
    JsonObject one = ended("public_id=found");
    String id = one.getLong("id").toString();
    String url = Web.escaped(receiver.url("/found"));
    String day = one.getString("created_at").substring(0, 10);
    for (String query :
        List.of(
            "url=" + url,
            "public_id=found&event_type=upload&state=delivered",
            "url=" + url + "&from=" + day,
            "asset_id=" + api.get("resources/image/upload/found").ok().getString("asset_id"))) {
      assertEquals(List.of(id), ids(query), query);
    }
    for (String query :
        List.of(
            "public_id=found&event_type=eager",
            "public_id=found&state=dead",
            "public_id=found&to=2020-01-01",
            "url=" + url + "&from=2999-01-01",
            "public_id=other")) {
      assertEquals(List.of(), ids(query), query);
    }
  }

  @Test
  void oneIsShownWithItsBodyAndEveryAttempt() {
    receiver.answers(
        arrival -> arrival.path().equals("/twice") && arrival.attempt() == 1 ? 500 : 200);
    upload("twice", receiver.url("/twice"));
    JsonObject one = ended("public_id=twice");
    JsonObject shown = api.get("notifications/" + one.getLong("id")).ok();
    assertEquals(
        receiver.await(arrival -> arrival.tells("upload", "twice")).text(),
        shown.getString("body"));
    JsonArray history = shown.getJsonArray("history");
    assertEquals(2, history.size());
    JsonObject first = history.getJsonObject(0);
    assertEquals("status", first.getString("error_class"));
    assertEquals(500, first.getInteger("status"));
    assertTrue(first.getJsonObject("phases").getDouble("first_byte_ms") >= 0);
    JsonObject headers = first.getJsonObject("request").getJsonObject("headers");
    assertEquals(one.getLong("id").toString(), headers.getString("X-Darkroom-Delivery"));
    assertEquals(40, headers.getString("X-Cld-Signature").length());
    assertNull(history.getJsonObject(1).getString("error_class"));
  }

  @Test
  void whatDiedIsSentAgain() {
    receiver.answers(arrival -> arrival.path().startsWith("/dead") ? 503 : 200);
    upload("dead1", receiver.url("/dead/1"));
    upload("dead2", receiver.url("/dead/2"));
    JsonObject one = ended("public_id=dead1");
    ended("public_id=dead2");
    assertEquals("dead", one.getString("state"));
    receiver.answers(arrival -> 200);
    api.post("notifications/" + one.getLong("id") + "/resend").ok();
    Await.until("resent", () -> ids("public_id=dead1&state=delivered").size() == 1);
    JsonObject begun = api.post("notifications/recover", "since", "2020-01-01").ok();
    Await.until(
        "recovered",
        () ->
            api.get("jobs/" + begun.getString("batch_id"))
                .ok()
                .getString("status")
                .equals("complete"));
    Await.until("delivered", () -> ids("public_id=dead2&state=delivered").size() == 1);
  }

  @Test
  void anExampleIsSentAsIfItHadHappened() {
    String url = server.prefix() + "/inbox/examples";
    JsonObject sent =
        api.post("notifications/test", "event_type", "create_folder", "url", url).ok();
    assertTrue(sent.getBoolean("sent"));
    JsonObject inbox = inbox("examples?count=1&wait_seconds=20");
    JsonObject arrival = inbox.getJsonArray("arrivals").getJsonObject(0);
    JsonObject body = new JsonObject(arrival.getString("body"));
    assertEquals("create_folder", body.getString("notification_type"));
    assertTrue(arrival.getJsonObject("signature").getBoolean("valid"), arrival.encode());
    assertEquals(
        sent.getLong("id").toString(),
        arrival.getJsonObject("headers").getString("x-darkroom-delivery"));
    verified(arrival);
  }

  /** The debugger agrees, and finds the byte that somebody changes. */
  private static void verified(JsonObject arrival) {
    JsonObject good = verify(arrival.getString("body"), arrival.getJsonObject("headers"));
    assertTrue(good.getBoolean("valid"), good.encode());
    assertTrue(good.getJsonObject("body").getBoolean("same"));
    assertEquals(2, good.getJsonArray("signatures").size(), "the hash and Ed25519");
    JsonObject byEvent =
        verify(
            arrival.getString("body"),
            JsonObject.of("webhook-id", arrival.getJsonObject("headers").getString("webhook-id")));
    assertFalse(byEvent.getBoolean("valid"));
    assertTrue(byEvent.getJsonObject("body").getBoolean("same"));
    String pretty = new JsonObject(arrival.getString("body")).encodePrettily();
    JsonObject bad = verify(pretty, arrival.getJsonObject("headers"));
    assertFalse(bad.getBoolean("valid"));
    JsonObject difference = bad.getJsonObject("body").getJsonObject("first_difference");
    assertEquals(1, difference.getInteger("offset"));
    assertEquals("the JSON was parsed and written again", difference.getString("cause"));
    assertFalse(bad.encode().contains(server.secret()));
  }

  private static JsonObject verify(String body, JsonObject headers) {
    return api.call(
            "POST",
            "notifications/verify",
            new JsonObject().put("body", body).put("headers", headers))
        .ok();
  }

  @Test
  void anInboxAnswersAsItIsToldAndForgets() {
    String inbox = server.prefix() + "/inbox/manners";
    assertEquals(200, send("PUT", inbox, "{\"status\":503,\"times\":1}"));
    assertEquals(503, send("POST", inbox, "<script>alert(1)</script>"));
    assertEquals(200, send("POST", inbox, "\0\1"));
    assertEquals(2, inbox("manners").getJsonArray("arrivals").size());
    String page = new String(Web.get(inbox, "Accept", "text/html").body(), StandardCharsets.UTF_8);
    assertTrue(page.contains("&lt;script&gt;") && !page.contains("<script>"), page);
    assertEquals(200, send("DELETE", inbox, ""));
    assertEquals(0, inbox("manners").getJsonArray("arrivals").size());
  }

  @Test
  void anInboxIsBounded() {
    String inbox = server.prefix() + "/inbox/many";
    for (int at = 0; at < InboxStore.MOST_ARRIVALS + 5; at++) {
      send("POST", inbox, "{\"at\":" + at + "}");
    }
    JsonArray arrivals = inbox("many").getJsonArray("arrivals");
    assertEquals(InboxStore.MOST_ARRIVALS, arrivals.size());
    assertEquals("{\"at\":5}", arrivals.getJsonObject(0).getString("body"));
    assertEquals(400, send("POST", inbox, "x".repeat(1024 * 1024 + 1)));
  }

  @Test
  void aListenerGetsEveryEventAndResumes() throws Exception {
    String since = java.time.Instant.now().toString();
    for (int at = 0; at < 3; at++) {
      upload("heard" + at, "");
    }
    ByteArrayOutputStream said = new ByteArrayOutputStream();
    Thread listener =
        Thread.ofVirtual()
            .start(() ->
                dev.darkroom.listen.Listen.run(
                    List.of("--forward-to", receiver.url("/heard"), "--since", since),
                    Map.of("CLOUDINARY_URL", server.cloudinaryUrl()),
                    new PrintStream(said, true, StandardCharsets.UTF_8)));
    try {
      receiver.await(
          arrival -> arrival.path().equals("/heard") && arrival.tells("upload", "heard2"));
      upload("heard3", "");
      var last =
          receiver.await(
              arrival -> arrival.path().equals("/heard") && arrival.tells("upload", "heard3"));
      assertEquals(40, last.header("x-cld-signature").length());
      JsonObject headers = new JsonObject();
      for (String name :
          List.of(
              "x-cld-timestamp", "x-cld-signature", "x-cld-signature_v2", "x-darkroom-key-id")) {
        headers.put(name, last.header(name));
      }
      JsonObject checked = verify(last.text(), headers);
      assertTrue(checked.getBoolean("valid"), checked.encode());
      assertEquals(2, checked.getJsonArray("signatures").size());
      for (int at = 0; at < 4; at++) {
        String name = "heard" + at;
        assertEquals(
            1,
            receiver
                .arrivals(one -> one.path().equals("/heard") && one.tells("upload", name))
                .size());
      }
    } finally {
      listener.interrupt();
    }
    assertTrue(
        said.toString(StandardCharsets.UTF_8).contains("200 in"),
        said.toString(StandardCharsets.UTF_8));
  }

  @Test
  void anEnvironmentIsEmptiedOfAllButItsKeys() {
    String before = api.get("ci/notifications").ok().getString("cursor");
    upload("emptied", receiver.url("/emptied"));
    api.post("folders/emptied").ok();
    api.post("triggers", "event_type", "upload", "uri", receiver.url("/trigger")).ok();
    JsonObject told = api.get("ci/notifications?public_id=emptied&wait_seconds=20").ok();
    JsonObject first = told.getJsonArray("notifications").getJsonObject(0);
    assertEquals("emptied", first.getJsonObject("body").getString("public_id"));
    assertNotEquals(before, told.getString("cursor"));
    assertTrue(api.call("DELETE", "ci/environment", new JsonObject()).ok().getBoolean("reset"));
    assertEquals(404, api.get("resources/image/upload/emptied").status());
    assertTrue(api.get("triggers").ok().getJsonArray("triggers").isEmpty());
    assertTrue(api.get("folders").ok().getJsonArray("folders").isEmpty());
    assertEquals(List.of(), ids("max_results=500"));
    upload("emptied", "");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '~',
      quoteCharacter = '`',
      textBlock =
          """
          GET ~ notifications?state=lost ~ 400 ~ Invalid value for parameter state: lost
          GET ~ notifications?event_type=all ~ 400 ~ Invalid event type: all
          GET ~ notifications?event_type=%27%20or%201=1-- ~ 400 ~ Invalid event type: ' or 1=1--
          GET ~ notifications?from=yesterday ~ 400 ~ Invalid value for parameter from: yesterday
          GET ~ notifications?max_results=0 ~ 400 ~ Invalid value for parameter max_results: 0
          GET ~ notifications?max_results=501 ~ 400 ~ Invalid value for parameter max_results: 501
          GET ~ notifications?next_cursor=zz ~ 400 ~ Invalid value for parameter next_cursor: zz
          GET ~ notifications?asset_id=1 ~ 400 ~ Invalid value for parameter asset_id: 1
          GET ~ notifications?url=%00 ~ 400 ~ Invalid request body - a NUL or a broken character in a parameter
          GET ~ notifications/999999999 ~ 404 ~ Notification not found - 999999999
          GET ~ notifications/abc ~ 404 ~ Notification not found - abc
          GET ~ notifications/1234567890123456789012 ~ 404 ~ Notification not found - 1234567890123456789012
          POST ~ notifications/999999999/resend ~ 404 ~ Delivery not found - 999999999
          POST ~ notifications/recover ~ 400 ~ Missing required parameter - since
          POST ~ notifications/recover?since=never ~ 400 ~ Invalid value for parameter since: never
          POST ~ notifications/recover?since=2020-01-01&url=x ~ 400 ~ Invalid notification URL: x
          POST ~ notifications/recover?since=2020-01-01&event_type=none ~ 400 ~ Invalid event type: none
          POST ~ notifications/test ~ 400 ~ Missing required parameter - url
          POST ~ notifications/test?url=file:///etc/passwd ~ 400 ~ Invalid notification URL: file:///etc/passwd
          POST ~ notifications/test?url=http://x&event_type=none ~ 400 ~ Invalid event type: none
          POST ~ notifications/test?trigger_id=none ~ 404 ~ Trigger not found - none
          POST ~ notifications/verify ~ 400 ~ Missing required parameter - headers
          POST ~ notifications/verify?headers=a:b ~ 400 ~ Missing required parameter - body
          POST ~ notifications/verify?headers=ab&body=x ~ 400 ~ Invalid value for parameter headers: ab
          POST ~ notifications/verify?headers=a:b&body_base64=%21 ~ 400 ~ Invalid value for parameter body_base64: !
          POST ~ notifications/verify?headers=a:b&body=x&delivery_id=x ~ 400 ~ Invalid value for parameter delivery_id: x
          GET ~ notifications/stream?last_event_id=x ~ 400 ~ Invalid value for parameter cursor: x
          GET ~ notifications/stream?last_event_id=99999999999999999999-1 ~ 400 ~ Invalid value for parameter cursor: 99999999999999999999-1
          GET ~ notifications/stream?events=lost ~ 400 ~ Invalid event type: lost
          GET ~ notifications/stream?since=now ~ 400 ~ Invalid value for parameter since: now
          GET ~ ci/notifications?count=0 ~ 400 ~ Invalid value for parameter count: 0
          GET ~ jobs/recovery-999999999 ~ 404 ~ Recovery not found - 999999999
          """)
  void whatCannotBeMeantIsRefused(String method, String path, int status, String message) {
    Api.Reply reply = api.form(method, path);
    assertEquals(message, reply.error());
    assertEquals(status, reply.status());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '~',
      quoteCharacter = '`',
      textBlock =
          """
          PUT ~ a ~ {"status":99} ~ 400
          PUT ~ a ~ {"status":"x"} ~ 400
          PUT ~ a ~ {"times":-1} ~ 400
          PUT ~ a ~ [] ~ 400
          PUT ~ a ~ ` ` ~ 400
          GET ~ a?wait_seconds=61 ~ ` ` ~ 400
          GET ~ a?after=x ~ ` ` ~ 400
          POST ~ a%2Fb ~ x ~ 400
          POST ~ a'b ~ x ~ 400
          """)
  void anInboxRefusesWhatCannotBeMeant(String method, String path, String body, int status) {
    assertEquals(status, send(method, server.prefix() + "/inbox/" + path, body.strip()));
  }

  private static void upload(String publicId, String notificationUrl) {
    api.upload(
            "image",
            publicId + ".png",
            Pictures.photo(16, 16, 1),
            Map.of("public_id", publicId, "notification_url", notificationUrl))
        .ok();
  }

  /** The delivery that the query finds, once it has ended. */
  private static JsonObject ended(String query) {
    Await.until("the end of " + query, () -> list(query).stream().anyMatch(JournalTest::hasEnded));
    return (JsonObject)
        list(query).stream().filter(JournalTest::hasEnded).findFirst().orElseThrow();
  }

  private static boolean hasEnded(Object delivery) {
    return !((JsonObject) delivery).getString("state").equals("pending");
  }

  private static List<String> ids(String query) {
    return list(query).stream().map(one -> ((JsonObject) one).getLong("id").toString()).toList();
  }

  private static JsonArray list(String query) {
    return api.get("notifications?" + query).ok().getJsonArray("notifications");
  }

  private static JsonObject inbox(String nameAndQuery) {
    return Web.json(Web.get(server.prefix() + "/inbox/" + nameAndQuery));
  }

  private static int send(String method, String url, String body) {
    return Web.send(
            HttpRequest.newBuilder(URI.create(url)).method(method, BodyPublishers.ofString(body)))
        .statusCode();
  }
}
