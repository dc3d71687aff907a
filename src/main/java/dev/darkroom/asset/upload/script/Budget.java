package dev.darkroom.asset.upload.script;

/** How much a script may still do: steps, and letters and items that it makes. */
final class Budget {
  private static final int LETTERS_PER_STEP = 16;

  private long steps;

  Budget(long steps) {
    this.steps = steps;
  }

  /** One step. */
  void step() {
    spend(1);
  }

  /** A text that was made. */
  String made(String text) {
    spend(1 + text.length() / LETTERS_PER_STEP);
    return text;
  }

  /** So many steps, letters or items. */
  void spend(long many) {
    steps -= many;
    if (steps < 0) {
      throw new ScriptError("it does too much");
    }
  }
}
