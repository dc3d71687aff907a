package dev.darkroom.api.stream;

import dev.darkroom.bus.Bus;
import dev.darkroom.protocol.Ed25519;
import dev.darkroom.protocol.Environment;
import dev.darkroom.protocol.EventType;
import dev.darkroom.protocol.FollowEvents;
import dev.darkroom.protocol.FollowEvents.FollowedEvent;
import dev.darkroom.protocol.FollowEvents.FollowedEvents;
import dev.darkroom.protocol.LoadEnvironment;
import dev.darkroom.protocol.LoadSending;
import dev.darkroom.protocol.LoadSending.Sending;
import dev.darkroom.protocol.LoadSending.SigningPair;
import dev.darkroom.protocol.NotificationSignature;
import dev.darkroom.protocol.WebhookId;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.RoutingContext;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/**
 * One follower of an environment's events. It reads a page, writes it, and reads the next one when
 * the follower has taken it; in between it waits, and says every now and then that it is alive.
 */
final class EventStream {
  private static final int PAGE = 100;
  private static final int WAIT_MILLIS = 1_000;
  private static final int RECONNECT_MILLIS = 1_000;
  private static final int DRAIN_MILLIS = 100;

  /** No URL is set up by that name, so it is signed as any would be. */
  private static final String NO_URL = "";

  /** So many waits without a word are no sign of life. */
  private static final int QUIET_WAITS = 10;

  /**
   * What is followed.
   *
   * @param since earlier events are left out; null for no such time
   */
  record Wanted(Environment environment, Set<EventType> types, @Nullable Instant since) {}

  /** What signs. */
  private record Keys(Environment environment, @Nullable SigningPair pair) {}

  /** The clock, and whether the node stops. */
  record Outside(InstantSource clock, BooleanSupplier closing) {}

  private final Bus bus;
  private final Vertx vertx;
  private final HttpServerResponse response;
  private final Wanted wanted;
  private final Outside outside;
  private final Ed25519 ed25519 = new Ed25519();
  private int quiet;

  EventStream(Bus bus, RoutingContext routing, Wanted wanted, Outside outside) {
    this.bus = bus;
    this.vertx = routing.vertx();
    this.response = routing.response();
    this.wanted = wanted;
    this.outside = outside;
  }

  /** Follows until the follower leaves or the node stops; completes when it is over. */
  Future<String> run(@Nullable String cursor) {
    response
        .setChunked(true)
        .putHeader(HttpHeaders.CONTENT_TYPE, "text/event-stream; charset=utf-8")
        .putHeader(HttpHeaders.CACHE_CONTROL, "no-store")
        .putHeader("X-Accel-Buffering", "no");
    write("retry: " + RECONNECT_MILLIS + "\n" + (cursor == null ? "" : "id: " + cursor + "\n\n"));
    Promise<String> over = Promise.promise();
    next(cursor, over);
    return over.future();
  }

  private void next(@Nullable String cursor, Promise<String> over) {
    if (response.closed() || response.ended()) {
      over.complete("");
      return;
    }
    if (outside.closing.getAsBoolean()) {
      response.end();
      over.complete("");
      return;
    }
    FollowEvents asked =
        new FollowEvents(wanted.environment.id(), cursor, wanted.since, PAGE, WAIT_MILLIS);
    bus.request(FollowEvents.ADDRESS, asked)
        .compose(page -> page.events().isEmpty() ? quiet(page) : signed(page))
        .compose(page -> drained().map(nothing -> page))
        .onComplete(
            page -> next(page.cursor(), over),
            failure -> {
              // The follower comes back, and goes on where it was.
              response.end();
              over.complete("");
            });
  }

  private Future<FollowedEvents> quiet(FollowedEvents page) {
    if (++quiet % QUIET_WAITS == 0) {
      write(": alive\n\n");
    }
    return Future.succeededFuture(page);
  }

  /** With the keys as they are now: a stream may live longer than a key. */
  private Future<FollowedEvents> signed(FollowedEvents page) {
    long id = wanted.environment.id();
    Future<Sending> sending =
        bus.request(LoadSending.ADDRESS, new LoadSending(id, NO_URL, null));
    return bus.request(LoadEnvironment.ADDRESS, new LoadEnvironment(id))
        .compose(environment -> sending.map(known -> new Keys(environment, known.pair())))
        .map(keys -> {
          boolean told = false;
          for (FollowedEvent event : page.events()) {
            if (wanted.types.contains(event.type())) {
              write(text(keys, event));
              told = true;
            }
          }
          if (!told) {
            write("id: " + page.cursor() + "\n\n");
          }
          return page;
        });
  }

  private String text(Keys keys, FollowedEvent event) {
    JsonObject data =
        new JsonObject()
            .put("event_id", event.id())
            .put("notification_type", event.type().word())
            .put("public_id", event.subject())
            .put("created_at", event.createdAt().toString())
            .put("headers", headers(keys, event))
            .put("body", event.body());
    return "id: "
        + event.cursor()
        + "\nevent: "
        + event.type().word()
        + "\ndata: "
        + data.encode()
        + "\n\n";
  }

  private JsonObject headers(Keys keys, FollowedEvent event) {
    long timestamp = outside.clock.instant().getEpochSecond();
    byte[] body = event.body().getBytes(StandardCharsets.UTF_8);
    JsonObject headers = new JsonObject()
        .put("Content-Type", "application/json")
        .put("X-Cld-Timestamp", Long.toString(timestamp))
        .put(
            "X-Cld-Signature",
            NotificationSignature.of(body, timestamp, keys.environment, event.signatureKey()))
        .put("webhook-id", WebhookId.of(event.id()))
        .put("webhook-timestamp", Long.toString(timestamp))
        .put("X-Darkroom-Event", Long.toString(event.id()));
    SigningPair pair = keys.pair;
    return pair == null
        ? headers
        : headers
            .put("X-Cld-Signature_v2", ed25519.sign(pair, timestamp, event.body(), body))
            .put("X-Darkroom-Key-Id", pair.id());
  }

  private void write(String text) {
    if (!response.closed() && !response.ended()) {
      response.write(text);
    }
  }

  /** When the follower has taken enough of what was written; a slow one is waited for. */
  private Future<Void> drained() {
    return response.closed() || !response.writeQueueFull()
        ? Future.succeededFuture()
        : vertx.timer(DRAIN_MILLIS, TimeUnit.MILLISECONDS).compose(later -> drained());
  }
}
