package dev.darkroom.protocol;

import java.lang.System.Logger.Level;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.Provider;
import java.security.Security;
import java.security.Signature;

/**
 * Who computes Ed25519: Amazon Corretto Crypto Provider where its native library loads (some 15 µs
 * a signature), else the JDK itself (some 700 µs).
 */
final class FastCrypto {
  private static final String CORRETTO =
      "com.amazon.corretto.crypto.provider.AmazonCorrettoCryptoProvider";
  private static final String WITH_KEYS =
      "com.amazon.corretto.crypto.provider.registerEdKeyFactory";

  private FastCrypto() {}

  /** The fastest that works here. */
  static Provider provider() {
    System.setProperty(WITH_KEYS, "true");
    try {
      Provider found = (Provider) Class.forName(CORRETTO).getField("INSTANCE").get(null);
      KeyFactory.getInstance("Ed25519", found);
      Signature.getInstance("Ed25519", found);
      return found;
    } catch (ReflectiveOperationException | LinkageError | GeneralSecurityException missing) {
      System.getLogger(FastCrypto.class.getName())
          .log(Level.WARNING, "Ed25519 is computed by the JDK, slowly: {0}", missing);
      return jdk();
    }
  }

  /** The JDK's own. */
  static Provider jdk() {
    Provider[] found = Security.getProviders("KeyFactory.Ed25519");
    if (found == null) {
      throw new IllegalStateException("every Java platform has Ed25519");
    }
    return found[0];
  }
}
