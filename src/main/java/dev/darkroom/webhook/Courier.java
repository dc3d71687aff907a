package dev.darkroom.webhook;

import dev.darkroom.outbox.Delivery;
import io.vertx.core.Future;

/** Makes one attempt at a delivery. */
@FunctionalInterface
interface Courier {
  /** What became of it; a failed future is a bug. */
  Future<Exchange> post(Delivery delivery, Route route);
}
