package dev.darkroom.webhook;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.cloudinary.api.signing.NotificationRequestSignatureVerifier;
import com.standardwebhooks.Webhook;
import com.standardwebhooks.exceptions.WebhookVerificationException;
import dev.darkroom.outbox.Delivery;
import dev.darkroom.protocol.AccessKey;
import dev.darkroom.protocol.AuthScheme;
import dev.darkroom.protocol.EndpointOptions;
import dev.darkroom.protocol.EndpointOptions.Schedule;
import dev.darkroom.protocol.Environment;
import dev.darkroom.protocol.EventType;
import dev.darkroom.protocol.FolderMode;
import dev.darkroom.protocol.LoadSending.Sending;
import dev.darkroom.protocol.LoadSending.SigningPair;
import dev.darkroom.protocol.SignatureAlgorithm;
import dev.darkroom.protocol.WebhookEndpoint;
import io.vertx.core.MultiMap;
import java.net.http.HttpHeaders;
import java.nio.charset.StandardCharsets;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.Signature;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What receivers verify, with the verifiers of others. */
final class SigningTest {
  private static final String SECRET = "someApiSecret";
  private static final String WHSEC = "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw";
  private static final String BEFORE = "whsec_QWxsIHlvdXIgYmFzZSBhcmUgYmVsb25n";
  private static final KeyPair PAIR = pair();

  private final Signing signing = new Signing();
  private final long now = Instant.now().getEpochSecond();

  @ParameterizedTest
  @EnumSource(SignatureAlgorithm.class)
  void theOfficialSdkVerifiesAnyBody(SignatureAlgorithm algorithm) {
    NotificationRequestSignatureVerifier verifier =
        new NotificationRequestSignatureVerifier(
            SECRET, com.cloudinary.SignatureAlgorithm.valueOf(algorithm.name()));
    for (String body : bodies()) {
      MultiMap headers = sign(body, algorithm, AuthScheme.DEFAULT, EndpointOptions.USUAL);
      String seconds = headers.get("X-Cld-Timestamp");
      String signature = headers.get("X-Cld-Signature");
      assertTrue(verifier.verifySignature(body, seconds, signature, 5));
      assertFalse(verifier.verifySignature(flipped(body), seconds, signature, 5));
      assertEquals(signature, signature.toLowerCase(java.util.Locale.ROOT));
    }
  }

  @Test
  void ed25519IsOverTimestampDotBody() throws Exception {
    for (String body : bodies()) {
      MultiMap headers =
          sign(body, SignatureAlgorithm.SHA1, AuthScheme.EDDSA_V2, EndpointOptions.USUAL);
      assertNull(headers.get("X-Cld-Signature"));
      assertEquals("kid", headers.get("X-Darkroom-Key-Id"));
      String signed = headers.get("X-Cld-Timestamp") + "." + body;
      assertTrue(verified(signed, headers.get("X-Cld-Signature_v2")));
      assertFalse(verified(flipped(signed), headers.get("X-Cld-Signature_v2")));
    }
  }

  @Test
  void theSchemeDecidesWhatIsThere() {
    MultiMap both = sign("{}", SignatureAlgorithm.SHA1, AuthScheme.DEFAULT, EndpointOptions.USUAL);
    assertTrue(both.contains("X-Cld-Signature") && both.contains("X-Cld-Signature_v2"));
    MultiMap legacy =
        sign("{}", SignatureAlgorithm.SHA1, AuthScheme.LEGACY_HMAC, EndpointOptions.USUAL);
    assertTrue(legacy.contains("X-Cld-Signature"));
    assertFalse(legacy.contains("X-Cld-Signature_v2"));
    for (MultiMap headers : List.of(both, legacy)) {
      assertEquals("evt_77", headers.get("webhook-id"));
      assertEquals(headers.get("X-Cld-Timestamp"), headers.get("webhook-timestamp"));
      assertNull(headers.get("webhook-signature"));
    }
  }

  @Test
  void standardWebhooksVerifiesUnderTheSecretAndTheOneBefore() throws Exception {
    Instant later = Instant.ofEpochSecond(now + 60);
    for (String body : bodies()) {
      MultiMap headers =
          sign(body, SignatureAlgorithm.SHA1, AuthScheme.DEFAULT, options(BEFORE, later));
      new Webhook(WHSEC).verify(body, http(headers));
      new Webhook(BEFORE).verify(body, http(headers));
      assertThrows(
          WebhookVerificationException.class,
          () -> new Webhook(WHSEC).verify(flipped(body), http(headers)));
    }
    MultiMap over =
        sign(
            "{}",
            SignatureAlgorithm.SHA1,
            AuthScheme.DEFAULT,
            options(BEFORE, Instant.ofEpochSecond(now)));
    new Webhook(WHSEC).verify("{}", http(over));
    assertThrows(
        WebhookVerificationException.class, () -> new Webhook(BEFORE).verify("{}", http(over)));
  }

