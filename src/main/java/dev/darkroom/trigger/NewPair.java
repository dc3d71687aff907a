package dev.darkroom.trigger;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.Base64;

/**
 * A new Ed25519 key.
 *
 * @param id RFC 7638 thumbprint of the public key
 * @param privateKey PKCS #8, Base64
 * @param publicKey 32 bytes, Base64 for URLs, as a JWK has it
 */
record NewPair(String id, String privateKey, String publicKey) {
  private static final int PUBLIC_BYTES = 32;

  static NewPair generate() {
    try {
      KeyPair pair = KeyPairGenerator.getInstance("Ed25519").generateKeyPair();
      byte[] encoded = pair.getPublic().getEncoded();
      Base64.Encoder forUrls = Base64.getUrlEncoder().withoutPadding();
      String x =
          forUrls.encodeToString(
              Arrays.copyOfRange(encoded, encoded.length - PUBLIC_BYTES, encoded.length));
      String canonical = "{\"crv\":\"Ed25519\",\"kty\":\"OKP\",\"x\":\"" + x + "\"}";
      byte[] thumbprint =
          MessageDigest.getInstance("SHA-256")
              .digest(canonical.getBytes(StandardCharsets.US_ASCII));
      return new NewPair(
          forUrls.encodeToString(thumbprint),
          Base64.getEncoder().encodeToString(pair.getPrivate().getEncoded()),
          x);
    } catch (GeneralSecurityException impossible) {
      throw new IllegalStateException("every Java platform has Ed25519", impossible);
    }
  }
}
