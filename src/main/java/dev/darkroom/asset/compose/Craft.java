package dev.darkroom.asset.compose;

import dev.darkroom.protocol.Order;
import io.vertx.core.json.JsonObject;

/** One kind of work that can be ordered, now or in the background. For virtual threads. */
interface Craft<Q extends Order, R> {
  /** The kind of its jobs. */
  String kind();

  /** What a job's request is read as. */
  Class<Q> orders();

  /** Refuses what can be seen to be impossible before anybody is told that it is being done. */
  void check(Q order);

  /** Does it, tells of it, and ends its job in one transaction with the result. */
  R make(Q order, Turn turn);

  /** The members of an {@code error} event that say what was to be made. */
  JsonObject subject(Q order);
}
