package dev.darkroom.bench;

import dev.darkroom.testing.Await;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerRequest;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicLongArray;

/** A receiver with many notification URLs that counts what comes; some of them may hang. */
final class ManyUrls {
  private static final String PATH = "/hook/";

  private final HttpServer server;
  private final AtomicLongArray arrived;
  private final AtomicLong unsigned = new AtomicLong();
  private volatile int hanging;
  private volatile long firstNanos;
  private volatile long lastNanos;

  ManyUrls(Vertx vertx, int count) {
    this.arrived = new AtomicLongArray(count);
    HttpServer listening = vertx.createHttpServer().requestHandler(this::take);
    this.server = Await.await(listening.listen(0, "127.0.0.1"));
  }

  /** Where the URLs begin; a number ends them. */
  String base() {
    return "http://127.0.0.1:" + server.actualPort() + PATH;
  }

  /** The first so many never answer from now on. */
  void hang(int first) {
    hanging = first;
  }

  /** What came to the URLs from that number on. */
  long arrived(int from) {
    long sum = 0;
    for (int url = from; url < arrived.length(); url++) {
      sum += arrived.get(url);
    }
    return sum;
  }

  /** How many came without a signature. */
  long unsigned() {
    return unsigned.get();
  }

  /** Forgets when the first one came. */
  void begin() {
    firstNanos = 0;
  }

  /** From the first one to the last. */
  double seconds() {
    return (lastNanos - firstNanos) / 1e9;
  }

  long lastNanos() {
    return lastNanos;
  }

  private void take(HttpServerRequest request) {
    String path = request.path();
    int url = Integer.parseInt(path, PATH.length(), path.length(), 10);
    if (request.getHeader("X-Cld-Signature") == null) {
      unsigned.incrementAndGet();
    }
    request.endHandler(nothing -> {
      lastNanos = System.nanoTime();
      if (firstNanos == 0) {
        firstNanos = lastNanos;
      }
      arrived.incrementAndGet(url);
      if (url >= hanging) {
        request.response().end();
      }
    });
  }
}
