package dev.darkroom.webhook;

import dev.darkroom.outbox.AttemptEntry;
import dev.darkroom.outbox.Deliveries;
import dev.darkroom.outbox.Deliveries.Claim;
import dev.darkroom.outbox.Deliveries.Lease;
import dev.darkroom.outbox.Delivery;
import dev.darkroom.outbox.LeaseOwner;
import dev.darkroom.outbox.Trouble;
import dev.darkroom.protocol.Refusal;
import dev.darkroom.protocol.WebhookEndpoint.State;
import dev.darkroom.webhook.Attempt.Before;
import dev.darkroom.webhook.Exchange.Outcome;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.DoubleSupplier;
import java.util.function.IntSupplier;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
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

  private static final int LARGEST_CLAIM = 1_024;

  /** What it works with. */
  record Parts(
      WebhookSettings settings,
      LeaseOwner owner,
      Deliveries deliveries,
      Courier courier,
      Routes routes,
      EndpointHealth health,
      Timers timers,
      InstantSource clock,
      DoubleSupplier luck,
      IntSupplier nodes) {}

  private final Parts parts;
  private final Settlement settlement;
  private final Lanes<Held> lanes;
  private final Batcher<Lease> timed;
  private final Batcher<Long> turns;
  private final RetryTimers retries;
  private final Rounds rounds = new Rounds();
  private final Map<Long, Held> held = new HashMap<>();
  private final Promise<Void> drained = Promise.promise();
  private final int perLane;

  /** Below this many a lane is filled up, if there is more for it. */
  private final int low;

  /** Lanes of which more is due than was read. */
  private final Set<String> unread = new HashSet<>();

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
    this.turns = new Batcher<>(parts.timers(), this::takeTurns);
    this.perLane = Math.max(1, settings.waitingPerReceiver() / 2);
    this.low = Math.min(perLane, 2 * settings.perReceiver());
    this.lanes = new Lanes<>(Lanes.Limits.of(settings), this::wakeAfter);
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

  /** Sends those whose turn it is, of deliveries that wait for one. */
  void queue(List<Long> inTurn) {
    inTurn.forEach(turns::add);
  }

  private Future<?> takeTurns(List<Long> batch) {
    return parts.deliveries().takeTurns(batch).onSuccess(this::accept);
  }

  private void accept(Delivery delivery, Instant leaseEnds) {
    rounds.stir();
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
    for (Held next = poll(); next != null; next = poll()) {
      send(next);
    }
    sending = false;
  }

  private @Nullable Held poll() {
    return lanes.poll(parts.clock().instant());
  }

  private void wakeAfter(String lane, Duration wait) {
    parts
        .timers()
        .after(
            wait,
            () -> {
              lanes.wake(lane);
              send();
            });
  }

  private void send(Held next) {
    parts
        .routes()
        .of(next.delivery())
        .onComplete(route -> send(next, route), unknown -> notNow(next, unknown));
  }

  private void send(Held next, Route route) {
    WebhookSettings settings = parts.settings();
    Delivery delivery = next.delivery();
    lanes.gate(delivery.lane()).set(route.concurrency(settings), route.perSecond(parts.nodes()));
    if (lanes.isOverfull(delivery.lane())) {
      lanes.giveBack(delivery.lane(), next, parts.clock().instant());
      return;
    }
    State state = delivery.resentFrom() == null ? route.state() : State.ACTIVE;
    switch (state) {
      case ACTIVE -> attempt(next, route);
      case PAUSED -> {
        settlement.park(next);
        left(next);
      }
      case DISABLED -> {
        String why = "the URL is disabled: " + route.reason();
        settlement.end(next, AttemptEntry.note(parts.clock().instant(), Trouble.DISABLED, why));
        left(next);
      }
    }
    send();
  }

  private void attempt(Held next, Route route) {
    Instant begun = parts.clock().instant();
    if (!next.isLeasedUntil(begun.plus(route.timeout(parts.settings())))) {
      settlement.handBack(next);
      left(next);
      return;
    }
    parts
        .courier()
        .post(next.delivery(), route)
        .onComplete(
            exchange -> sent(next, route, exchange), bug -> sent(next, route, failed(begun, bug)));
  }

  private void sent(Held sent, Route route, Exchange exchange) {
    Delivery delivery = sent.delivery();
    lanes.gate(delivery.lane()).ended(cost(exchange), exchange.at(), parts.clock().instant());
    parts.health().ended(delivery, route, exchange);
    Before before = new Before(delivery.attempts(), delivery.isSentOnce());
    RetrySchedule schedule = route.schedule(parts.settings());
    settlement.settle(
        sent, exchange, Attempt.after(before, exchange, schedule, parts.luck().getAsDouble()));
    left(sent);
    send();
  }

  /** A receiver that answers in its own way costs little; one that makes us wait costs much. */
  private static Breaker.End cost(Exchange exchange) {
    boolean costly =
        exchange.outcome() instanceof Outcome.Refused(Trouble trouble, String why)
            && (trouble == Trouble.TIMEOUT || trouble == Trouble.CONNECT);
    return costly ? Breaker.End.COSTLY : Breaker.End.ANSWERED;
  }

  /** How to send it cannot be known at the moment: it keeps its place in the lane for a while. */
  private void notNow(Held next, Throwable unknown) {
    if (unknown instanceof Refusal refusal && refusal.isFinal()) {
      String why = "nobody to send it for: " + refusal.getMessage();
      settlement.end(next, AttemptEntry.note(parts.clock().instant(), Trouble.OURS, why));
      left(next);
      return;
    }
    LOG.warn("Delivery {} waits: {}", next.delivery().id(), unknown.toString());
    parts
        .timers()
        .after(
            parts.settings().sweep(),
            () -> {
              settlement.handBack(next);
              left(next);
              send();
            });
  }

  private Exchange failed(Instant begun, Throwable bug) {
    LOG.error("An attempt failed in a way nobody foresaw", bug);
    return Exchange.without(
        begun, Duration.ZERO, new Outcome.Refused(Trouble.OURS, "internal error: " + bug));
  }

  private void left(Held one) {
    String lane = one.delivery().lane();
    lanes.done(lane, parts.clock().instant());
    if (unread.contains(lane) && lanes.waiting(lane) <= low) {
      sweep();
    }
  }

  /**
   * What comes round: the database may have what nobody told of, less likely while all is quiet.
   */
  void tick() {
    parts.health().tick();
    if (rounds.next()) {
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
    note(claim, found);
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

  private void note(Claim claim, List<Delivery> found) {
    Map<String, Integer> counts = new HashMap<>();
    found.forEach(one -> counts.merge(one.lane(), 1, Integer::sum));
    counts.forEach((lane, count) -> {
      if (count == claim.perLane()) {
        unread.add(lane);
      } else {
        unread.remove(lane);
      }
    });
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
    if (one.delivery().inTurn()) {
      turns.add(one.delivery().id());
    }
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
