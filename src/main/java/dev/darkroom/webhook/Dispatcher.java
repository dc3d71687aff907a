package dev.darkroom.webhook;

import dev.darkroom.outbox.Deliveries;
import dev.darkroom.outbox.Deliveries.Claim;
import dev.darkroom.outbox.Deliveries.Lease;
import dev.darkroom.outbox.Delivery;
import dev.darkroom.outbox.LeaseOwner;
import dev.darkroom.webhook.Exchange.Outcome;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Sends what this node leased and fetches what is due. What does not fit in memory stays in the
 * database: a receiver, or the node, that overflowed takes no new leases until a sweep has found
 * nothing older waiting. For one thread.
 */
final class Dispatcher implements Settlement.Listener {
  private static final Logger LOG = LoggerFactory.getLogger(Dispatcher.class);

  /** The database's clock started the lease before this node heard of it. */
  private static final Duration MARGIN = Duration.ofSeconds(5);

  private static final int LARGEST_CLAIM = 256;

  /** What it works with. */
  record Parts(
      WebhookSettings settings,
      LeaseOwner owner,
      Deliveries deliveries,
      Courier courier,
      Timers timers,
      InstantSource clock) {}

  private final Parts parts;
  private final Settlement settlement;
  private final Lanes<Held> lanes;
  private final Batcher<Lease> timed;
  private final RetryTimers retries;
  private final Map<Long, Held> held = new HashMap<>();
  private final Promise<Void> drained = Promise.promise();
  private final int perLane;
  private String afterLane = "";
  private boolean sending;
  private boolean claiming;
  private boolean claimAgain;
  private boolean stopping;

  /** A dispatcher that sets a timer for every retry once it is written down. */
  Dispatcher(Parts parts, RetryTimers retries) {
    WebhookSettings settings = parts.settings();
    this.parts = parts;
    this.retries = retries;
    this.settlement = new Settlement(parts.deliveries(), parts.timers(), this);
    this.timed = new Batcher<>(parts.timers(), this::claimTimed);
    this.perLane = Math.max(1, settings.waitingPerReceiver() / 2);
    this.lanes =
        new Lanes<>(
            new Lanes.Limits(
                settings.perReceiver(),
                settings.inFlight(),
                settings.waitingPerReceiver(),
                settings.waiting()));
    retries.onDue(this::due);
  }

  /** Frees the leases of the dead and begins to take deliveries. */
  Future<Void> start(Collection<String> living) {
    return release(living).onSuccess(done -> parts.owner().open(true));
  }

  /**
   * Frees the leases of the dead, until that is done: the dead node may have run the database,
   * which then takes a moment to come back.
   */
  void takeOver(Supplier<? extends Collection<String>> living) {
    release(living.get())
        .onFailure(down -> parts.timers().after(parts.settings().sweep(), () -> takeOver(living)));
  }

  /** Frees the leases of every node but these, and takes over what becomes due. */
  Future<Void> release(Collection<String> living) {
    return parts
        .deliveries()
        .release(living)
        .onSuccess(count -> {
          if (count > 0) {
            LOG.info("Freed {} leases of nodes that are gone", count);
          }
          sweep();
        })
        .mapEmpty();
  }

  /** Sends deliveries that this node leased. */
  void accept(List<Delivery> leased) {
    Instant leaseEnds = parts.clock().instant().plus(parts.settings().lease()).minus(MARGIN);
    leased.forEach(delivery -> accept(delivery, leaseEnds));
    send();
  }

  private void accept(Delivery delivery, Instant leaseEnds) {
    Held known = held.get(delivery.id());
    if (known != null) {
      known.renew(delivery, leaseEnds);
      return;
    }
    Held fresh = new Held(delivery, leaseEnds);
    held.put(delivery.id(), fresh);
    if (stopping || !lanes.offer(delivery.lane(), fresh)) {
      settlement.handBack(fresh);
    }
    if (lanes.isFull(delivery.lane())) {
      parts.owner().full(delivery.lane(), true);
    }
    if (lanes.isFull()) {
      parts.owner().open(false);
    }
  }

