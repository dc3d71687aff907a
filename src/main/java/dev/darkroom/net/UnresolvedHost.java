package dev.darkroom.net;

/** A name without an address, or without one in time; another try may find it. */
public final class UnresolvedHost extends RuntimeException {
  private static final long serialVersionUID = 1L;

  /** An answer of the network, not a bug: it has no stack trace. */
  public UnresolvedHost(String why) {
    super(why, null, false, false);
  }
}
