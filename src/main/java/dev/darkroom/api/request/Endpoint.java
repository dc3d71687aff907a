package dev.darkroom.api.request;

import io.vertx.core.Future;

/** Answers a request with compact JSON, or fails with a refusal. */
@FunctionalInterface
public interface Endpoint {
  /** The body of the answer. */
  Future<String> answer(Exchange exchange);
}