  private void send() {
    if (sending) {
      return;
    }
    sending = true;
    for (Held next = lanes.poll(); next != null; next = lanes.poll()) {
      send(next);
    }
    sending = false;
  }

  private void send(Held next) {
    Instant latestEnd = parts.clock().instant().plus(parts.settings().timeout());
    if (!next.isLeasedUntil(latestEnd)) {
      settlement.handBack(next);
      left(next);
      return;
    }
    Instant begun = parts.clock().instant();
    parts
        .courier()
        .post(next.delivery())
        .onComplete(exchange -> sent(next, exchange), bug -> sent(next, failed(begun, bug)));
  }

  private void sent(Held sent, Exchange exchange) {
    settlement.settle(
        sent,
        exchange,
        Attempt.after(sent.delivery().attempts(), exchange.outcome(), parts.settings().schedule()));
    left(sent);
    send();
  }

  private Exchange failed(Instant begun, Throwable bug) {
    LOG.error("An attempt failed in a way nobody foresaw", bug);
    return new Exchange(
        begun, Duration.ZERO, new Outcome.Refused("internal error: " + bug), null, "");
  }

  private void left(Held one) {
    String lane = one.delivery().lane();
    lanes.done(lane);
    if (!parts.owner().hasRoom(lane) && lanes.waiting(lane) <= perLane) {
      sweep();
    }
  }

  /** Fetches what is due, as far as there is room. */
  void sweep() {
    int limit = Math.min(LARGEST_CLAIM, lanes.room());
    if (claiming || limit == 0 || stopping || settlement.isFailing()) {
      claimAgain = claiming;
      return;
    }
    claiming = true;
    Claim claim = new Claim(afterLane, lanes.crowded(perLane), perLane, limit);
    parts
        .deliveries()
        .claimDue(claim)
        .onComplete(
            found -> swept(claim, found),
            failure -> {
              claiming = false;
              LOG.warn("What is due cannot be read: {}", failure.toString());
            });
  }

  private void swept(Claim claim, List<Delivery> found) {
    claiming = false;
    boolean cutShort = found.size() == claim.limit();
    afterLane = cutShort ? lastLane(found) : "";
    if (claim.afterLane().isEmpty() && !cutShort) {
      reopen(claim, found);
    }
    accept(found);
    if (cutShort || !claim.afterLane().isEmpty() || claimAgain) {
      claimAgain = false;
      sweep();
    }
  }

  /** Takes new leases where the sweep left nothing behind. */
  private void reopen(Claim claim, List<Delivery> found) {
    parts.owner().open(!stopping);
    for (String lane : parts.owner().fullLanes()) {
      long count = found.stream().filter(one -> one.lane().equals(lane)).count();
      if (!claim.fullLanes().contains(lane) && count < claim.perLane()) {
        parts.owner().full(lane, false);
      }
    }
  }

  /** Claims a retry whose timer fired; without room it waits for the sweep. */
  private void due(Lease lease) {
    if (!lanes.isFull() && !stopping) {
      timed.add(lease);
    }
  }

  private Future<?> claimTimed(List<Lease> batch) {
    return parts.deliveries().claim(batch).onSuccess(this::accept).otherwise(List.of());
  }

  @Override
  public void released(Held one) {
    held.remove(one.delivery().id());
    if (stopping && held.isEmpty()) {
      drained.tryComplete();
    }
  }

  @Override
  public void postponed(Held one, Duration delay) {
    retries.put(one.lease(), delay);
  }

  /** Gives back what waits and lets what is under way end, as far as there is time. */
  Future<Void> stop() {
    stopping = true;
    parts.owner().open(false);
    lanes.clear().forEach(settlement::handBack);
    if (held.isEmpty()) {
      drained.tryComplete();
    }
    parts.timers().after(parts.settings().drain(), drained::tryComplete);
    return drained.future();
  }

  private static String lastLane(List<Delivery> found) {
    return found.stream().map(Delivery::lane).max(String::compareTo).orElse("");
  }
}
