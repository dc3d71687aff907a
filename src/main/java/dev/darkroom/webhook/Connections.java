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
 * The HTTP client and which of its connections have not been used yet, and a second one that opens
 * a connection for each request. One host may take as many of them as there are attempts under way:
 * what bounds them is each URL's lane. For one event loop.
 */
final class Connections {
  private static final int CONNECT_MILLIS = 5_000;

  /** Shorter than what receivers usually keep, so that few close under a request. */
  private static final int KEEP_ALIVE_SECONDS = 3;

  /** What the system holds of an answer that nobody has read, and what is read at once: bytes. */
  static final int READ_AT_ONCE = 8 * 1024;

  private final Set<HttpConnection> fresh = Collections.newSetFromMap(new WeakHashMap<>());
  private final HttpClient keeping;
  private final HttpClient opening;
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
            .setReceiveBufferSize(READ_AT_ONCE)
            .setKeepAliveTimeout(KEEP_ALIVE_SECONDS);
    this.security =
        options.getSslOptions() == null ? new ClientSSLOptions() : options.getSslOptions().copy();
    security.setHostnameVerificationAlgorithm("HTTPS");
    PoolOptions pool = new PoolOptions().setHttp1MaxSize(most);
    this.keeping =
        vertx.httpClientBuilder().with(options).with(pool).withConnectHandler(fresh::add).build();
    this.opening =
        vertx
            .httpClientBuilder()
            .with(new HttpClientOptions(options).setKeepAlive(false))
            .with(pool)
            .build();
  }

  /** A request to one of the addresses, yet to be written, on whatever connection there is. */
  Future<HttpClientRequest> request(Pinned target, int choice, EndpointOptions options) {
    return keeping.request(options(target, choice, options));
  }

  /** The same, on a connection of its own. */
  Future<HttpClientRequest> requestAlone(Pinned target, int choice, EndpointOptions options) {
    return opening.request(options(target, choice, options));
  }

  /** A URL with a client certificate shares its connections with no other. */
  private RequestOptions options(Pinned target, int choice, EndpointOptions options) {
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
    return request;
  }

  /** Whether the connection is used for the first time; says so once. */
  boolean isFresh(HttpConnection connection) {
    return fresh.remove(connection);
  }

  Future<Void> close() {
    return keeping.close().eventually(opening::close);
  }
}
