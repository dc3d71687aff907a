package dev.darkroom.trigger;

import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.Signature;
import java.security.cert.Certificate;
import java.security.cert.CertificateFactory;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.Base64;
import java.util.Collection;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** What is shown to a receiver that asks who connects: both, and they belong together, or none. */
record ClientIdentity(@Nullable String certificate, @Nullable String key) {
  private static final int LONGEST = 32 * 1024;
  private static final Pattern KEY =
      Pattern.compile(
          "\\s*-----BEGIN PRIVATE KEY-----([A-Za-z0-9+/=\\s]+)-----END PRIVATE KEY-----\\s*");

  /** The two as PEM, the key in PKCS #8 without a password; refused by name when they are odd. */
  static ClientIdentity of(@Nullable String certificate, @Nullable String key) {
    if (certificate == null && key == null) {
      return new ClientIdentity(null, null);
    }
    if (certificate == null || key == null) {
      throw EndpointChanges.invalid(
          certificate == null ? "client_certificate" : "client_key", "both are needed");
    }
    if (certificate.length() > LONGEST || key.length() > LONGEST) {
      throw EndpointChanges.invalid("client_certificate", "longer than " + LONGEST);
    }
    PublicKey shown = chain(certificate).iterator().next().getPublicKey();
    if (!belongs(shown, key)) {
      throw EndpointChanges.invalid("client_key", "it is not the key of the certificate");
    }
    return new ClientIdentity(certificate, key);
  }

  private static Collection<? extends Certificate> chain(String pem) {
    try {
      Collection<? extends Certificate> chain =
          CertificateFactory.getInstance("X.509")
              .generateCertificates(
                  new ByteArrayInputStream(pem.getBytes(StandardCharsets.US_ASCII)));
      if (!chain.isEmpty()) {
        return chain;
      }
    } catch (GeneralSecurityException unreadable) {
      // Refused below, as an empty chain is.
    }
    throw EndpointChanges.invalid("client_certificate", "no X.509 certificate in PEM");
  }

  private static boolean belongs(PublicKey shown, String pem) {
    Matcher matcher = KEY.matcher(pem);
    if (!matcher.matches()) {
      throw EndpointChanges.invalid("client_key", "no PKCS #8 key in PEM without a password");
    }
    try {
      byte[] encoded = Base64.getMimeDecoder().decode(matcher.group(1));
      PrivateKey secret =
          KeyFactory.getInstance(shown.getAlgorithm())
              .generatePrivate(new PKCS8EncodedKeySpec(encoded));
      byte[] text = {1, 2, 3};
      Signature signer = Signature.getInstance(algorithm(shown));
      signer.initSign(secret);
      signer.update(text);
      byte[] signature = signer.sign();
      signer.initVerify(shown);
      signer.update(text);
      return signer.verify(signature);
    } catch (GeneralSecurityException | IllegalArgumentException broken) {
      return false;
    }
  }

  private static String algorithm(PublicKey key) {
    return switch (key.getAlgorithm()) {
      case "RSA" -> "SHA256withRSA";
      case "EC" -> "SHA256withECDSA";
      default -> key.getAlgorithm();
    };
  }
}
