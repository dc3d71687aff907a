package dev.darkroom.api;

import io.vertx.core.http.HttpHeaders;
import io.vertx.ext.web.RoutingContext;

/** How answers leave. */
final class Answers {
  private static final int SHOWN = 200;

  private Answers() {}

  /** Ends the response with JSON; its status is set before. A client that left gets nothing. */
  static void json(RoutingContext routing, String body) {
    if (!routing.response().closed() && !routing.response().ended()) {
      routing
          .response()
          .putHeader(HttpHeaders.CONTENT_TYPE, "application/json; charset=utf-8")
          .end(body);
    }
  }

  /** A caller's text as it may be repeated. */
  static String shown(String text) {
    return text.length() <= SHOWN ? text : text.substring(0, SHOWN) + "…";
  }
}
