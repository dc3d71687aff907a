package dev.darkroom.webhook;

import dev.darkroom.bus.Bus;
import dev.darkroom.net.AddressGuard;
import dev.darkroom.net.ForbiddenAddress;
import dev.darkroom.outbox.Delivery;
import dev.darkroom.protocol.AccessKey;
import dev.darkroom.protocol.Environment;
import dev.darkroom.protocol.LoadEnvironment;
import dev.darkroom.protocol.SignatureAlgorithm;
import dev.darkroom.webhook.Exchange.Outcome;
import dev.darkroom.webhook.Post.Answer;
import io.vertx.core.Future;
import io.vertx.core.MultiMap;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClient;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;

/**
 * Signs and posts one notification, to an address that the guard has vetted for this very attempt.
 * Only status 200 is success; redirects are not followed (reference/notifications.md 1).
 */
final class Sender implements Courier {
  private static final int SUCCESS = 200;

  /** What it works with. */
  record Parts(
      Vertx vertx,
      Bus bus,
      AddressGuard guard,
      HttpClient client,
      WebhookSettings settings,
      InstantSource clock) {}

  private record Signer(String secret, SignatureAlgorithm algorithm) {}

  private final Parts parts;

  Sender(Parts parts) {
    this.parts = parts;
  }

  @Override
  public Future<Exchange> post(Delivery delivery) {
    Instant begun = parts.clock.instant();
    long started = System.nanoTime();
    Post post = new Post(parts.client);
    long timer = parts.vertx.setTimer(timeout().toMillis(), id -> post.breakOff(tooLate()));
    send(delivery, post);
    return post.answer()
        .onComplete(done -> parts.vertx.cancelTimer(timer))
        .map(answer -> exchange(begun, started, answer))
        .otherwise(failure -> new Exchange(begun, since(started), outcome(failure), null, ""));
  }

  private void send(Delivery delivery, Post post) {
    Buffer body = Buffer.buffer(delivery.body());
    signer(delivery)
        .compose(signer ->
            parts
                .guard
                .pin(URI.create(delivery.url()))
                .onSuccess(target -> post.send(target, headers(delivery, body, signer), body)))
        .onFailure(post::breakOff);
  }

  /** The secret of the key that the event names, unless that key was disabled since. */
  private Future<Signer> signer(Delivery delivery) {
    return parts
        .bus
        .request(LoadEnvironment.ADDRESS, new LoadEnvironment(delivery.environmentId()))
        .map(environment ->
            new Signer(key(environment, delivery).secret(), environment.signatureAlgorithm()))
        .recover(failure ->
            Future.failedFuture(new Unsent("no key to sign with: " + failure.getMessage())));
  }

  private static AccessKey key(Environment environment, Delivery delivery) {
    return environment.key(delivery.signatureKey()).orElseGet(environment::signingKey);
  }

  private MultiMap headers(Delivery delivery, Buffer body, Signer signer) {
    long timestamp = parts.clock.instant().getEpochSecond();
    return MultiMap.caseInsensitiveMultiMap()
        .add("Content-Type", "application/json")
        .add("User-Agent", "Darkroom")
        .add("X-Cld-Timestamp", Long.toString(timestamp))
        .add(
            "X-Cld-Signature",
            NotificationSignature.of(
                body.getBytes(), timestamp, signer.secret(), signer.algorithm()))
        .add("X-Darkroom-Event", Long.toString(delivery.eventId()))
        .add("X-Darkroom-Delivery", Long.toString(delivery.id()))
        .add("X-Darkroom-Attempt", Integer.toString(delivery.attempts() + 1));
  }

  private static Exchange exchange(Instant begun, long started, Answer answer) {
    return new Exchange(
        begun, since(started), outcome(answer), answer.status(), answer.beginning());
  }

  private static Outcome outcome(Answer answer) {
    if (answer.status() == SUCCESS) {
      return new Outcome.Accepted();
    }
    String to = answer.location() == null ? "" : ", redirect to " + answer.location();
    return new Outcome.Refused("status " + answer.status() + to);
  }

  private static Outcome outcome(Throwable failure) {
    return failure instanceof ForbiddenAddress forbidden
        ? new Outcome.Forbidden(String.valueOf(forbidden.getMessage()))
        : new Outcome.Refused(Words.of(failure));
  }

  private Unsent tooLate() {
    return new Unsent("no complete answer within " + timeout().toMillis() + " ms");
  }

  private Duration timeout() {
    return parts.settings.timeout();
  }

  private static Duration since(long started) {
    return Duration.ofNanos(System.nanoTime() - started);
  }
}
