package dev.darkroom.webhook;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.BiConsumer;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * A bounded queue with a lane per notification URL. Lanes take turns, and each has its own gate, so
 * a slow receiver holds up nobody but itself. For one thread.
 */
final class Lanes<T> {
  /** From so many gates on those that remember nothing are dropped. */
  private static final int MANY_GATES = 1_000;

  /** Bounds, per lane and in all. */
  record Limits(int inFlightPerLane, int inFlight, int waitingPerLane, int waiting) {
    static Limits of(WebhookSettings settings) {
      return new Limits(
          settings.perReceiver(),
          settings.inFlight(),
          settings.waitingPerReceiver(),
          settings.waiting());
    }
  }

  private static final class Lane<T> {
    final ArrayDeque<T> waiting = new ArrayDeque<>();
    final Gate gate;
    int inFlight;
    boolean inTurn;
    boolean asleep;

    Lane(Gate gate) {
      this.gate = gate;
    }
  }

  private final Limits limits;
  private final BiConsumer<String, Duration> alarm;
  private final Map<String, Lane<T>> lanes = new HashMap<>();
  private final Map<String, Gate> gates = new HashMap<>();
  private final ArrayDeque<String> turns = new ArrayDeque<>();
  private int inFlight;
  private int waiting;
  private int manyGates = MANY_GATES;

  /**
   * A queue.
   *
   * @param alarm told which lane to {@link #wake} and after how long
   */
  Lanes(Limits limits, BiConsumer<String, Duration> alarm) {
    this.limits = limits;
    this.alarm = alarm;
  }

  /** The gate of a lane, which outlives what waits in it. */
  Gate gate(String name) {
    return gates.computeIfAbsent(name, fresh -> new Gate(limits.inFlightPerLane));
  }

  /** Lets an item wait in its lane; false when there is no room. */
  boolean offer(String name, T item) {
    if (isFull(name) || isFull()) {
      return false;
    }
    Lane<T> lane = lanes.computeIfAbsent(name, fresh -> new Lane<>(gate(name)));
    lane.waiting.add(item);
    waiting++;
    enlist(name, lane);
    return true;
  }

  /** The next item whose lane may send, now counted in flight until {@link #done}; null if none. */
  @Nullable T poll(Instant now) {
    while (inFlight < limits.inFlight && !turns.isEmpty()) {
      String name = turns.remove();
      Lane<T> lane = lane(name);
      lane.inTurn = false;
      if (lane.inFlight < lane.gate.concurrency() && isOpen(name, lane, now)) {
        return take(name, lane, now);
      }
    }
    return null;
  }

  private boolean isOpen(String name, Lane<T> lane, Instant now) {
    Duration wait = lane.gate.waits(now);
    lane.asleep = wait.isPositive();
    if (lane.asleep) {
      alarm.accept(name, wait);
    }
    return !lane.asleep;
  }

  private T take(String name, Lane<T> lane, Instant now) {
    lane.gate.begun(now);
    lane.inFlight++;
    inFlight++;
    waiting--;
    T item = lane.waiting.remove();
    enlist(name, lane);
    return item;
  }

  /** A lane's wait is over. */
  void wake(String name) {
    Lane<T> lane = lanes.get(name);
    if (lane != null && lane.asleep) {
      lane.asleep = false;
      enlist(name, lane);
    }
  }

  /** An item of the lane is no longer in flight. */
  void done(String name, Instant now) {
    Lane<T> lane = lane(name);
    lane.inFlight--;
    inFlight--;
    if (lane.inFlight == 0 && lane.waiting.isEmpty()) {
      lanes.remove(name);
      forget(now);
    } else {
      enlist(name, lane);
    }
  }

  private void forget(Instant now) {
    if (gates.size() > manyGates) {
      gates
          .entrySet()
          .removeIf(
              gate -> !lanes.containsKey(gate.getKey()) && gate.getValue().isForgettable(now));
      manyGates = Math.max(MANY_GATES, 2 * gates.size());
    }
  }

  /** Whether the lane has more in flight than its gate grants since it learnt better. */
  boolean isOverfull(String name) {
    Lane<T> lane = lane(name);
    return lane.inFlight > lane.gate.concurrency();
  }

  /** What was polled was not sent: it is the lane's next again. */
  void giveBack(String name, T item, Instant now) {
    lane(name).waiting.addFirst(item);
    waiting++;
    done(name, now);
  }

  /** Empties every lane; what is in flight stays so. */
  List<T> clear() {
    List<T> all = new ArrayList<>();
    lanes.values().forEach(lane -> all.addAll(lane.waiting));
    lanes.values().forEach(lane -> lane.waiting.clear());
    lanes.values().forEach(lane -> lane.inTurn = false);
    lanes.values().removeIf(lane -> lane.inFlight == 0);
    turns.clear();
    waiting = 0;
    return all;
  }

  boolean isFull(String name) {
    Lane<T> lane = lanes.get(name);
    return lane != null && lane.waiting.size() >= limits.waitingPerLane;
  }

  boolean isFull() {
    return waiting >= limits.waiting;
  }

  /** The lanes without room for so many more. */
  Set<String> crowded(int more) {
    return lanes.entrySet().stream()
        .filter(lane -> lane.getValue().waiting.size() + more > limits.waitingPerLane)
        .map(Map.Entry::getKey)
        .collect(Collectors.toSet());
  }

  /** How many wait in a lane. */
  int waiting(String name) {
    Lane<T> lane = lanes.get(name);
    return lane == null ? 0 : lane.waiting.size();
  }

  /** How many more may wait in all. */
  int room() {
    return limits.waiting - waiting;
  }

  private Lane<T> lane(String name) {
    Lane<T> lane = lanes.get(name);
    if (lane == null) {
      throw new IllegalStateException("nothing of " + name + " is in flight");
    }
    return lane;
  }

  private void enlist(String name, Lane<T> lane) {
    boolean mayTakeTurn = !lane.inTurn && !lane.asleep && !lane.waiting.isEmpty();
    if (mayTakeTurn && lane.inFlight < lane.gate.concurrency()) {
      lane.inTurn = true;
      turns.add(name);
    }
  }
}
