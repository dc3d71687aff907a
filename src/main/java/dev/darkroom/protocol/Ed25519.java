package dev.darkroom.protocol;

import dev.darkroom.protocol.LoadSending.SigningPair;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PrivateKey;
import java.security.Provider;
import java.security.Signature;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * The {@code X-Cld-Signature_v2}: Base64 of Ed25519 over timestamp, a dot and the body. Which bytes
 * are signed is ours: the contract does not say. One event that goes to several URLs within a
 * second is signed once. For one thread.
 */
public final class Ed25519 {
  private static final int REMEMBERED = 64;
  private static final int LARGEST_REMEMBERED = 64 * 1024;

  private record Signed(String key, long timestamp, String text) {}

  /** The native one takes no more than 1 MiB. */
  private static final int LARGE = 1_000_000;

  private record Key(String encoded, Provider provider) {}

  private final Provider fast = FastCrypto.provider();
  private final Provider plain = FastCrypto.jdk();
  private final Map<Key, PrivateKey> keys = recent();
  private final Map<Signed, String> signatures = recent();

  /**
   * The signature.
   *
   * @param timestamp Unix time in seconds, as sent in {@code X-Cld-Timestamp}
   * @param text the body
   * @param body the same as the bytes that are sent
   */
  public String sign(SigningPair pair, long timestamp, String text, byte[] body) {
    return body.length > LARGEST_REMEMBERED
        ? sign(pair, timestamp, body)
        : signatures.computeIfAbsent(
            new Signed(pair.id(), timestamp, text), fresh -> sign(pair, timestamp, body));
  }

  private String sign(SigningPair pair, long timestamp, byte[] body) {
    Provider provider = body.length < LARGE ? fast : plain;
    try {
      Signature signature = Signature.getInstance("Ed25519", provider);
      signature.initSign(
          keys.computeIfAbsent(new Key(pair.privateKey(), provider), Ed25519::privateKey));
      signature.update((timestamp + ".").getBytes(StandardCharsets.US_ASCII));
      signature.update(body);
      return Base64.getEncoder().encodeToString(signature.sign());
    } catch (GeneralSecurityException unusable) {
      throw new IllegalStateException("the key " + pair.id() + " cannot sign", unusable);
    }
  }

  private static PrivateKey privateKey(Key key) {
    try {
      byte[] pkcs8 = Base64.getDecoder().decode(key.encoded());
      return KeyFactory.getInstance("Ed25519", key.provider())
          .generatePrivate(new PKCS8EncodedKeySpec(pkcs8));
    } catch (GeneralSecurityException unreadable) {
      throw new IllegalStateException("an Ed25519 key cannot be read", unreadable);
    }
  }

  private static <K, V> Map<K, V> recent() {
    return new LinkedHashMap<>(REMEMBERED, 0.75f, true) {
      @Override
      protected boolean removeEldestEntry(Map.Entry<K, V> eldest) {
        return size() > REMEMBERED;
      }
    };
  }
}
