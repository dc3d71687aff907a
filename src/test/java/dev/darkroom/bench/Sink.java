package dev.darkroom.bench;

import dev.darkroom.testing.Await;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerRequest;
import java.time.Instant;
import java.util.concurrent.atomic.AtomicLong;

/** A receiver of notifications that only counts them. */
final class Sink {
  private final HttpServer server;
  private final AtomicLong arrived = new AtomicLong();
  private final AtomicLong again = new AtomicLong();
  private volatile long lastNanos;
  private volatile Instant lastInstant = Instant.EPOCH;

  Sink(Vertx vertx) {
    HttpServer listening = vertx.createHttpServer().requestHandler(this::take);
    this.server = Await.await(listening.listen(0, "127.0.0.1"));
  }

  String url() {
    return "http://127.0.0.1:" + server.actualPort() + "/webhook";
  }

  /** Notifications so far. */
  long arrived() {
    return arrived.get();
  }

  /** Those of them that were not the first attempt. */
  long again() {
    return again.get();
  }

  /** When the last one came. */
  long lastNanos() {
    return lastNanos;
  }

  /** The same by the wall clock. */
  Instant lastInstant() {
    return lastInstant;
  }

  private void take(HttpServerRequest request) {
    lastNanos = System.nanoTime();
    lastInstant = Instant.now();
    if (!"1".equals(request.getHeader("X-Darkroom-Attempt"))) {
      again.incrementAndGet();
    }
    request.endHandler(nothing -> {
      request.response().end();
      arrived.incrementAndGet();
    });
  }
}
