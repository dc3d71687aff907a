package dev.darkroom.faults;

/**
 * A row of the fault matrix.
 *
 * @param number as in webhooks.md 6
 * @param fault in a few words
 */
record Row(int number, String fault, Script script) {

  /** What happens in it. */
  @FunctionalInterface
  interface Script {
    /** Makes the fault and says what came of it. */
    Findings run(Stage stage) throws Exception;
  }
}
