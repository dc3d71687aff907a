package dev.darkroom.journal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.darkroom.outbox.StandardSignature;
import dev.darkroom.protocol.AccessKey;
import dev.darkroom.protocol.Environment;
import dev.darkroom.protocol.FolderMode;
import dev.darkroom.protocol.NotificationSignature;
import dev.darkroom.protocol.SignatureAlgorithm;
import io.vertx.core.json.JsonObject;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Which signature holds, and what is said about one that does not. */
final class SignatureCheckTest {
  private static final Instant NOW = Instant.parse("2026-11-22T12:00:00Z");
  private static final long TIME = NOW.getEpochSecond() - 10;
  private static final String SENT =
      "{\"notification_type\":\"upload\",\"public_id\":\"Müller/1\",\"signature_key\":\"old\"}";
  private static final Environment ENVIRONMENT =
      new Environment(
          1,
          "demo",
          "a".repeat(32),
          FolderMode.DYNAMIC,
          SignatureAlgorithm.SHA1,
          List.of(key("old", true), key("new", true), key("gone", false)));

  private static AccessKey key(String name, boolean enabled) {
    return new AccessKey(name, "secret-" + name, name, enabled, NOW, false);
  }

  @Test
  void aGoodOneNamesItsKey() {
    SignatureFinding finding = check(SENT, TIME, hash("new", SignatureAlgorithm.SHA1));
    assertTrue(finding.valid());
    assertEquals("new", finding.key());
    assertEquals(10, finding.ageSeconds());
    assertNull(finding.reason());
  }

  static Stream<Arguments> odd() {
    return Stream.of(
        Arguments.of(hash("gone", SignatureAlgorithm.SHA1), "the key is disabled"),
        Arguments.of(
            hash("new", SignatureAlgorithm.SHA256),
            "it is sha256, the environment now signs with sha1"));
  }

  @ParameterizedTest
  @MethodSource("odd")
  void aGoodOneMayBeOdd(String signature, String reason) {
    SignatureFinding finding = check(SENT, TIME, signature);
    assertTrue(finding.valid());
    assertEquals(reason, finding.reason());
  }

  static Stream<Arguments> changed() {
    String good = hash("old", SignatureAlgorithm.SHA1);
    return Stream.of(
            Arguments.of(SENT + "\n", "white space was added at the end"),
            Arguments.of(
                new JsonObject(SENT).encodePrettily(), "the JSON was parsed and written again"),
            Arguments.of(SENT.replace("ü", "\\u00fc"), "characters were escaped as \\uXXXX"),
            Arguments.of(SENT.replace("/", "\\/"), "slashes were escaped"),
            Arguments.of("\ufeff" + SENT, "a byte order mark was put before it"),
            Arguments.of(SENT.replace("ü", "Ã¼"), "UTF-8 was read as Latin-1 and written again"),
            Arguments.of(
                "{\"a\":1}", "no key of this environment signed these bytes with this timestamp"))
        .map(row -> Arguments.of(row.get()[0], good, row.get()[1]));
  }

  @ParameterizedTest
  @MethodSource("changed")
  void aChangedBodyIsExplained(String body, String signature, String reason) {
    SignatureFinding finding = check(body, TIME, signature);
    assertFalse(finding.valid());
    assertEquals(reason, finding.reason());
    assertFalse(finding.json().encode().contains("secret-"));
  }

  static Stream<Arguments> broken() {
    String good = hash("old", SignatureAlgorithm.SHA1);
    return Stream.of(
        Arguments.of(Map.of("x-cld-signature", good), "X-Cld-Timestamp is missing"),
        Arguments.of(headers("soon", good), "X-Cld-Timestamp is no number of seconds"),
        Arguments.of(
            headers(TIME + "000", good),
            "the timestamp is in milliseconds; it was signed in seconds"),
        Arguments.of(
            headers("" + TIME, good.toUpperCase(java.util.Locale.ROOT)),
            "it must be in lower case"),
        Arguments.of(headers("" + TIME, ""), "it is empty"),
        Arguments.of(
            headers("" + TIME, "abc"),
            "it has neither the 40 characters of SHA-1 nor the 64 of SHA-256"));
  }

  @ParameterizedTest
  @MethodSource("broken")
  void brokenHeadersAreExplained(Map<String, String> headers, String reason) {
    List<SignatureFinding> findings =
        new SignatureCheck(ENVIRONMENT, bytes(SENT), headers, NOW).findings(Published.NOTHING);
    assertEquals(reason, findings.getFirst().reason());
  }

  @Test
  void standardWebhooksAreChecked() {
    String secret = "whsec_c2VjcmV0LW9mLXRoZS11cmw=";
    String signature = StandardSignature.of(secret, "evt_7", TIME, bytes(SENT));
    Map<String, String> headers =
        Map.of(
            "webhook-id", "evt_7", "webhook-timestamp", "" + TIME, "webhook-signature", signature);
    SignatureCheck check = new SignatureCheck(ENVIRONMENT, bytes(SENT), headers, NOW);
    assertTrue(check.findings(secrets("whsec_b3RoZXI=", secret)).getFirst().valid());
    assertFalse(check.findings(secrets("whsec_b3RoZXI=")).getFirst().valid());
    assertEquals(
        "no secret is known: name the URL or the delivery",
        check.findings(Published.NOTHING).getFirst().reason());
  }

  @Test
  void withoutSignaturesThereIsNothingToFind() {
    assertTrue(
        new SignatureCheck(ENVIRONMENT, bytes(SENT), Map.of("a", "b"), NOW)
            .findings(Published.NOTHING)
            .isEmpty());
  }

  private static SignatureFinding check(String body, long timestamp, String signature) {
    return new SignatureCheck(ENVIRONMENT, bytes(body), headers("" + timestamp, signature), NOW)
        .findings(Published.NOTHING)
        .getFirst();
  }

  private static Map<String, String> headers(String timestamp, String signature) {
    return Map.of("x-cld-timestamp", timestamp, "x-cld-signature", signature);
  }

  private static String hash(String key, SignatureAlgorithm algorithm) {
    return NotificationSignature.of(bytes(SENT), TIME, "secret-" + key, algorithm);
  }

  private static Published secrets(String... secrets) {
    return new Published(List.of(secrets), List.of());
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }
}
