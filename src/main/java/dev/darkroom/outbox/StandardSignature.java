package dev.darkroom.outbox;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.Base64;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/** A {@code webhook-signature} of Standard Webhooks, version 1. Pure. */
public final class StandardSignature {
  private static final String ALGORITHM = "HmacSHA256";
  private static final String PREFIX = "whsec_";

  private StandardSignature() {}

  /**
   * The signature with its version.
   *
   * @param secret {@code whsec_} and Base64
   * @param id as sent in {@code webhook-id}
   * @param timestamp Unix time in seconds, as sent in {@code webhook-timestamp}
   * @param body exactly the bytes sent
   */
  public static String of(String secret, String id, long timestamp, byte[] body) {
    String encoded = secret.startsWith(PREFIX) ? secret.substring(PREFIX.length()) : secret;
    try {
      Mac mac = Mac.getInstance(ALGORITHM);
      mac.init(new SecretKeySpec(Base64.getDecoder().decode(encoded), ALGORITHM));
      mac.update((id + "." + timestamp + ".").getBytes(StandardCharsets.US_ASCII));
      return "v1," + Base64.getEncoder().encodeToString(mac.doFinal(body));
    } catch (GeneralSecurityException impossible) {
      throw new IllegalStateException("every Java platform has " + ALGORITHM, impossible);
    }
  }
}
