package dev.darkroom.api.request;

/** The client's connection ended before its request did: there is nobody to answer. */
public final class ClientGone extends RuntimeException {
  private static final long serialVersionUID = 1L;

  ClientGone(Throwable cause) {
    super("the client is gone", cause, false, false);
  }
}
