package dev.darkroom.outbox;

import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Who leases new deliveries: this node, as long as its webhook verticle has room for more. Without
 * room they are committed unleased and wait in the database for whoever has. Thread-safe: the
 * webhook verticle writes it, everybody who commits an event reads it.
 */
public final class LeaseOwner {
  private final String id;
  private final Duration lease;
  private final Set<String> fullLanes = ConcurrentHashMap.newKeySet();
  private volatile boolean open;

  /**
   * No room yet: the webhook verticle opens it when it starts.
   *
   * @param id the node in the cluster, new with every start of the process
   * @param lease longer than a delivery can wait in memory and be sent
   */
  public LeaseOwner(String id, Duration lease) {
    this.id = id;
    this.lease = lease;
  }

  /** The node that leases. */
  public String id() {
    return id;
  }

  /** How long a lease lasts. */
  public Duration lease() {
    return lease;
  }

  /** Says whether the node takes new deliveries at all. */
  public void open(boolean hasRoom) {
    open = hasRoom;
  }

  /** Says whether the node takes new deliveries of one lane. */
  public void full(String lane, boolean isFull) {
    if (isFull) {
      fullLanes.add(lane);
    } else {
      fullLanes.remove(lane);
    }
  }

  /** Whether the node takes one more delivery of that lane. */
  public boolean hasRoom(String lane) {
    return open && !fullLanes.contains(lane);
  }

  /** The lanes that take no more. */
  public Set<String> fullLanes() {
    return Set.copyOf(fullLanes);
  }
}
