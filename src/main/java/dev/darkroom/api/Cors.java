package dev.darkroom.api;

import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.ext.web.RoutingContext;

/**
 * What pages of other origins may do: upload and read images (reference/upload-api.md 1,
 * reference/delivery-and-transformations.md 9). No cookies are ever involved.
 */
final class Cors {
  private Cors() {}

  /** The answer to a browser that asks before it uploads. */
  static void preflight(RoutingContext routing) {
    routing
        .response()
        .putHeader(HttpHeaders.ACCESS_CONTROL_ALLOW_ORIGIN, "*")
        .putHeader(HttpHeaders.ACCESS_CONTROL_ALLOW_METHODS, "POST, OPTIONS")
        .putHeader(
            HttpHeaders.ACCESS_CONTROL_ALLOW_HEADERS,
            "Content-Type, X-Unique-Upload-Id, Content-Range, X-Requested-With")
        .putHeader(HttpHeaders.ACCESS_CONTROL_MAX_AGE, "86400")
        .setStatusCode(204)
        .end();
  }

  static void upload(RoutingContext routing) {
    allow(routing.response(), "X-Request-Id");
  }

  static void delivery(RoutingContext routing) {
    allow(
        routing.response(),
        "X-Cld-Error, X-Request-Id, Content-Length, Content-Range, ETag, Server-Timing");
  }

  private static void allow(HttpServerResponse response, String exposed) {
    response
        .putHeader(HttpHeaders.ACCESS_CONTROL_ALLOW_ORIGIN, "*")
        .putHeader(HttpHeaders.ACCESS_CONTROL_EXPOSE_HEADERS, exposed);
  }
}
