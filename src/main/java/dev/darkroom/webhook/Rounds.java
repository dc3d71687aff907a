package dev.darkroom.webhook;

/**
 * Which of the rounds that come each second are made: all, or fewer once it has long been quiet.
 */
final class Rounds {
  private static final int QUIET_AFTER = 10;
  private static final int EVERY = 3;

  private int quiet;

  /** There is work: rounds are made for a while. */
  void stir() {
    quiet = 0;
  }

  /** Whether the next one is made. */
  boolean next() {
    quiet++;
    return quiet < QUIET_AFTER || quiet % EVERY == 0;
  }
}
