package dev.darkroom.trigger;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.cloudinary.api.signing.NotificationRequestSignatureVerifier;
import com.standardwebhooks.Webhook;
import dev.darkroom.testing.Api;
import dev.darkroom.testing.Api.Reply;
import dev.darkroom.testing.Receiver;
import dev.darkroom.testing.Receiver.Arrival;
import dev.darkroom.testing.SharedServer;
import dev.darkroom.testing.Web;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.nio.charset.StandardCharsets;
import java.security.KeyFactory;
import java.security.Signature;
import java.security.spec.X509EncodedKeySpec;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Destinations from the API to the receiver: rules, options, signatures. */
final class DestinationsTest {
  private static final Api API = SharedServer.api();
  private static int last;

  private final Receiver receiver = Receiver.start();
  private final String folder = "destinations-" + ++last + "-" + System.nanoTime();

  @AfterEach
  void tidy() {
    triggers().forEach(each -> API.call("DELETE", "triggers/" + id(each), new JsonObject()).ok());
    for (Object each : urls()) {
      String url = ((JsonObject) each).getString("url");
      API.call("DELETE", "notification_urls", JsonObject.of("url", url));
    }
    API.call("PUT", "notification_signatures", JsonObject.of("signature_algorithm", "sha1")).ok();
    receiver.close();
  }

