package dev.darkroom.net;

import java.security.Security;

/**
 * What a TLS client of this process takes for no proof. The JDK refuses certificates signed with
 * SHA-1 only under the authorities that it ships; under a private one they prove no more.
 */
public final class WeakSignatures {
  private static final String PROPERTY = "jdk.certpath.disabledAlgorithms";
  private static final String SHA1 = "SHA1 usage TLSServer";

  private WeakSignatures() {}

  /** Refuses them from now on; to be called before the first secure connection. */
  public static void refuse() {
    String refused = String.valueOf(Security.getProperty(PROPERTY));
    if (!refused.contains(SHA1)) {
      Security.setProperty(PROPERTY, refused + ", " + SHA1);
    }
  }
}
