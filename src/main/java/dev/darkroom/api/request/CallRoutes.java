package dev.darkroom.api.request;

import io.vertx.core.Future;
import io.vertx.core.http.HttpMethod;
import java.util.function.Function;

/** The routes of one API behind {@code /v1_1/:cloud/}; callers are verified before they answer. */
@FunctionalInterface
public interface CallRoutes {
  /**
   * Adds a route.
   *
   * @param template a path without its leading slash: {@code :name} takes one segment, {@code
   *     :name*} all that follows, decoded. Routes that were added first are tried first
   * @param answer gives compact JSON; it may write the response itself and end it, whatever it
   *     gives then is dropped
   */
  void on(HttpMethod method, String template, Function<Call, Future<String>> answer);
}
