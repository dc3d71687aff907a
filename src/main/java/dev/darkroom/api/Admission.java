package dev.darkroom.api;

import java.util.concurrent.atomic.AtomicInteger;

/** How many requests this node works on at a time; shared by all event loops. */
final class Admission {
  private final int most;
  private final AtomicInteger inside = new AtomicInteger();

  Admission(int most) {
    this.most = most;
  }

  /** Takes a place; false when all are taken. */
  boolean enter() {
    if (inside.incrementAndGet() <= most) {
      return true;
    }
    inside.decrementAndGet();
    return false;
  }

  /** Gives the place back; once per place. */
  void leave() {
    inside.decrementAndGet();
  }

  /** Places that are taken. */
  int inside() {
    return inside.get();
  }
}
