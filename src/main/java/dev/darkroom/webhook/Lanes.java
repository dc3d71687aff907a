package dev.darkroom.webhook;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * A bounded queue with a lane per receiver. Lanes take turns, and each has its own share of what is
 * in flight, so a slow receiver holds up nobody but itself. For one thread.
 */
final class Lanes<T> {

  /** Bounds, per lane and in all. */
  record Limits(int inFlightPerLane, int inFlight, int waitingPerLane, int waiting) {}

  private static final class Lane<T> {
    final ArrayDeque<T> waiting = new ArrayDeque<>();
    int inFlight;
    boolean inTurn;
  }

  private final Limits limits;
  private final Map<String, Lane<T>> lanes = new HashMap<>();
  private final ArrayDeque<String> turns = new ArrayDeque<>();
  private int inFlight;
  private int waiting;

  Lanes(Limits limits) {
    this.limits = limits;
  }

  /** Lets an item wait in its lane; false when there is no room. */
  boolean offer(String name, T item) {
    if (isFull(name) || isFull()) {
      return false;
    }
    Lane<T> lane = lanes.computeIfAbsent(name, fresh -> new Lane<>());
    lane.waiting.add(item);
    waiting++;
    enlist(name, lane);
    return true;
  }

  /** The next item whose lane may send, now counted in flight until {@link #done}; null if none. */
  @Nullable T poll() {
    if (inFlight >= limits.inFlight || turns.isEmpty()) {
      return null;
    }
    String name = turns.remove();
    Lane<T> lane = lane(name);
    lane.inTurn = false;
    lane.inFlight++;
    inFlight++;
    waiting--;
    T item = lane.waiting.remove();
    enlist(name, lane);
    return item;
  }

  /** An item of the lane is no longer in flight. */
  void done(String name) {
    Lane<T> lane = lane(name);
    lane.inFlight--;
    inFlight--;
    if (lane.inFlight == 0 && lane.waiting.isEmpty()) {
      lanes.remove(name);
    } else {
      enlist(name, lane);
    }
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
    if (!lane.inTurn && !lane.waiting.isEmpty() && lane.inFlight < limits.inFlightPerLane) {
      lane.inTurn = true;
      turns.add(name);
    }
  }
}
