package dev.darkroom.webhook;

import dev.darkroom.outbox.Deliveries.Lease;
import dev.darkroom.outbox.Delivery;
import java.time.Instant;

/** A delivery in this node's memory, from lease to written verdict. For one thread. */
final class Held {
  private Delivery delivery;
  private Instant leaseEnds;

  Held(Delivery delivery, Instant leaseEnds) {
    this.delivery = delivery;
    this.leaseEnds = leaseEnds;
  }

  Delivery delivery() {
    return delivery;
  }

  Lease lease() {
    return new Lease(delivery.id(), delivery.fence());
  }

  boolean isLeasedUntil(Instant time) {
    return time.isBefore(leaseEnds);
  }

  /** The lease ended while the delivery was still here, and this node leased it anew. */
  void renew(Delivery leasedAnew, Instant newEnd) {
    delivery = leasedAnew;
    leaseEnds = newEnd;
  }
}
