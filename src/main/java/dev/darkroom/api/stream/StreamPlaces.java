package dev.darkroom.api.stream;

import java.util.concurrent.atomic.AtomicInteger;

/** How many streams this node serves at a time, and whether it still does; thread-safe. */
public final class StreamPlaces {
  private final int most;
  private final AtomicInteger taken = new AtomicInteger();
  private volatile boolean closed;

  /** Places for so many. */
  public StreamPlaces(int most) {
    this.most = most;
  }

  /** Takes a place; false when all are taken. */
  boolean enter() {
    if (taken.incrementAndGet() <= most && !closed) {
      return true;
    }
    taken.decrementAndGet();
    return false;
  }

  /** Gives the place back; once per place. */
  void leave() {
    taken.decrementAndGet();
  }

  /** Asks every stream to end: the node stops. */
  public void close() {
    closed = true;
  }

  boolean isClosed() {
    return closed;
  }
}
