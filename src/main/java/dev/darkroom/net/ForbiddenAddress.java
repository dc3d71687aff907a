package dev.darkroom.net;

/** A destination that this server does not reach on anybody's behalf; the message says why. */
public final class ForbiddenAddress extends RuntimeException {
  private static final long serialVersionUID = 1L;

  /** A verdict, not a bug: it has no stack trace. */
  public ForbiddenAddress(String why) {
    super(why, null, false, false);
  }
}