  @Test
  void aDisabledKeyNeverSigns() {
    Environment environment =
        environment(
            SignatureAlgorithm.SHA1,
            List.of(key("named", "old", false, 1), key("other", SECRET, true, 2)));
    MultiMap headers =
        sign("{}", new Route(environment, new Sending(AuthScheme.DEFAULT, null, null)));
    assertTrue(
        new NotificationRequestSignatureVerifier(SECRET)
            .verifySignature(
                "{}", headers.get("X-Cld-Timestamp"), headers.get("X-Cld-Signature"), 5));
    Environment none = environment(SignatureAlgorithm.SHA1, List.of(key("named", "old", false, 1)));
    assertThrows(
        Unsent.class,
        () -> sign("{}", new Route(none, new Sending(AuthScheme.DEFAULT, null, null))));
  }

  private static List<String> bodies() {
    Random random = new Random(5);
    StringBuilder large = new StringBuilder("{\"x\":\"");
    while (large.length() < 1024 * 1024) {
      large.appendCodePoint(random.nextInt(0x20, 0xD7FF));
    }
    return List.of(
        "{}",
        "{\"a\":\"http:\\/\\/x\\/\",\"b\":\"a/b\"}",
        "{\"public_id\":\"Grüße 😀 \\u0000 \\\" \u2028\"}",
        "{\"a\" : 1 }",
        large.append("\"}").toString());
  }

  private static String flipped(String text) {
    int at = text.length() / 2;
    return text.substring(0, at) + (char) (text.charAt(at) ^ 1) + text.substring(at + 1);
  }

  private MultiMap sign(
      String body, SignatureAlgorithm algorithm, AuthScheme scheme, EndpointOptions options) {
    WebhookEndpoint endpoint =
        new WebhookEndpoint(
            1,
            "http://a.example/",
            options,
            WebhookEndpoint.State.ACTIVE,
            null,
            Instant.EPOCH,
            null);
    String encoded = Base64.getEncoder().encodeToString(PAIR.getPrivate().getEncoded());
    return sign(
        body,
        new Route(
            environment(algorithm, List.of(key("named", SECRET, true, 1))),
            new Sending(scheme, endpoint, new SigningPair("kid", encoded))));
  }

  private MultiMap sign(String body, Route route) {
    Delivery delivery =
        new Delivery(
            5,
            1,
            0,
            77,
            1,
            EventType.UPLOAD,
            "http://a.example/",
            "a",
            null,
            body,
            "named",
            null,
            false);
    return AttemptHeaders.of(delivery, body.getBytes(StandardCharsets.UTF_8), route, now, signing);
  }

  private static EndpointOptions options(@Nullable String before, Instant until) {
    return new EndpointOptions(
        Map.of(),
        null,
        null,
        null,
        Schedule.CLOUDINARY,
        true,
        WHSEC,
        before,
        until,
        null,
        null,
        false);
  }

  private static Environment environment(SignatureAlgorithm algorithm, List<AccessKey> keys) {
    return new Environment(1, "demo", "p", FolderMode.DYNAMIC, algorithm, keys);
  }

  private static AccessKey key(String name, String secret, boolean enabled, long created) {
    return new AccessKey(name, secret, name, enabled, Instant.ofEpochSecond(created), false);
  }

  private static boolean verified(String signed, String signature) throws Exception {
    Signature verifier = Signature.getInstance("Ed25519", "SunEC");
    verifier.initVerify(PAIR.getPublic());
    verifier.update(signed.getBytes(StandardCharsets.UTF_8));
    return verifier.verify(Base64.getDecoder().decode(signature));
  }

  private static HttpHeaders http(MultiMap headers) {
    Map<String, List<String>> all = new java.util.HashMap<>();
    headers.forEach(header -> all.put(header.getKey(), List.of(header.getValue())));
    return HttpHeaders.of(all, (name, value) -> true);
  }

  private static KeyPair pair() {
    try {
      return KeyPairGenerator.getInstance("Ed25519").generateKeyPair();
    } catch (java.security.NoSuchAlgorithmException impossible) {
      throw new IllegalStateException(impossible);
    }
  }
}
