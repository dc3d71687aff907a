package dev.darkroom.api.admin;

import dev.darkroom.api.request.Call;
import dev.darkroom.api.request.CallRoutes;
import dev.darkroom.api.request.Parameters;
import dev.darkroom.bus.Bus;
import dev.darkroom.protocol.AcknowledgeMessages;
import dev.darkroom.protocol.Environment;
import dev.darkroom.protocol.ErrorCode;
import dev.darkroom.protocol.NotificationSignature;
import dev.darkroom.protocol.PollMessages;
import dev.darkroom.protocol.PollMessages.Message;
import dev.darkroom.protocol.PollMessages.Polled;
import dev.darkroom.protocol.Refusal;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Base64;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * {@code /v2/notifications/:cloud/messages[/ack]}: notifications that wait to be fetched
 * (reference/notifications.md 7). Who asks waits on this event loop, without holding anything.
 */
public final class MessageEndpoints {
  private static final long AGAIN_MILLIS = 250;
  private static final int MOST_WAITING = 100;
  private static final int MOST_RECEIPTS = 100;

  private final Bus bus;
  private final Vertx vertx;
  private final InstantSource clock;
  private int waiting;

  /** The endpoints of one event loop. */
  public MessageEndpoints(Bus bus, Vertx vertx, InstantSource clock) {
    this.bus = bus;
    this.vertx = vertx;
    this.clock = clock;
  }

  /** Adds their routes. */
  public void add(CallRoutes routes) {
    routes.on(HttpMethod.GET, "messages", this::fetch);
    routes.on(HttpMethod.POST, "messages/ack", this::acknowledge);
  }

  private Future<String> fetch(Call call) {
    Parameters parameters = call.parameters();
    if (parameters.has("channel") == parameters.has("batch_id")) {
      throw new Refusal(ErrorCode.MISSING_PARAMETER, "channel or batch_id, one of them");
    }
    boolean batch = parameters.has("batch_id");
    PollMessages asked =
        new PollMessages(
            call.environment().id(),
            parameters.required(batch ? "batch_id" : "channel"),
            batch,
            (int) parameters.number("max_messages", 10, 1, 100),
            (int) parameters.number("visibility_timeout", 30, 1, 600));
    Instant until = clock.instant().plusSeconds(parameters.number("wait_seconds", 20, 0, 60));
    waiting++;
    return fetch(call, asked, until)
        .onComplete(done -> waiting--)
        .map(polled -> json(call.environment(), polled));
  }

  /** Again and again until there is something, the time is over or the caller is gone. */
  private Future<Polled> fetch(Call call, PollMessages asked, Instant until) {
    return bus.request(PollMessages.ADDRESS, asked)
        .compose(polled ->
            !polled.messages().isEmpty()
                    || waiting > MOST_WAITING
                    || !clock.instant().isBefore(until)
                    || call.exchange().routing().response().closed()
                ? Future.succeededFuture(polled)
                : later(until).compose(now -> fetch(call, asked, until)));
  }

  private Future<Void> later(Instant until) {
    long left = Duration.between(clock.instant(), until).toMillis();
    Promise<Void> promise = Promise.promise();
    vertx.setTimer(Math.clamp(left, 1, AGAIN_MILLIS), timer -> promise.complete());
    return promise.future();
  }

  private Future<String> acknowledge(Call call) {
    List<String> receipts = call.parameters().items("receipt_handles");
    if (receipts.isEmpty()) {
      throw new Refusal(ErrorCode.MISSING_PARAMETER, "receipt_handles");
    }
    if (receipts.size() > MOST_RECEIPTS) {
      throw new Refusal(ErrorCode.TOO_MANY_VALUES, "receipt_handles", MOST_RECEIPTS);
    }
    return bus.request(
            AcknowledgeMessages.ADDRESS, new AcknowledgeMessages(call.environment().id(), receipts))
        .map(good -> {
          Set<String> acked = new HashSet<>(good.receipts());
          JsonArray results = new JsonArray();
          for (String receipt : receipts) {
            results.add(
                JsonObject.of(
                    "receipt_handle",
                    receipt,
                    "status",
                    acked.contains(receipt) ? "acked" : "expired"));
          }
          return JsonObject.of("results", results).encode();
        });
  }

  private String json(Environment environment, Polled polled) {
    long timestamp = clock.instant().getEpochSecond();
    JsonArray messages = new JsonArray();
    polled.messages().forEach(message -> messages.add(json(environment, message, timestamp)));
    return JsonObject.of("messages", messages).encode();
  }

  private static JsonObject json(Environment environment, Message message, long timestamp) {
    byte[] signed = message.body().getBytes(StandardCharsets.UTF_8);
    JsonObject json = JsonObject.of("receipt_handle", message.receipt());
    if (message.batchId() != null) {
      json.put("batch_id", message.batchId());
    }
    return json.put("payload", new JsonObject(message.body()))
        .put("signed_payload", Base64.getUrlEncoder().withoutPadding().encodeToString(signed))
        .put(
            "signature",
            NotificationSignature.of(signed, timestamp, environment, message.signatureKey()))
        .put("timestamp", Long.toString(timestamp));
  }
}
