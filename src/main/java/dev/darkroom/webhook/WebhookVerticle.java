package dev.darkroom.webhook;

import dev.darkroom.bus.Bus;
import dev.darkroom.net.AddressGuard;
import dev.darkroom.outbox.Deliveries;
import dev.darkroom.outbox.Delivery;
import dev.darkroom.outbox.DeliveryHistory;
import dev.darkroom.outbox.LeaseOwner;
import dev.darkroom.outbox.Partitions;
import dev.darkroom.outbox.Resends;
import dev.darkroom.protocol.EventCommitted;
import dev.darkroom.protocol.ListDeliveries;
import io.vertx.core.Future;
import io.vertx.core.VerticleBase;
import io.vertx.core.http.HttpClientOptions;
import java.time.InstantSource;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Random;
import org.jspecify.annotations.Nullable;

/**
 * Threading: one event loop; everything below runs on it, so nothing needs a lock.
 *
 * <p>Delivers notifications: at once from memory what this node committed, later what failed or was
 * left behind by others.
 */
public final class WebhookVerticle extends VerticleBase {
  /**
   * What it works with.
   *
   * @param client the base of the HTTP client's options, such as whom to trust
   */
  public record Parts(
      Bus bus,
      AddressGuard guard,
      LeaseOwner owner,
      Deliveries deliveries,
      DeliveryHistory history,
      Resends resends,
      Partitions partitions,
      RetryBoard board,
      Nodes nodes,
      WebhookSettings settings,
      InstantSource clock,
      HttpClientOptions client) {}

  private static final int RECOVERY_MILLIS = 15_000;
  private static final int UPKEEP_MILLIS = 3_600_000;

  private final Parts parts;
  private @Nullable Dispatcher dispatcher;
  private @Nullable Connections connections;

  /** A verticle that takes leases from its start to its stop. */
  public WebhookVerticle(Parts parts) {
    this.parts = parts;
  }

  @Override
  public Future<?> start() {
    Timers timers = Timers.of(vertx);
    RetryTimers retries =
        new RetryTimers(parts.board, parts.settings.timerWindow(), timers, parts.clock);
    Dispatcher sending = dispatcher(timers, retries);
    dispatcher = sending;
    parts.bus.subscribe(EventCommitted.TOPIC, event -> committed(event, sending));
    parts.bus.serve(ListDeliveries.ADDRESS, parts.history::list);
    Resending resending = new Resending(parts.resends, sending);
    resending.serve(parts.bus);
    parts.board.listen(retry -> context.runOnContext(nothing -> retries.arm(retry)));
    parts.nodes.onRemoved(node -> context.runOnContext(nothing -> takeOver(sending, retries)));
    vertx.setPeriodic(parts.settings.sweep().toMillis(), id -> sending.tick());
    vertx.setPeriodic(RECOVERY_MILLIS, id -> resending.proceed());
    vertx.setPeriodic(UPKEEP_MILLIS, id -> keepDays());
    return keepDays().compose(kept -> sending.start(parts.nodes.living()));
  }

  private Future<Void> keepDays() {
    return parts.partitions.keep(LocalDate.ofInstant(parts.clock.instant(), ZoneOffset.UTC));
  }

  private Dispatcher dispatcher(Timers timers, RetryTimers retries) {
    Connections http = new Connections(vertx, parts.client);
    connections = http;
    RouteCache routes = RouteCache.listening(parts.bus, parts.clock);
    return new Dispatcher(
        new Dispatcher.Parts(
            parts.settings,
            parts.owner,
            parts.deliveries,
            new Sender(new Sender.Parts(vertx, parts.guard, http, parts.settings, parts.clock)),
            routes,
            new EndpointHealth(BusKeeper.on(parts.bus), parts.settings.disableAfter()),
            timers,
            parts.clock,
            new Random()::nextDouble,
            () -> parts.nodes.living().size()),
        retries);
  }

  private void committed(EventCommitted event, Dispatcher sending) {
    sending.accept(Delivery.leased(event));
    sending.queue(event.inTurn());
    Broadcast.tell(parts.bus, event);
  }

  /** What the dead node had leased, and the timers it had set, are now for those who remain. */
  private void takeOver(Dispatcher sending, RetryTimers retries) {
    sending.takeOver(parts.nodes::living);
    vertx.executeBlocking(parts.board::mine).onSuccess(retries::arm);
  }

  @Override
  public Future<?> stop() {
    Future<Void> drained = dispatcher == null ? Future.succeededFuture() : dispatcher.stop();
    return drained.eventually(
        () -> connections == null ? Future.succeededFuture() : connections.close());
  }
}
