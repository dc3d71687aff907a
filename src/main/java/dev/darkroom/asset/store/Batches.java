package dev.darkroom.asset.store;

import java.security.SecureRandom;
import java.util.HexFormat;

/**
 * Names of background work: 96 lower-case hexadecimal characters (reference/notifications.md 5.1).
 */
public final class Batches {
  private static final SecureRandom RANDOM = new SecureRandom();

  private Batches() {}

  public static String newId() {
    byte[] id = new byte[48];
    RANDOM.nextBytes(id);
    return HexFormat.of().formatHex(id);
  }
}
