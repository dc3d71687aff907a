package dev.darkroom.api.request;

import dev.darkroom.protocol.ChangeBy;
import dev.darkroom.protocol.Environment;

/** A verified call of the Upload or the Admin API, whatever its spelling was. */
public record Call(Exchange exchange, Requester requester, Parameters parameters) {
  /** The environment that the call is about. */
  public Environment environment() {
    return requester.environment();
  }

  /** Who asks for a change, and where its events go. */
  public ChangeBy by() {
    return new ChangeBy(
        environment().id(),
        requester.caller(),
        parameters.notificationUrl("notification_url").orElse(null));
  }

  /** A part of the path that every address of the route has. */
  public String path(String name) {
    return exchange.path(name);
  }
}