  @Test
  void aTriggerHasEverythingTheContractNames() {
    JsonObject filter = new JsonObject("{\"==\":[{\"var\":\"source\"},\"ui\"]}");
    JsonObject template = JsonObject.of("text", "{{event.type}}");
    JsonObject made =
        API.call(
                "POST",
                "triggers",
                trigger("/a")
                    .put("filter", filter)
                    .put("filter_language", "jsonlogic")
                    .put("payload_template", template)
                    .put("auth_scheme", "eddsa_v2")
                    .put("additive", true)
                    .putNull("uri_type"))
            .ok();
    assertEquals(filter, made.getJsonObject("filter"));
    assertEquals(template, made.getJsonObject("payload_template"));
    assertEquals("eddsa_v2", made.getString("auth_scheme"));
    assertTrue(made.getBoolean("additive"));
    assertEquals("webhook", made.getString("uri_type"));
    assertEquals(List.of(made), triggers());
    String path = "triggers/" + made.getString("id");
    assertEquals(made, API.get(path).ok());
    JsonObject ui = JsonObject.of("sample_data", JsonObject.of("source", "ui"));
    assertEquals(
        JsonObject.of(
            "trigger_id", made.getString("id"), "filter_present", true, "filter_result", true),
        API.call("POST", path + "/test", ui).ok());
    assertFalse(
        API.call("POST", path + "/test", new JsonObject().putNull("sample_data"))
            .ok()
            .getBoolean("filter_result"));
    JsonObject cleared =
        JsonObject.of("filter", new JsonObject(), "payload_template", new JsonObject());
    assertEquals("updated", API.call("PUT", path, cleared).ok().getString("message"));
    JsonObject after = API.get(path).ok();
    assertNull(after.getValue("filter"));
    assertNull(after.getValue("payload_template"));
    assertEquals("eddsa_v2", after.getString("auth_scheme"));
    assertTrue(API.call("POST", path + "/test", new JsonObject()).ok().getBoolean("filter_result"));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          {"filter":{"drop":[1]}} | Invalid filter: unknown operator drop
          {"filter":"nonsense"} | Invalid value for parameter filter: nonsense
          {"filter":[1]} | Invalid value for parameter filter: 1
          {"filter_language":"cel"} | Invalid value for parameter filter_language: cel
          {"payload_template":{"a":"{{>x}}"}} | Invalid payload_template: partials are not supported
          {"payload_template":"x"} | Invalid value for parameter payload_template: x
          {"auth_scheme":"none"} | Invalid value for parameter auth_scheme: none
          {"additive":"maybe"} | Invalid value for parameter additive: maybe
          {"uri_type":"flow"} | Invalid uri_type: flow is not supported yet
          {"uri_type":"poll"} | Invalid uri_type: poll needs poll://<channel>
          {"uri_type":"mail"} | Invalid uri_type: mail
          {"uri":"poll://c"} | Invalid uri_type: webhook does not go with poll://c
          {"uri":"poll://a b","uri_type":"poll"} | Invalid notification URL: only visible ASCII characters are allowed
          {"event_type":"' or 1=1"} | Invalid event type: ' or 1=1
          """)
  void whatIsNoTriggerIsRefused(String members, String text) {
    Reply reply = API.call("POST", "triggers", trigger("/a").mergeIn(new JsonObject(members)));
    assertEquals(400, reply.status());
    assertEquals(text, reply.error());
    assertEquals(List.of(), triggers());
  }

  @Test
  void hugeAndHostileRulesAreRefused() {
    for (Object value :
        List.of(
            "x".repeat(1_000_000),
            "{\"!\":".repeat(900) + "1" + "}".repeat(900),
            JsonObject.of("==", new JsonArray(List.of("x".repeat(17_000), 1))))) {
      for (String name : List.of("filter", "payload_template")) {
        Reply reply = API.call("POST", "triggers", trigger("/a").put(name, value));
        assertEquals(400, reply.status(), reply.error());
      }
    }
    assertEquals(List.of(), triggers());
  }

  @Test
  void theFirstFilterThatPassesCountsAndTemplatesReplaceTheBody() {
    create(trigger("/one").put("filter", equal("folder_name", "other")).put("event_type", "all"));
    JsonObject template = JsonObject.of("text", "made {{folder.path}}", "n", 1);
    create(
        trigger("/one")
            .put("filter", equal("folder_name", folder))
            .put("payload_template", template));
    create(trigger("/two").put("filter", equal("folder_name", "other")));
    create(trigger("/three"));
    makeFolder();
    Arrival arrival = receiver.await(one -> one.path().equals("/one"));
    assertEquals("{\"text\":\"made " + folder + "\",\"n\":1}", arrival.text());
    assertSigned(arrival);
    assertEquals(
        folder, receiver.await(one -> one.path().equals("/three")).json().getString("folder_path"));
    assertEquals(2, receiver.arrivals().size());
  }

  @Test
  void urlsAreSetUpByThemselves() throws Exception {
    create(trigger("/a"));
    create(trigger("/a").put("event_type", "delete"));
    JsonObject made =
        save(
            JsonObject.of("headers", JsonObject.of("X-Team", "blue"), "timeout_ms", 900)
                .put("per_second", 50)
                .put("concurrency", 3)
                .put("schedule", "extended")
                .put("ordered", true)
                .put("standard_webhooks", true));
    String secret = made.getString("secret");
    assertTrue(secret.startsWith("whsec_"), secret);
    assertEquals(new JsonArray().add("create_folder").add("delete"), made.getValue("event_types"));
    JsonObject listed = (JsonObject) urls().getValue(0);
    assertNull(listed.getString("secret"));
    assertEquals(900, listed.getInteger("timeout_ms"));
    assertEquals("extended", listed.getString("schedule"));
    assertEquals("active", listed.getString("state"));
    assertTrue(listed.getBoolean("ordered"));
    makeFolder();
    Arrival arrival = receiver.await(one -> one.path().equals("/a"));
    assertEquals("blue", arrival.header("x-team"));
    assertTrue(arrival.header("webhook-id").startsWith("evt_"));
    verify(secret, arrival);

    JsonObject rotated = save(JsonObject.of("rotate_secret", true));
    String next = rotated.getString("secret");
    assertNotEquals(secret, next);
    API.call("DELETE", "folders/" + folder, new JsonObject()).ok();
    makeFolder();
    Arrival second = receiver.await(one -> one.path().equals("/a"), 2).getLast();
    verify(secret, second);
    verify(next, second);
    assertNull(save(JsonObject.of("headers", "")).getJsonObject("headers"));
    API.call("DELETE", "notification_urls", JsonObject.of("url", receiver.url("/a"))).ok();
    assertEquals("cloudinary", ((JsonObject) urls().getValue(0)).getString("schedule"));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          {"headers":{"Host":"x"}} | Invalid value for parameter headers: Host cannot be set
          {"headers":{"content-length":"1"}} | Invalid value for parameter headers: content-length cannot be set
          {"headers":{"Transfer-Encoding":"x"}} | Invalid value for parameter headers: Transfer-Encoding cannot be set
          {"headers":{"Connection":"x"}} | Invalid value for parameter headers: Connection cannot be set
          {"headers":{"X-Cld-Signature":"x"}} | Invalid value for parameter headers: X-Cld-Signature cannot be set
          {"headers":{"webhook-id":"x"}} | Invalid value for parameter headers: webhook-id cannot be set
          {"headers":{"a b":"x"}} | Invalid value for parameter headers: a b cannot be set
          {"headers":{"a":"x\\r\\nHost: y"}} | Invalid value for parameter headers: the value of a
          {"headers":{"a":1}} | Invalid value for parameter headers: the value of a
          {"headers":"x"} | Invalid value for parameter headers: x
          {"timeout_ms":20001} | Invalid value for parameter timeout_ms: 20001 is not a number from 100 to 20000
          {"timeout_ms":"fast"} | Invalid value for parameter timeout_ms: fast is not a number from 100 to 20000
          {"per_second":0} | Invalid value for parameter per_second: 0 is not a number from 1 to 10000
          {"concurrency":-1} | Invalid value for parameter concurrency: -1 is not a number from 1 to 100
          {"schedule":"never"} | Invalid value for parameter schedule: never
          {"state":"disabled"} | Invalid value for parameter state: disabled
          {"ordered":"by asset"} | Invalid value for parameter ordered: by asset
          {"standard_webhooks":"x"} | Invalid value for parameter standard_webhooks: x
          {"rotate_secret":true} | Invalid value for parameter rotate_secret: standard_webhooks is off
          {"client_key":"x"} | Invalid value for parameter client_certificate: both are needed
          {"client_key":"x","client_certificate":"y"} | Invalid value for parameter client_certificate: no X.509 certificate in PEM
          {"secret":"mine"} | Parameter secret is not supported yet
          {"url":"ftp://a/"} | Invalid notification URL: ftp://a/
          {"url":"poll://c"} | Invalid notification URL: what is fetched cannot be set up - poll://c
          """)
  void whatAUrlCannotBeIsRefused(String members, String text) {
    JsonObject body = JsonObject.of("url", receiver.url("/a")).mergeIn(new JsonObject(members));
    Reply reply = API.call("PUT", "notification_urls", body);
    assertEquals(400, reply.status());
    assertEquals(text, reply.error());
    assertEquals(0, urls().size());
  }

