package dev.darkroom.webhook;

import dev.darkroom.net.Pinned;
import dev.darkroom.protocol.EndpointOptions;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.http.HttpClientRequest;
import io.vertx.core.http.HttpConnection;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.PoolOptions;
import io.vertx.core.http.RequestOptions;
import io.vertx.core.net.ClientSSLOptions;
import io.vertx.core.net.PemKeyCertOptions;
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
  private final ClientSSLOptions security;

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
    this.security =
        options.getSslOptions() == null ? new ClientSSLOptions() : options.getSslOptions().copy();
    security.setHostnameVerificationAlgorithm("HTTPS");
    this.client =
        vertx
            .httpClientBuilder()
            .with(options)
            .with(new PoolOptions().setHttp1MaxSize(most))
            .withConnectHandler(fresh::add)
            .build();
  }

  /**
   * A request to one of the addresses, yet to be written. A URL with a client certificate has
   * connections of its own.
   */
  Future<HttpClientRequest> request(Pinned target, int choice, EndpointOptions options) {
    RequestOptions request = target.request(HttpMethod.POST, choice);
    String certificate = options.clientCertificate();
    String key = options.clientKey();
    if (certificate != null && key != null) {
      request.setSslOptions(
          security
              .copy()
              .setKeyCertOptions(
                  new PemKeyCertOptions()
                      .addCertValue(Buffer.buffer(certificate))
                      .addKeyValue(Buffer.buffer(key))));
    }
    return client.request(request);
  }

  /** Whether the connection is used for the first time; says so once. */
  boolean isFresh(HttpConnection connection) {
    return fresh.remove(connection);
  }

  Future<Void> close() {
    return client.close();
  }
}
