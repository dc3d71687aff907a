package dev.darkroom.asset.compose;

import java.security.SecureRandom;
import java.util.random.RandomGenerator;

/** Public ids of what has no name: 20 lower-case letters and digits, as uploads have them. */
final class RandomNames {
  private static final RandomGenerator RANDOM = new SecureRandom();
  private static final String LETTERS_AND_DIGITS = "abcdefghijklmnopqrstuvwxyz0123456789";
  private static final int LENGTH = 20;

  private RandomNames() {}

  static String next() {
    StringBuilder name = new StringBuilder();
    for (int i = 0; i < LENGTH; i++) {
      name.append(LETTERS_AND_DIGITS.charAt(RANDOM.nextInt(LETTERS_AND_DIGITS.length())));
    }
    return name.toString();
  }
}
