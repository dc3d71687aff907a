package dev.darkroom.protocol;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * An auth token that came with a delivery URL and holds now, for this path and this client, if one
 * of the right keys made it (reference/delivery-and-transformations.md 1.2).
 *
 * @param texts what the maker may have signed
 * @param hmac hexadecimal digits, as they were sent
 */
public record DeliveryToken(List<String> texts, String hmac) {
  private static final String ALGORITHM = "HmacSHA256";

  /**
   * Whether that key made it.
   *
   * @param key hexadecimal digits, as SDKs are given it
   */
  public boolean isMadeWith(String key) {
    boolean found = false;
    for (String text : texts) {
      byte[] expected = hmac(key, text).getBytes(StandardCharsets.US_ASCII);
      byte[] given = hmac.toLowerCase(Locale.ROOT).getBytes(StandardCharsets.UTF_8);
      found |= MessageDigest.isEqual(expected, given);
    }
    return found;
  }

  /** Whether an active key of the environment made it: a token's key is its secret in hex. */
  public boolean isMadeBy(Environment environment) {
    boolean found = false;
    for (AccessKey key : environment.keys()) {
      found |= key.enabled() && isMadeWith(keyOf(key.secret()));
    }
    return found;
  }

  /** What SDKs are given as the key of tokens: the UTF-8 bytes of the API secret in hex. */
  public static String keyOf(String secret) {
    return HexFormat.of().formatHex(secret.getBytes(StandardCharsets.UTF_8));
  }

  private static String hmac(String key, String text) {
    try {
      Mac mac = Mac.getInstance(ALGORITHM);
      mac.init(new SecretKeySpec(HexFormat.of().parseHex(key), ALGORITHM));
      return HexFormat.of().formatHex(mac.doFinal(text.getBytes(StandardCharsets.UTF_8)));
    } catch (GeneralSecurityException missing) {
      throw new IllegalStateException(missing);
    }
  }
}
