package dev.darkroom.webhook;

import dev.darkroom.net.Pinned;
import dev.darkroom.outbox.AttemptEntry.Phases;
import dev.darkroom.protocol.EndpointOptions;
import dev.darkroom.webhook.Connections.Link;
import dev.darkroom.webhook.Exchange.Answer;
import io.vertx.core.Future;
import io.vertx.core.MultiMap;
import io.vertx.core.Promise;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClientRequest;
import io.vertx.core.http.HttpClientResponse;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpVersion;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * One POST from the connection to the end of the answer's body, which can be broken off at any
 * time. The body is read up to a limit and then cut: the receiver has answered by then. What was
 * lost with a connection that the receiver had given up, or that broke at once, is sent once more
 * on one of its own: most likely nobody has taken it. For one thread.
 */
final class Post {
  /** A receiver that has worked for longer than this has taken what it was sent. */
  private static final long AT_ONCE_NANOS = 1_000_000_000;

  /** With the head, and with what is read at once beyond it, 64 KiB at most. */
  private static final int MOST_READ = 64 * 1024 - 2 * Connections.READ_AT_ONCE;

  private static final int MOST_KEPT = 2 * 1024;
  private static final int MOST_HEADERS = 16;
  private static final int LONGEST_HEADER = 256;

  private final Connections connections;
  private final EndpointOptions options;
  private final Promise<Answer> answer = Promise.promise();
  private final long started = System.nanoTime();
  private Buffer kept = Buffer.buffer(0);
  private @Nullable HttpClientRequest request;
  private @Nullable Link link;
  private long read;
  private boolean reused;
  private boolean sentAgain;
  private long dns = -1;
  private long connecting;
  private long connected = -1;
  private long firstByte = -1;

  Post(Connections connections, EndpointOptions options) {
    this.connections = connections;
    this.options = options;
  }

  /** Completes once, whatever happens. */
  Future<Answer> answer() {
    return answer.future();
  }

  /** Where the time went so far. */
  Phases phases() {
    return new Phases(
        dns < 0 ? -1 : (dns - started) / 1_000,
        connected < 0 ? -1 : reused ? 0 : (connected - connecting) / 1_000,
        firstByte < 0 ? -1 : (firstByte - connected) / 1_000);
  }

  /** Sends to the first of the addresses that takes a connection. */
  void send(Pinned target, MultiMap headers, Buffer body) {
    if (dns < 0) {
      dns = System.nanoTime();
    }
    connecting = System.nanoTime();
    connect(target, 0)
        .onComplete(
            ready -> send(ready, target, headers, body),
            failure -> failed(failure, () -> send(target, headers, body)));
  }

  /** Ends the exchange with a failure, unless it has ended. */
  void breakOff(Throwable why) {
    if (answer.tryFail(why) && request != null) {
      request.reset();
    }
  }

  private Future<HttpClientRequest> connect(Pinned target, int choice) {
    Future<HttpClientRequest> ready =
        (sentAgain
                ? connections.open(target, choice, options)
                : connections.take(target, choice, options))
            .compose(taken -> request(taken, target, choice));
    return choice + 1 == target.addresses().size()
        ? ready
        : ready.recover(failure ->
            answer.future().isComplete()
                ? Future.failedFuture(failure)
                : connect(target, choice + 1));
  }

  private Future<HttpClientRequest> request(Link taken, Pinned target, int choice) {
    link = taken;
    connected = System.nanoTime();
    reused = taken.isUsed();
    return taken.request(target, choice);
  }

  private void send(HttpClientRequest ready, Pinned target, MultiMap headers, Buffer body) {
    if (answer.future().isComplete()) {
      close();
      return;
    }
    request = ready;
    ready.headers().addAll(headers);
    ready
        .response()
        .onComplete(this::read, failure -> failed(failure, () -> send(target, headers, body)));
    ready.end(body);
  }

  private void failed(Throwable failure, Runnable sendAgain) {
    close();
    boolean atOnce = reused || System.nanoTime() - connecting < AT_ONCE_NANOS;
    if (Words.isLost(failure) && atOnce && !sentAgain && !answer.future().isComplete()) {
      sentAgain = true;
      sendAgain.run();
    } else {
      answer.tryFail(failure);
    }
  }

  private void close() {
    if (link != null) {
      link.close();
    }
  }

  private void read(HttpClientResponse response) {
    firstByte = System.nanoTime();
    response.handler(chunk -> read(response, chunk));
    response.endHandler(nothing -> ended(response));
    response.exceptionHandler(answer::tryFail);
  }

  private void ended(HttpClientResponse response) {
    if (link != null && isKept(response)) {
      link.rest();
    } else {
      close();
    }
    answer.tryComplete(answer(response));
  }

  private static boolean isKept(HttpClientResponse response) {
    return response.version() == HttpVersion.HTTP_1_1
        && !"close".equalsIgnoreCase(response.getHeader(HttpHeaders.CONNECTION));
  }

  private void read(HttpClientResponse response, Buffer chunk) {
    read += chunk.length();
    int room = MOST_KEPT - kept.length();
    kept = kept.appendBuffer(chunk, 0, Math.min(room, chunk.length()));
    if (read > MOST_READ && answer.tryComplete(answer(response))) {
      response.request().reset();
    }
  }

  private Answer answer(HttpClientResponse response) {
    return new Answer(
        response.statusCode(), headers(response), kept.toString(StandardCharsets.UTF_8));
  }

  private static Map<String, String> headers(HttpClientResponse response) {
    Map<String, String> headers = new LinkedHashMap<>();
    for (Map.Entry<String, String> header : response.headers()) {
      String value = header.getValue();
      if (headers.size() < MOST_HEADERS && header.getKey().length() <= LONGEST_HEADER) {
        headers.putIfAbsent(
            header.getKey().toLowerCase(Locale.ROOT),
            value.substring(0, Math.min(value.length(), LONGEST_HEADER)));
      }
    }
    return headers;
  }
}
