package dev.darkroom.api.admin;

import dev.darkroom.api.request.Exchange;
import dev.darkroom.api.request.Parameters;
import dev.darkroom.api.request.Requester;
import dev.darkroom.protocol.Environment;

/** A verified call of the Admin API. */
public record AdminCall(Exchange exchange, Requester requester, Parameters parameters) {
  /** The environment that the call is about. */
  public Environment environment() {
    return requester.environment();
  }
}
