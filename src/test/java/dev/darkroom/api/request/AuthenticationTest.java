package dev.darkroom.api.request;

import static dev.darkroom.api.request.ParametersTest.assertRefused;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.darkroom.api.request.RequestSignature.Version;
import dev.darkroom.protocol.AccessKey;
import dev.darkroom.protocol.Environment;
import dev.darkroom.protocol.ErrorCode;
import dev.darkroom.protocol.FolderMode;
import dev.darkroom.protocol.Refusal;
import dev.darkroom.protocol.SignatureAlgorithm;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

final class AuthenticationTest {
  private static final Instant NOW = Instant.parse("2015-06-20T14:00:00Z");
  private static final Credentials NONE = new Credentials.None();
  private static final Environment DEMO =
      new Environment(
          1,
          "demo",
          "0".repeat(32),
          FolderMode.DYNAMIC,
          SignatureAlgorithm.SHA1,
          List.of(
              new AccessKey("key", "secret", "root", true, Instant.EPOCH, false),
              new AccessKey("off", "secret", "old", false, Instant.EPOCH, false)));

  /** The constant of the Python, Java and PHP tests (reference/upload-api.md 2.1). */
  @Test
  void contractVector() {
    Map<String, String> values =
        Map.of(
            "cloud_name", "dn6ot3ged",
            "timestamp", "1568810420",
            "username", "user@cloudinary.com");
    for (Version version : Version.values()) {
      String text = RequestSignature.stringToSign(values, version);
      assertEquals("cloud_name=dn6ot3ged&timestamp=1568810420&username=user@cloudinary.com", text);
      assertEquals(
          "14c00ba6d0dfdedbc86b316847d95b9e6cd46d94",
          RequestSignature.sign(text, "hdcixPpR2iKERPwqvH6sHdK9cyac", SignatureAlgorithm.SHA1));
      assertEquals(
          "45ddaa4fa01f0c2826f32f669d2e4514faf275fe6df053f1a150e7beae58a3bd",
          RequestSignature.sign(text, "hdcixPpR2iKERPwqvH6sHdK9cyac", SignatureAlgorithm.SHA256));
    }
  }

  @ParameterizedTest
  @EnumSource(Version.class)
  void everyVersionAndAlgorithmIsAccepted(Version version) {
    Map<String, String> values =
        new TreeMap<>(Map.of("tags", "a,b", "notification_url", "http://x/?a=1&b=2"));
    String text =
        version == Version.ONE
            ? "notification_url=http://x/?a=1&b=2&tags=a,b"
            : "notification_url=http://x/?a=1%26b=2&tags=a,b";
    assertEquals(text, RequestSignature.stringToSign(values, version));
    for (SignatureAlgorithm algorithm : SignatureAlgorithm.values()) {
      Parameters parameters =
          new ParameterSpellings()
              .encoded("tags[]=a&tags[]=b&file=x&api_key=k&resource_type=image&cloud_name=c&empty=")
              .field("notification_url", "http://x/?a=1&b=2")
              .collect();
      String signature = RequestSignature.sign(text, "secret", algorithm);
      assertTrue(RequestSignature.matches(parameters, "secret", signature));
      assertFalse(RequestSignature.matches(parameters, "secret2", signature));
    }
  }

  @Test
  void javaSignsAnEmptyCollection() {
    String signature =
        RequestSignature.sign("public_ids=&timestamp=1", "secret", SignatureAlgorithm.SHA1);
    assertTrue(RequestSignature.matches(ParametersTest.of("timestamp", "1"), "secret", signature));
  }

  @Test
  void aSignedUploadIsItsKeys() {
    assertEquals("key", upload(signed(NOW, "secret")).apiKey());
  }

  @Test
  void aWrongSignatureIsToldWithTheTextToSign() {
    Refusal refusal =
        assertRefused(ErrorCode.INVALID_SIGNATURE, () -> upload(signed(NOW, "wrong")));
    String given = sign("public_id=a&timestamp=" + NOW.getEpochSecond(), "wrong");
    assertEquals(
        "Invalid Signature "
            + given
            + ". String to sign - 'public_id=a&timestamp="
            + NOW.getEpochSecond()
            + "'.",
        refusal.getMessage());
  }

