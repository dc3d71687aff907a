package dev.darkroom.journal;

import io.vertx.core.json.JsonObject;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PublicKey;
import java.security.Signature;
import java.security.spec.X509EncodedKeySpec;
import java.time.Instant;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Checks {@code X-Cld-Signature_v2}: Ed25519 over timestamp, a dot and the body, with the keys that
 * the environment publishes. Pure.
 */
final class EdwardsCheck {
  private static final String HEADER = "X-Cld-Signature_v2";

  /** What stands before the 32 bytes of such a key in X.509. */
  private static final byte[] HEAD = HexFormat.of().parseHex("302a300506032b6570032100");

  private EdwardsCheck() {}

  /**
   * The finding, if there is such a signature.
   *
   * @param published keys as a JWK set has them, the one that signs first
   */
  static Optional<SignatureFinding> finding(
      Map<String, String> headers, byte[] body, List<JsonObject> published, Instant now) {
    String given = headers.get("x-cld-signature_v2");
    if (given == null) {
      return Optional.empty();
    }
    String timestamp = headers.getOrDefault("x-cld-timestamp", "").strip();
    if (!timestamp.matches("\\d{1,15}")) {
      return Optional.of(
          SignatureFinding.unreadable(
              HEADER, given, "X-Cld-Timestamp is missing or no number of seconds"));
    }
    Optional<JsonObject> signer =
        published.stream().filter(key -> holds(key, given, timestamp, body)).findFirst();
    long seconds = Long.parseLong(timestamp);
    return Optional.of(
        new SignatureFinding(
            HEADER,
            signer.isPresent(),
            given,
            signer
                .or(() -> published.stream().findFirst())
                .map(key -> key.getString("kid"))
                .orElse(null),
            "ed25519",
            null,
            seconds,
            now.getEpochSecond() - seconds,
            signer.isPresent()
                ? null
                : "no published key of this environment signed these bytes with this timestamp"));
  }

  private static boolean holds(JsonObject key, String given, String timestamp, byte[] body) {
    try {
      Signature signature = Signature.getInstance("Ed25519");
      signature.initVerify(publicKey(key));
      signature.update((timestamp + ".").getBytes(StandardCharsets.US_ASCII));
      signature.update(body);
      return signature.verify(Base64.getDecoder().decode(given));
    } catch (GeneralSecurityException | IllegalArgumentException unreadable) {
      return false;
    }
  }

  private static PublicKey publicKey(JsonObject key) throws GeneralSecurityException {
    byte[] point = Base64.getUrlDecoder().decode(key.getString("x"));
    byte[] encoded = new byte[HEAD.length + point.length];
    System.arraycopy(HEAD, 0, encoded, 0, HEAD.length);
    System.arraycopy(point, 0, encoded, HEAD.length, point.length);
    return KeyFactory.getInstance("Ed25519").generatePublic(new X509EncodedKeySpec(encoded));
  }
}
