package dev.darkroom.webhook;

import dev.darkroom.net.Pinned;
import io.vertx.core.Future;
import io.vertx.core.MultiMap;
import io.vertx.core.Promise;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientRequest;
import io.vertx.core.http.HttpClientResponse;
import io.vertx.core.http.HttpMethod;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/**
 * One POST from the connection to the end of the answer's body, which can be broken off at any
 * time. The body is read up to a limit and then cut: the receiver has answered by then. For one
 * thread.
 */
final class Post {
  private static final int MOST_READ = 64 * 1024;
  private static final int MOST_KEPT = 2 * 1024;

  /**
   * The receiver's answer.
   *
   * @param location where it wanted to redirect to
   * @param beginning of its body
   */
  record Answer(int status, @Nullable String location, String beginning) {}

  private final HttpClient client;
  private final Promise<Answer> answer = Promise.promise();
  private final Buffer kept = Buffer.buffer();
  private @Nullable HttpClientRequest request;
  private long read;

  Post(HttpClient client) {
    this.client = client;
  }

  /** Completes once, whatever happens. */
  Future<Answer> answer() {
    return answer.future();
  }

  /** Sends to the first of the addresses that takes a connection. */
  void send(Pinned target, MultiMap headers, Buffer body) {
    connect(target, 0).onComplete(connected -> send(connected, headers, body), answer::tryFail);
  }

  /** Ends the exchange with a failure, unless it has ended. */
  void breakOff(Throwable why) {
    if (answer.tryFail(why) && request != null) {
      request.reset();
    }
  }

  private Future<HttpClientRequest> connect(Pinned target, int choice) {
    return client
        .request(target.request(HttpMethod.POST, choice))
        .recover(failure ->
            choice + 1 < target.addresses().size() && !answer.future().isComplete()
                ? connect(target, choice + 1)
                : Future.failedFuture(failure));
  }

  private void send(HttpClientRequest connected, MultiMap headers, Buffer body) {
    if (answer.future().isComplete()) {
      connected.reset();
      return;
    }
    request = connected;
    connected.headers().addAll(headers);
    connected.send(body).onComplete(this::read, answer::tryFail);
  }

  private void read(HttpClientResponse response) {
    response.handler(chunk -> read(response, chunk));
    response.endHandler(nothing -> answer.tryComplete(answer(response)));
    response.exceptionHandler(answer::tryFail);
  }

  private void read(HttpClientResponse response, Buffer chunk) {
    read += chunk.length();
    int room = MOST_KEPT - kept.length();
    kept.appendBuffer(chunk, 0, Math.min(room, chunk.length()));
    if (read > MOST_READ && answer.tryComplete(answer(response))) {
      response.request().reset();
    }
  }

  private Answer answer(HttpClientResponse response) {
    return new Answer(
        response.statusCode(),
        response.getHeader("Location"),
        kept.toString(StandardCharsets.UTF_8));
  }
}
