package dev.darkroom.webhook;

import dev.darkroom.net.AddressGuard;
import dev.darkroom.net.ForbiddenAddress;
import dev.darkroom.net.Pinned;
import dev.darkroom.outbox.AttemptEntry.Phases;
import dev.darkroom.outbox.Delivery;
import dev.darkroom.outbox.Trouble;
import dev.darkroom.webhook.Exchange.Answer;
import dev.darkroom.webhook.Exchange.Outcome;
import io.vertx.core.Future;
import io.vertx.core.MultiMap;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Map;

/**
 * Signs a notification and posts it to an address that was vetted. The timeout holds for the whole
 * exchange, from the look-up of the name to the end of the answer's body.
 */
final class Sender implements Courier {
  private static final int SUCCESS = 200;

  /** What it works with. */
  record Parts(
      Vertx vertx,
      AddressGuard guard,
      Connections connections,
      WebhookSettings settings,
      InstantSource clock) {}

  private final Parts parts;
  private final Signing signing = new Signing();

  Sender(Parts parts) {
    this.parts = parts;
  }

  @Override
  public Future<Exchange> post(Delivery delivery, Route route) {
    Instant begun = parts.clock.instant();
    long started = System.nanoTime();
    byte[] body = delivery.body().getBytes(StandardCharsets.UTF_8);
    MultiMap headers;
    try {
      headers = AttemptHeaders.of(delivery, body, route, begun.getEpochSecond(), signing);
    } catch (Unsent unsigned) {
      return Future.succeededFuture(Exchange.without(begun, Duration.ZERO, outcome(unsigned)));
    }
    Post post = new Post(parts.connections, route.options());
    long timer = deadline(post, route.timeout(parts.settings));
    pin(delivery.url())
        .onComplete(target -> post.send(target, headers, Buffer.buffer(body)), post::breakOff);
    return post.answer()
        .onComplete(done -> parts.vertx.cancelTimer(timer))
        .transform(done ->
            Future.succeededFuture(
                exchange(begun, started, done, new Sent(post.phases(), headers, route))));
  }

  private record Sent(Phases phases, MultiMap headers, Route route) {
    Map<String, String> shown() {
      return AttemptHeaders.shown(headers, route);
    }
  }

  private Future<Pinned> pin(String url) {
    try {
      return parts.guard.pin(URI.create(url));
    } catch (IllegalArgumentException unreadable) {
      return Future.failedFuture(new ForbiddenAddress("not an absolute http or https URL"));
    }
  }

  private long deadline(Post post, Duration timeout) {
    return parts.vertx.setTimer(
        timeout.toMillis(),
        id ->
            post.breakOff(
                new Unsent(
                    Trouble.TIMEOUT, "no complete answer within " + timeout.toMillis() + " ms")));
  }

  private static Exchange exchange(
      Instant begun, long started, io.vertx.core.AsyncResult<Answer> done, Sent sent) {
    Duration took = Duration.ofNanos(System.nanoTime() - started);
    Answer answer = done.result();
    Outcome outcome = answer == null ? outcome(done.cause()) : outcome(answer);
    return new Exchange(begun, took, outcome, answer, sent.phases(), sent.shown());
  }

  private static Outcome outcome(Answer answer) {
    if (answer.status() == SUCCESS) {
      return new Outcome.Accepted();
    }
    String location = answer.status() / 100 == 3 ? answer.header("location") : null;
    String to = location == null ? "" : ", redirect to " + location;
    return new Outcome.Refused(Trouble.STATUS, "status " + answer.status() + to);
  }

  private static Outcome outcome(Throwable failure) {
    return failure instanceof ForbiddenAddress forbidden
        ? new Outcome.Forbidden(String.valueOf(forbidden.getMessage()))
        : new Outcome.Refused(Words.trouble(failure), Words.of(failure));
  }
}
