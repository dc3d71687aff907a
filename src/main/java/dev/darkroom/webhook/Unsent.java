package dev.darkroom.webhook;

/** An attempt that came to nothing on our side, or took too long; the message says how. */
final class Unsent extends RuntimeException {
  private static final long serialVersionUID = 1L;

  Unsent(String why) {
    super(why, null, false, false);
  }
}
