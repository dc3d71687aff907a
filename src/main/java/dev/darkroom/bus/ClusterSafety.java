package dev.darkroom.bus;

import java.nio.charset.StandardCharsets;
import java.security.InvalidKeyException;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Optional;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * What keeps strangers out of a cluster, as far as Hazelcast's community edition can. The secret
 * makes the cluster's name, which a member must know to join; the name crosses the network in
 * plain. TLS guards the event bus, not Hazelcast's own port.
 *
 * @param secret what all nodes share; without one the name is that of {@code cluster.xml}
 */
public record ClusterSafety(Optional<String> secret, Optional<BusTls> tls) {
  private static final int NAME_LENGTH = 32;

  /** Neither a secret nor TLS. */
  public static ClusterSafety none() {
    return new ClusterSafety(Optional.empty(), Optional.empty());
  }

  /** The name of the cluster, {@code darkroom-} and half of HMAC-SHA256(secret, "darkroom"). */
  public Optional<String> clusterName() {
    return secret.map(text -> "darkroom-" + hmac(text).substring(0, NAME_LENGTH));
  }

  private static String hmac(String secret) {
    try {
      Mac mac = Mac.getInstance("HmacSHA256");
      mac.init(new SecretKeySpec(secret.getBytes(StandardCharsets.UTF_8), "HmacSHA256"));
      return HexFormat.of().formatHex(mac.doFinal("darkroom".getBytes(StandardCharsets.UTF_8)));
    } catch (NoSuchAlgorithmException | InvalidKeyException missing) {
      throw new IllegalStateException("HmacSHA256 is missing in this JDK", missing);
    }
  }

  @Override
  public String toString() {
    return "ClusterSafety[" + (secret.isPresent() ? "a secret, " : "no secret, ") + tls + "]";
  }
}