  @Test
  void pausedUrlsWaitAndAreSentToWhenTheyAreResumed() {
    create(trigger("/a"));
    create(trigger("/b"));
    assertEquals("paused", save(JsonObject.of("state", "paused")).getString("state"));
    makeFolder();
    receiver.await(one -> one.path().equals("/b"));
    assertEquals(List.of(), receiver.arrivals(one -> one.path().equals("/a")));
    assertEquals("active", save(JsonObject.of("state", "active")).getString("state"));
    assertSigned(receiver.await(one -> one.path().equals("/a")));
  }

  @Test
  void theSchemesSayWhichSignaturesAreThere() throws Exception {
    for (String scheme : List.of("default", "legacy_hmac", "eddsa_v2")) {
      create(trigger("/" + scheme).put("auth_scheme", scheme));
    }
    makeFolder();
    Arrival both = receiver.await(one -> one.path().equals("/default"));
    Arrival legacy = receiver.await(one -> one.path().equals("/legacy_hmac"));
    Arrival eddsa = receiver.await(one -> one.path().equals("/eddsa_v2"));
    assertSigned(both);
    assertSigned(legacy);
    assertFalse(legacy.headers().containsKey("x-cld-signature_v2"));
    assertFalse(eddsa.headers().containsKey("x-cld-signature"));
    assertEddsa(both);
    assertEddsa(eddsa);
    JsonArray before = keys();
    API.call("PUT", "notification_signatures", JsonObject.of("rotate_eddsa", true)).ok();
    assertEquals(before.getValue(0), keys().getValue(1));
    assertEddsa(both);
  }

