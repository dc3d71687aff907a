package dev.darkroom.webhook;

import io.vertx.core.Vertx;
import java.time.Duration;

/** Runs something later, on the thread of whoever asks. */
@FunctionalInterface
interface Timers {
  void after(Duration delay, Runnable action);

  /** The timers of Vert.x, on the current context. */
  static Timers of(Vertx vertx) {
    return (delay, action) -> vertx.setTimer(Math.max(1, delay.toMillis()), id -> action.run());
  }
}
