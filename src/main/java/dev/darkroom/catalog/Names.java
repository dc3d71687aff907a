package dev.darkroom.catalog;

import java.security.SecureRandom;
import java.util.UUID;

/** Names and ids that this server makes up. */
final class Names {
  private static final SecureRandom RANDOM = new SecureRandom();
  private static final String ALPHABET = "abcdefghijklmnopqrstuvwxyz0123456789";
  private static final int LENGTH = 8;

  private Names() {}

  /** Eight lower-case letters and digits, as the original names presets. */
  static String generated() {
    StringBuilder name = new StringBuilder();
    for (int at = 0; at < LENGTH; at++) {
      name.append(ALPHABET.charAt(RANDOM.nextInt(ALPHABET.length())));
    }
    return name.toString();
  }

  /** 32 lower-case hexadecimal characters. */
  static String hex(UUID id) {
    return id.toString().replace("-", "");
  }
}
