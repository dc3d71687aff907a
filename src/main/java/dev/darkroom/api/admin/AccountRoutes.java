package dev.darkroom.api.admin;

import dev.darkroom.api.request.Endpoint;
import io.vertx.core.http.HttpMethod;

/** The routes behind {@code /v1_1/provisioning/accounts/:accountId/}. */
@FunctionalInterface
public interface AccountRoutes {
  /**
   * Adds a route.
   *
   * @param template a path without its leading slash: {@code :name} takes one segment, {@code
   *     :name*} all that follows
   */
  void on(HttpMethod method, String template, Endpoint endpoint);
}
