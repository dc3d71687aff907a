package dev.darkroom.bus;

import dev.darkroom.protocol.Address;
import dev.darkroom.protocol.Address.Pace;
import dev.darkroom.protocol.Address.Reach;
import dev.darkroom.protocol.BusMessage;
import dev.darkroom.protocol.ErrorCode;
import dev.darkroom.protocol.Refusal;
import dev.darkroom.protocol.Topic;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.eventbus.DeliveryOptions;
import io.vertx.core.eventbus.EventBus;
import io.vertx.core.eventbus.Message;
import io.vertx.core.eventbus.MessageConsumer;
import io.vertx.core.eventbus.ReplyException;
import io.vertx.core.eventbus.ReplyFailure;
import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.util.function.Consumer;
import java.util.function.Function;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The typed event bus: requests with a deadline, refusals carried over the wire, announcements.
 *
 * <p>It is at-most-once: nothing durable may depend on it.
 */
public final class Bus {
  private static final Logger LOG = LoggerFactory.getLogger(Bus.class);

  /** How long callers wait for a reply. */
  public record Deadlines(Duration quick, Duration slow) {}

  private final EventBus events;
  private final Deadlines deadlines;

  /** Registers the codec of messages; one bus per Vert.x instance. */
  public Bus(Vertx vertx, Deadlines deadlines) {
    this.events = vertx.eventBus();
    this.deadlines = deadlines;
    events.registerCodec(new RecordCodec());
  }

  /** How long callers wait for the reply to a request of the long pace. */
  public Duration longestWait() {
    return deadlines.slow();
  }

  /**
   * Sends a request. The future fails with a {@link Refusal}: the receiver's own, or {@link
   * ErrorCode#UNAVAILABLE} when nobody answers in time.
   */
  public <Q extends BusMessage, R extends BusMessage> Future<R> request(
      Address<Q, R> address, Q message) {
    Duration deadline = address.pace() == Pace.QUICK ? deadlines.quick() : deadlines.slow();
    DeliveryOptions options = options(address.reach()).setSendTimeout(deadline.toMillis());
    return events
        .<Object>request(address.name(), message, options)
        .map(reply -> address.reply().cast(reply.body()))
        .recover(failure -> Future.failedFuture(asRefusal(address, failure)));
  }

  /**
   * Answers requests side by side. On a virtual-thread context each request gets a turn of its own,
   * so that the function may await without holding up the next message.
   */
  public <Q extends BusMessage, R extends BusMessage> void serve(
      Address<Q, R> address, Function<Q, Future<R>> answer) {
    Context context = context();
    consumer(address.name(), address.reach())
        .handler(message -> context.runOnContext(nothing -> reply(address, message, answer)));
  }

  /** A function for {@link #serve} that awaits; for virtual-thread verticles only. */
  public static <Q, R> Function<Q, Future<R>> awaiting(Function<Q, R> answer) {
    return request -> Future.succeededFuture(answer.apply(request));
  }

  /**
   * Answers requests strictly one after the other, each to its end before the next begins: a true
   * actor. For virtual-thread verticles only.
   */
  public <Q extends BusMessage, R extends BusMessage> void serveInOrder(
      Address<Q, R> address, Function<Q, R> answer) {
    consumer(address.name(), address.reach())
        .handler(message -> reply(address, message, awaiting(answer)));
  }

  /** Tells whoever listens. */
  public <E extends BusMessage> void publish(Topic<E> topic, E event) {
    events.publish(topic.name(), event, options(topic.reach()));
  }

  /** Tells other applications of the cluster, in plain JSON. */
  public void publish(String address, JsonObject event) {
    events.publish(address, event);
  }

  /** Listens to announcements. */
  public <E extends BusMessage> void subscribe(Topic<E> topic, Consumer<E> listener) {
    Context context = context();
    consumer(topic.name(), topic.reach())
        .handler(message ->
            context.runOnContext(nothing -> listener.accept(topic.type().cast(message.body()))));
  }

  private MessageConsumer<Object> consumer(String name, Reach reach) {
    return reach == Reach.NODE ? events.localConsumer(name) : events.consumer(name);
  }

  private static <Q extends BusMessage, R extends BusMessage> void reply(
      Address<Q, R> address, Message<Object> message, Function<Q, Future<R>> answer) {
    Future<R> reply;
    try {
      reply = answer.apply(address.request().cast(message.body()));
    } catch (Exception failure) {
      // Not only runtime ones: an await throws what failed, an IOException of the database as well.
      reply = Future.failedFuture(failure);
    }
    reply.onComplete(
        value -> message.reply(value, options(address.reach())),
        failure -> fail(address, message, failure));
  }

  private static void fail(Address<?, ?> address, Message<Object> message, Throwable failure) {
    Refusal refusal;
    if (failure instanceof Refusal known) {
      refusal = known;
    } else {
      LOG.error(
          "{} failed on {}", address.name(), message.body().getClass().getSimpleName(), failure);
      refusal = new Refusal(ErrorCode.GENERAL_ERROR);
    }
    message.fail(refusal.code().status(), refusal.code().name() + ":" + refusal.getMessage());
  }

  private static Throwable asRefusal(Address<?, ?> address, Throwable failure) {
    if (!(failure instanceof ReplyException reply)) {
      return failure;
    }
    if (reply.failureType() == ReplyFailure.RECIPIENT_FAILURE) {
      String[] codeAndText = String.valueOf(reply.getMessage()).split(":", 2);
      return Refusal.received(ErrorCode.valueOf(codeAndText[0]), codeAndText[1]);
    }
    LOG.warn("{}: {}", address.name(), reply.getMessage());
    return new Refusal(ErrorCode.UNAVAILABLE, address.name());
  }

  private static DeliveryOptions options(Reach reach) {
    return new DeliveryOptions().setCodecName(RecordCodec.NAME).setLocalOnly(reach == Reach.NODE);
  }

  private static Context context() {
    Context context = Vertx.currentContext();
    if (context == null) {
      throw new IllegalStateException("serve and subscribe belong in a verticle's start");
    }
    return context;
  }
}