  @Test
  void oldRequestsAreStale() {
    upload(signed(NOW.minusSeconds(3_600), "secret"));
    Refusal refusal =
        assertRefused(
            ErrorCode.STALE_REQUEST,
            () -> upload(signed(Instant.parse("2015-06-20T12:59:41Z"), "secret")));
    assertEquals(
        "Stale request - reported time is 2015-06-20 12:59:41 +0000 which is more than 1 hour ago",
        refusal.getMessage());
  }

  @Test
  void farFutureIsRefused() {
    upload(signed(NOW.plusSeconds(600), "secret"));
    assertRefused(
        ErrorCode.INVALID_PARAMETER, () -> upload(signed(NOW.plusSeconds(200_000), "secret")));
  }

  @Test
  void whatIsMissingIsNamed() {
    assertMissing("api_key", Map.of("signature", "x", "timestamp", "1"));
    assertMissing("timestamp", Map.of("signature", "x", "api_key", "key"));
    assertRefused(
        ErrorCode.INVALID_PARAMETER,
        () ->
            upload(
                ParametersTest.of(
                    Map.of("signature", "x", "api_key", "key", "timestamp", "soon"))));
  }

  @Test
  void unknownAndDisabledKeysAreRefused() {
    for (String key : List.of("nobody", "off")) {
      Refusal refusal =
          assertRefused(
              ErrorCode.UNKNOWN_API_KEY,
              () ->
                  upload(
                      ParametersTest.of(
                          Map.of("signature", "x", "api_key", key, "timestamp", "1"))));
      assertEquals("Unknown API key " + key, refusal.getMessage());
    }
  }

  @Test
  void unsignedUploadsNeedAPreset() {
    assertRefused(ErrorCode.UNSIGNED_WITHOUT_PRESET, () -> upload(Parameters.none()));
    Parameters withPreset = ParametersTest.of("upload_preset", "p");
    assertFalse(Authentication.ofUpload(DEMO, withPreset, NONE, NOW).signed());
  }

  @Test
  void basicStandsForASignatureWithAPresetToo() {
    for (Parameters sent : List.of(Parameters.none(), ParametersTest.of("upload_preset", "p"))) {
      Authentication.Sender sender =
          Authentication.ofUpload(DEMO, sent, new Credentials.Basic("key", "secret"), NOW);
      assertEquals("key", sender.key().apiKey());
      assertTrue(sender.signed());
    }
    assertRefused(
        ErrorCode.API_SECRET_MISMATCH,
        () ->
            Authentication.ofUpload(
                DEMO,
                ParametersTest.of("upload_preset", "p"),
                new Credentials.Basic("key", "wrong"),
                NOW));
  }

  @Test
  void adminCalls() {
    assertRefused(ErrorCode.INVALID_CREDENTIALS, () -> Authentication.ofAdmin(DEMO, NONE));
    assertRefused(
        ErrorCode.INVALID_TOKEN, () -> Authentication.ofAdmin(DEMO, new Credentials.Bearer()));
    assertRefused(
        ErrorCode.UNKNOWN_API_KEY,
        () -> Authentication.ofAdmin(DEMO, new Credentials.Basic("k", "secret")));
    assertRefused(
        ErrorCode.API_SECRET_MISMATCH,
        () -> Authentication.ofAdmin(DEMO, new Credentials.Basic("key", "wrong")));
  }

  @Test
  void otherCallsMustBeSigned() {
    Refusal refusal =
        assertRefused(
            ErrorCode.MISSING_PARAMETER,
            () -> Authentication.ofCall(DEMO, Parameters.none(), NONE, NOW));
    assertEquals("Missing required parameter - api_key", refusal.getMessage());
  }

  private static void assertMissing(String name, Map<String, String> values) {
    Refusal refusal =
        assertRefused(ErrorCode.MISSING_PARAMETER, () -> upload(ParametersTest.of(values)));
    assertEquals("Missing required parameter - " + name, refusal.getMessage());
  }

  private static AccessKey upload(Parameters parameters) {
    return Authentication.ofUpload(DEMO, parameters, NONE, NOW).key();
  }

  private static Parameters signed(Instant time, String secret) {
    String timestamp = Long.toString(time.getEpochSecond());
    return ParametersTest.of(
        Map.of(
            "public_id",
            "a",
            "timestamp",
            timestamp,
            "api_key",
            "key",
            "signature",
            sign("public_id=a&timestamp=" + timestamp, secret)));
  }

  private static String sign(String text, String secret) {
    return RequestSignature.sign(text, secret, SignatureAlgorithm.SHA1);
  }
}
