package dev.darkroom.webhook;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.http.HttpConnection;
import io.vertx.core.http.PoolOptions;
import java.util.Collections;
import java.util.Set;
import java.util.WeakHashMap;

/**
 * The HTTP client and which of its connections have not been used yet. One host may take as many of
 * them as there are attempts under way: what bounds them is each URL's lane. For one event loop.
 */
final class Connections {
  private static final int CONNECT_MILLIS = 5_000;

  /** Shorter than what receivers usually keep, so that few close under a request. */
  private static final int KEEP_ALIVE_SECONDS = 3;

  private final Set<HttpConnection> fresh = Collections.newSetFromMap(new WeakHashMap<>());
  private final HttpClient client;

  /**
   * Opens none yet.
   *
   * @param most to one host
   */
  Connections(Vertx vertx, HttpClientOptions base, int most) {
    HttpClientOptions options =
        new HttpClientOptions(base)
            .setConnectTimeout(CONNECT_MILLIS)
            .setKeepAliveTimeout(KEEP_ALIVE_SECONDS);
    this.client =
        vertx
            .httpClientBuilder()
            .with(options)
            .with(new PoolOptions().setHttp1MaxSize(most))
            .withConnectHandler(fresh::add)
            .build();
  }

  HttpClient client() {
    return client;
  }

  /** Whether the connection is used for the first time; says so once. */
  boolean isFresh(HttpConnection connection) {
    return fresh.remove(connection);
  }

  Future<Void> close() {
    return client.close();
  }
}
