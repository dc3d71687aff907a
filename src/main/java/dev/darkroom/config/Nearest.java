package dev.darkroom.config;

import java.util.Collection;
import java.util.Comparator;

/** Finds the known word that a mistyped one most likely means. */
final class Nearest {
  private Nearest() {}

  /** The known word with the fewest letters to change. */
  static String of(String word, Collection<String> known) {
    return known.stream()
        .min(
            Comparator.comparingInt((String each) -> distance(word, each))
                .thenComparing(Comparator.naturalOrder()))
        .orElseThrow();
  }

  /** Letters to insert, remove or replace (Levenshtein). */
  static int distance(String from, String to) {
    int[] row = new int[to.length() + 1];
    for (int j = 0; j < row.length; j++) {
      row[j] = j;
    }
    for (int i = 1; i <= from.length(); i++) {
      int diagonal = row[0];
      row[0] = i;
      for (int j = 1; j < row.length; j++) {
        int replaced = diagonal + (from.charAt(i - 1) == to.charAt(j - 1) ? 0 : 1);
        diagonal = row[j];
        row[j] = Math.min(replaced, Math.min(row[j], row[j - 1]) + 1);
      }
    }
    return row[to.length()];
  }
}
