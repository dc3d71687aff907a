package dev.darkroom.api.request;

import dev.darkroom.protocol.Environment;

/** A verified call of the Upload or the Admin API, whatever its spelling was. */
public record Call(Exchange exchange, Requester requester, Parameters parameters) {
  /** The environment that the call is about. */
  public Environment environment() {
    return requester.environment();
  }

  /** A part of the path that every address of the route has. */
  public String path(String name) {
    return exchange.path(name);
  }
}
