package dev.darkroom.api;

import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerRequest;
import java.time.Duration;

/**
 * Reads and drops what is left of a body after an early answer: a client that is still sending sees
 * a broken pipe instead of its refusal when the connection is closed under it. Bounded in bytes and
 * in time; beyond that the connection is closed.
 */
final class Drain {
  private static final Duration LONGEST = Duration.ofSeconds(30);

  private final Vertx vertx;
  private final long mostBytes;

  Drain(Vertx vertx, long mostBytes) {
    this.vertx = vertx;
    this.mostBytes = mostBytes;
  }

  /** Drops the rest of the body; nothing when it was read or its connection is gone. */
  void drain(HttpServerRequest request) {
    if (request.isEnded()) {
      return;
    }
    long timer = vertx.setTimer(LONGEST.toMillis(), late -> request.connection().close());
    long[] dropped = {0};
    request.exceptionHandler(gone -> vertx.cancelTimer(timer));
    request.endHandler(ended -> vertx.cancelTimer(timer));
    request.handler(chunk -> drop(request, chunk, dropped));
    request.resume();
  }

  private void drop(HttpServerRequest request, Buffer chunk, long[] dropped) {
    dropped[0] += chunk.length();
    if (dropped[0] > mostBytes) {
      request.connection().close();
    }
  }
}
