package dev.darkroom.protocol;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;

/**
 * An auth token that came with a delivery URL and holds now, for this path and this client, if one
 * of the right keys made it (reference/delivery-and-transformations.md 1.2).
 *
 * @param texts what the maker may have signed
 * @param hmac hexadecimal digits, as they were sent
 */
public record DeliveryToken(List<String> texts, String hmac) {
  private static final int BLOCK = 64;

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

  /** HMAC-SHA256 (RFC 2104), of {@code java.base} alone as all of this package. */
  private static String hmac(String key, String text) {
    byte[] given = HexFormat.of().parseHex(key);
    byte[] block = Arrays.copyOf(given.length > BLOCK ? sha256(given) : given, BLOCK);
    byte[] inner = sha256(padded(block, 0x36), text.getBytes(StandardCharsets.UTF_8));
    return HexFormat.of().formatHex(sha256(padded(block, 0x5c), inner));
  }

  private static byte[] padded(byte[] block, int pad) {
    byte[] padded = block.clone();
    for (int at = 0; at < padded.length; at++) {
      padded[at] ^= (byte) pad;
    }
    return padded;
  }

  private static byte[] sha256(byte[]... parts) {
    try {
      MessageDigest digest = MessageDigest.getInstance("SHA-256");
      for (byte[] part : parts) {
        digest.update(part);
      }
      return digest.digest();
    } catch (NoSuchAlgorithmException missing) {
      throw new IllegalStateException(missing);
    }
  }
}
