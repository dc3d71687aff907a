package dev.darkroom.webhook;

import dev.darkroom.outbox.Delivery;
import io.vertx.core.Future;

/** Says how each delivery is to be sent now. */
@FunctionalInterface
interface Routes {
  /** Fails when that cannot be known at the moment; the attempt then waits. */
  Future<Route> of(Delivery delivery);
}