  @Test
  void sha256IsASettingOfTheEnvironment() {
    create(trigger("/a"));
    JsonObject shown =
        API.call("PUT", "notification_signatures", JsonObject.of("signature_algorithm", "sha256"))
            .ok();
    assertEquals("sha256", shown.getString("signature_algorithm"));
    assertEquals(
        "sha256", API.get("notification_signatures").ok().getString("signature_algorithm"));
    makeFolder();
    Arrival arrival = receiver.await(one -> true);
    assertTrue(
        new NotificationRequestSignatureVerifier(
                API.server().secret(), com.cloudinary.SignatureAlgorithm.SHA256)
            .verifySignature(
                arrival.text(),
                arrival.header("x-cld-timestamp"),
                arrival.header("x-cld-signature"),
                60));
    JsonObject made = API.post("image/text", "text", "a", "public_id", "sha256").ok();
    String signed = "public_id=sha256&version=" + made.getLong("version") + API.server().secret();
    assertEquals(
        HexFormat.of()
            .formatHex(Web.digest("SHA-256").digest(signed.getBytes(StandardCharsets.UTF_8))),
        made.getString("signature"));
    for (JsonObject bad : List.of(new JsonObject(), JsonObject.of("signature_algorithm", "md5"))) {
      assertEquals(400, API.call("PUT", "notification_signatures", bad).status());
    }
  }

  private void makeFolder() {
    API.call("POST", "folders/" + folder, new JsonObject()).ok();
  }

  private JsonObject trigger(String path) {
    return JsonObject.of("uri", receiver.url(path), "event_type", "create_folder");
  }

  private static JsonObject equal(String name, String value) {
    return JsonObject.of("==", new JsonArray().add(JsonObject.of("var", name)).add(value));
  }

  private static void create(JsonObject trigger) {
    API.call("POST", "triggers", trigger).ok();
  }

  private JsonObject save(JsonObject changes) {
    return API.call("PUT", "notification_urls", changes.put("url", receiver.url("/a"))).ok();
  }

  private static List<Object> triggers() {
    return API.get("triggers").ok().getJsonArray("triggers").stream().toList();
  }

  private static JsonArray urls() {
    return API.get("notification_urls").ok().getJsonArray("notification_urls");
  }

  private static String id(Object trigger) {
    return ((JsonObject) trigger).getString("id");
  }

  private static void assertSigned(Arrival arrival) {
    assertTrue(
        new NotificationRequestSignatureVerifier(API.server().secret())
            .verifySignature(
                arrival.text(),
                arrival.header("x-cld-timestamp"),
                arrival.header("x-cld-signature"),
                60));
  }

  private static void verify(String secret, Arrival arrival) throws Exception {
    Map<String, List<String>> headers =
        arrival.headers().entrySet().stream()
            .collect(Collectors.toMap(Map.Entry::getKey, one -> List.of(one.getValue())));
    new Webhook(secret).verify(arrival.text(), headers);
  }

  private static JsonArray keys() {
    return Web.json(Web.get(API.server().api() + "/.well-known/jwks.json")).getJsonArray("keys");
  }

  /** As the README tells receivers to do it. */
  private static void assertEddsa(Arrival arrival) throws Exception {
    JsonObject key =
        keys().stream()
            .map(JsonObject.class::cast)
            .filter(each -> each.getString("kid").equals(arrival.header("x-darkroom-key-id")))
            .findFirst()
            .orElseThrow();
    byte[] prefix = HexFormat.of().parseHex("302a300506032b6570032100");
    byte[] x = Base64.getUrlDecoder().decode(key.getString("x"));
    byte[] encoded = java.util.Arrays.copyOf(prefix, prefix.length + x.length);
    System.arraycopy(x, 0, encoded, prefix.length, x.length);
    Signature verifier = Signature.getInstance("Ed25519");
    verifier.initVerify(
        KeyFactory.getInstance("Ed25519").generatePublic(new X509EncodedKeySpec(encoded)));
    String signed = arrival.header("x-cld-timestamp") + "." + arrival.text();
    verifier.update(signed.getBytes(StandardCharsets.UTF_8));
    assertTrue(verifier.verify(Base64.getDecoder().decode(arrival.header("x-cld-signature_v2"))));
  }
}
