package dev.darkroom.webhook;

import dev.darkroom.outbox.AttemptEntry;
import dev.darkroom.outbox.Deliveries;
import dev.darkroom.outbox.Deliveries.End;
import dev.darkroom.outbox.Deliveries.Ended;
import dev.darkroom.outbox.Deliveries.Postponed;
import dev.darkroom.outbox.Delivery;
import dev.darkroom.webhook.Attempt.Verdict;
import io.vertx.core.Future;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Writes verdicts to the log in batches, and tells whoever waits for it. For one thread. */
final class Settlement {
  private static final Logger LOG = LoggerFactory.getLogger(Settlement.class);

  /** Who wants to know what was written. */
  interface Listener {
    /** The delivery is no longer ours, one way or the other. */
    void released(Held held);

    /** Its next attempt is written down, due after the delay. */
    void postponed(Held held, Duration delay);
  }

  private record Ending(Held held, End end, AttemptEntry entry) {}

  private record Postponing(Held held, Duration delay, Exchange exchange) {}

  private final Deliveries deliveries;
  private final Listener listener;
  private final Batcher<Ending> endings;
  private final Batcher<Postponing> postponings;
  private final Batcher<Held> handBacks;
  private final Batcher<Held> parkings;

  Settlement(Deliveries deliveries, Timers timers, Listener listener) {
    this.deliveries = deliveries;
    this.listener = listener;
    this.endings = new Batcher<>(timers, this::end);
    this.postponings = new Batcher<>(timers, this::postpone);
    this.handBacks = new Batcher<>(timers, this::handBack);
    this.parkings = new Batcher<>(timers, this::park);
  }

  /** Writes what follows from an attempt. */
  void settle(Held held, Exchange exchange, Verdict verdict) {
    Delivery delivery = held.delivery();
    int attempt = delivery.attempts() + 1;
    switch (verdict) {
      case Verdict.Delivered() -> {
        LOG.debug("Delivery {} to {}: attempt {} taken", delivery.id(), delivery.url(), attempt);
        endings.add(new Ending(held, End.DELIVERED, entry(held, exchange)));
      }
      case Verdict.GaveUp(String why) -> {
        LOG.warn("Delivery {} to {} is dead: {}", delivery.id(), delivery.url(), why);
        endings.add(new Ending(held, End.DEAD, entry(held, exchange)));
      }
      case Verdict.DueAgain(Duration delay) -> {
        LOG.info(
            "Delivery {} to {}: attempt {} failed, next in {}: {}",
            delivery.id(),
            delivery.url(),
            attempt,
            delay,
            exchange.outcome());
        postponings.add(new Postponing(held, delay, exchange));
      }
    }
  }

  /** Ends a delivery that may not be attempted. */
  void end(Held held, AttemptEntry note) {
    endings.add(new Ending(held, End.DEAD, note));
  }

  /** Gives the lease up until the URL is resumed; nothing was attempted. */
  void park(Held held) {
    parkings.add(held);
  }

  /** Gives the lease up; nothing was attempted. */
  void handBack(Held held) {
    handBacks.add(held);
  }

  /** Whether verdicts cannot be written at the moment. */
  boolean isFailing() {
    return endings.isFailing()
        || postponings.isFailing()
        || handBacks.isFailing()
        || parkings.isFailing();
  }

  private Future<?> end(List<Ending> batch) {
    return deliveries
        .end(batch.stream().map(Settlement::ended).toList())
        .onSuccess(held -> batch.forEach(one -> listener.released(one.held)));
  }

  private Future<?> postpone(List<Postponing> batch) {
    return deliveries
        .postpone(batch.stream().map(Settlement::postponed).toList())
        .onSuccess(written -> batch.forEach(one -> postponed(one, written)));
  }

  private Future<?> handBack(List<Held> batch) {
    return deliveries
        .handBack(batch.stream().map(Held::lease).toList())
        .onSuccess(done -> batch.forEach(listener::released));
  }

  private Future<?> park(List<Held> batch) {
    return deliveries
        .park(batch.stream().map(Held::lease).toList())
        .onSuccess(done -> batch.forEach(listener::released));
  }

  private void postponed(Postponing one, Set<Long> written) {
    listener.released(one.held);
    if (written.contains(one.held.delivery().id())) {
      listener.postponed(one.held, one.delay);
    }
  }

  private static Ended ended(Ending one) {
    Delivery delivery = one.held.delivery();
    return new Ended(delivery.id(), delivery.fence(), one.end, one.entry);
  }

  private static AttemptEntry entry(Held held, Exchange exchange) {
    return Attempt.entry(held.delivery().attempts(), exchange);
  }

  private static Postponed postponed(Postponing one) {
    Delivery delivery = one.held.delivery();
    return new Postponed(
        delivery.id(),
        delivery.fence(),
        Attempt.entry(delivery.attempts(), one.exchange),
        one.delay);
  }
}
