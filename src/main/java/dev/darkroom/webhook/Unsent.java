package dev.darkroom.webhook;

import dev.darkroom.outbox.Trouble;

/** An attempt that came to nothing on our side, or took too long; the message says how. */
final class Unsent extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final Trouble trouble;

  Unsent(Trouble trouble, String why) {
    super(why, null, false, false);
    this.trouble = trouble;
  }

  Trouble trouble() {
    return trouble;
  }
}
