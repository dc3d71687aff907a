package dev.darkroom.webhook;

import dev.darkroom.net.Pinned;
import dev.darkroom.protocol.EndpointOptions;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClientAgent;
import io.vertx.core.http.HttpClientConnection;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.http.HttpClientRequest;
import io.vertx.core.http.HttpConnectOptions;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.net.ClientSSLOptions;
import io.vertx.core.net.PemKeyCertOptions;
import io.vertx.core.net.SocketAddress;
import java.net.InetAddress;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The connections to receivers. Those that rest are kept for a moment, the one used last first; a
 * URL with a client certificate has connections of its own. There are never more than attempts
 * under way: what bounds those is each URL's lane. For one event loop.
 */
final class Connections {
  private static final int CONNECT_MILLIS = 5_000;
  private static final int TIDY_MILLIS = 1_000;

  /** Shorter than what receivers usually keep, so that few close under a request. */
  private static final long KEPT_NANOS = Duration.ofSeconds(3).toNanos();

  /** What the system holds of an answer that nobody has read, and what is read at once: bytes. */
  static final int READ_AT_ONCE = 8 * 1024;

  /** Which connections are as good as each other. */
  private record Peer(
      InetAddress address,
      int port,
      String host,
      boolean secure,
      @Nullable String certificate,
      @Nullable String key) {}

  /** A connection that is in use by one request. */
  final class Link {
    private final Peer peer;
    private final HttpClientConnection connection;
    private boolean used;
    private boolean closed;
    private long restsSince;

    private Link(Peer peer, HttpClientConnection connection) {
      this.peer = peer;
      this.connection = connection;
      connection.closeHandler(gone -> closed = true);
    }

    /** Whether a request was made on it before. */
    boolean isUsed() {
      return used;
    }

    /** A request, yet to be written. */
    Future<HttpClientRequest> request(Pinned target, int choice) {
      return connection.request(target.request(HttpMethod.POST, choice));
    }

    /** Nobody uses it any more, and the receiver keeps it. */
    void rest() {
      used = true;
      restsSince = System.nanoTime();
      if (!closed) {
        resting.computeIfAbsent(peer, first -> new ArrayDeque<>()).push(this);
      }
    }

    /** The receiver does not keep it. */
    void close() {
      connection.close();
    }
  }

  private final Map<Peer, ArrayDeque<Link>> resting = new HashMap<>();
  private final Vertx vertx;
  private final HttpClientAgent client;
  private final ClientSSLOptions security;
  private final long tidying;

  /** Opens none yet. */
  Connections(Vertx vertx, HttpClientOptions base) {
    HttpClientOptions options =
        new HttpClientOptions(base)
            .setConnectTimeout(CONNECT_MILLIS)
            .setReceiveBufferSize(READ_AT_ONCE);
    this.vertx = vertx;
    this.security =
        options.getSslOptions() == null ? new ClientSSLOptions() : options.getSslOptions().copy();
    security.setHostnameVerificationAlgorithm("HTTPS");
    this.client = vertx.createHttpClient(options);
    this.tidying = vertx.setPeriodic(TIDY_MILLIS, id -> tidy());
  }

  /** One that rests, or a new one to that of the addresses. */
  Future<Link> take(Pinned target, int choice, EndpointOptions options) {
    Peer peer = peer(target, choice, options);
    ArrayDeque<Link> links = resting.get(peer);
    for (Link link = poll(links); link != null; link = poll(links)) {
      if (!link.closed) {
        return Future.succeededFuture(link);
      }
    }
    return open(peer);
  }

  /** A new one. */
  Future<Link> open(Pinned target, int choice, EndpointOptions options) {
    return open(peer(target, choice, options));
  }

  private static Peer peer(Pinned target, int choice, EndpointOptions options) {
    return new Peer(
        target.addresses().get(choice),
        target.port(),
        target.host(),
        target.secure(),
        options.clientCertificate(),
        options.clientKey());
  }

  private Future<Link> open(Peer peer) {
    return client.connect(to(peer)).map(connection -> new Link(peer, connection));
  }

  private static @Nullable Link poll(@Nullable ArrayDeque<Link> links) {
    return links == null ? null : links.poll();
  }

  private HttpConnectOptions to(Peer peer) {
    HttpConnectOptions options =
        new HttpConnectOptions()
            .setServer(SocketAddress.inetSocketAddress(peer.port, peer.address.getHostAddress()))
            .setHost(peer.host)
            .setPort(peer.port)
            .setSsl(peer.secure);
    if (peer.certificate != null && peer.key != null) {
      options.setSslOptions(
          security
              .copy()
              .setKeyCertOptions(
                  new PemKeyCertOptions()
                      .addCertValue(Buffer.buffer(peer.certificate))
                      .addKeyValue(Buffer.buffer(peer.key))));
    }
    return options;
  }

  private void tidy() {
    long oldest = System.nanoTime() - KEPT_NANOS;
    for (ArrayDeque<Link> links : resting.values()) {
      while (!links.isEmpty()
          && (links.peekLast().restsSince < oldest || links.peekLast().closed)) {
        links.removeLast().close();
      }
    }
    resting.values().removeIf(ArrayDeque::isEmpty);
  }

  Future<Void> close() {
    vertx.cancelTimer(tidying);
    return client.close();
  }
}
