package dev.darkroom.api.admin;

import dev.darkroom.api.request.Exchange;
import dev.darkroom.api.request.Parameters;

/** A verified call of the Provisioning API, whatever its spelling was. */
record AccountCall(Exchange exchange, Parameters parameters) {
  /** A part of the path that every address of the route has. */
  String path(String name) {
    return exchange.path(name);
  }
}
