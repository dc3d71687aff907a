package dev.darkroom.webhook;

import dev.darkroom.outbox.AttemptEntry;
import dev.darkroom.outbox.Deliveries;
import dev.darkroom.outbox.Delivery;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** The delivery log as the database keeps it, in memory; it can be told to fail. */
final class DeliveriesInMemory {

  /** A row, pending or ended. */
  static final class Stored {
    Delivery delivery;
    final String turn;
    @Nullable String owner;
    Instant due;
    Deliveries.@Nullable End end;
    final List<AttemptEntry> history = new ArrayList<>();

    /** A row; what waits in turns waits for those with the same turn. */
    Stored(Delivery delivery, String turn, @Nullable String owner, Instant due) {
      this.delivery = delivery;
      this.turn = turn;
      this.owner = owner;
      this.due = due;
    }

    boolean holds(long fence) {
      return end == null && delivery.fence() == fence;
    }
  }

  private static final Duration ROUND_TRIP = Duration.ofMillis(1);

  final Map<Long, Stored> rows = new TreeMap<>();
  private final Map<Long, Stored> pending = new TreeMap<>();
  private final InstantSource clock;
  private final Set<String> paused = new HashSet<>();
  private int failures;

  DeliveriesInMemory(InstantSource clock) {
    this.clock = clock;
  }

  /** The next calls fail, as they do when the database is away. */
  void failNext(int calls) {
    failures = calls;
  }

  void pause(String url) {
    paused.add(url);
  }

  /** As the database does it: whoever waits for the URL is due. */
  void resume(String url) {
    paused.remove(url);
    pending.values().stream()
        .filter(row -> row.delivery.url().equals(url) && row.due.equals(Instant.MAX))
        .filter(this::hasItsTurn)
        .forEach(row -> row.due = clock.instant());
  }

  /** As the database does it now and then: nobody waits whose turn has come. */
  void releaseForgotten() {
    pending.values().stream()
        .filter(this::isFree)
        .filter(this::hasItsTurn)
        .forEach(row -> row.due = clock.instant());
  }

  private boolean isFree(Stored row) {
    return row.owner == null && row.due.equals(Instant.MAX) && !paused.contains(row.delivery.url());
  }

  InstantSource clock() {
    return clock;
  }

  /** Whether nothing older is open that it has to wait for. */
  boolean hasItsTurn(long id) {
    return hasItsTurn(Objects.requireNonNull(rows.get(id)));
  }

  private boolean hasItsTurn(Stored row) {
    return !row.delivery.inTurn()
        || pending.values().stream()
            .noneMatch(
                older -> older.turn.equals(row.turn) && older.delivery.id() < row.delivery.id());
  }

  boolean isAllOver() {
    return pending.isEmpty();
  }

  void insert(Stored row) {
    rows.put(row.delivery.id(), row);
    pending.put(row.delivery.id(), row);
  }

  /** What one node sees. */
  Deliveries seenBy(String node, WebhookSettings settings, Timers timers) {
    return new View(node, settings, timers);
  }

  private final class View implements Deliveries {
    private final String node;
    private final WebhookSettings settings;
    private final Timers timers;

    View(String node, WebhookSettings settings, Timers timers) {
      this.node = node;
      this.settings = settings;
      this.timers = timers;
    }

    @Override
    public Future<Set<Long>> end(List<Ended> ended) {
      if (fails()) {
        return away();
      }
      Set<Long> done = new HashSet<>();
      for (Ended one : ended) {
        Stored row = row(one.id());
        if (row.holds(one.fence())) {
          row.end = one.end();
          pending.remove(one.id());
          row.owner = null;
          row.history.add(one.attempt());
          done.add(one.id());
        }
      }
      return Future.succeededFuture(done);
    }

    @Override
    public Future<Set<Long>> postpone(List<Postponed> postponed) {
      if (fails()) {
        return away();
      }
      Set<Long> done = new HashSet<>();
      for (Postponed one : postponed) {
        Stored row = row(one.id());
        if (row.holds(one.fence())) {
          row.history.add(one.attempt());
          row.owner = null;
          row.due = clock.instant().plus(one.delay());
          row.delivery = changed(row.delivery, 0, 1);
          done.add(one.id());
        }
      }
      return Future.succeededFuture(done);
    }

    @Override
    public Future<Void> handBack(List<Lease> leases) {
      if (fails()) {
        return away();
      }
      for (Lease lease : leases) {
        Stored row = row(lease.id());
        if (row.holds(lease.fence())) {
          row.owner = null;
          row.due = clock.instant();
        }
      }
      return Future.succeededFuture();
    }

    @Override
    public Future<Void> park(List<Lease> leases) {
      if (fails()) {
        return away();
      }
      for (Lease lease : leases) {
        Stored row = row(lease.id());
        if (row.holds(lease.fence())) {
          row.owner = null;
          row.due = paused.contains(row.delivery.url()) ? Instant.MAX : clock.instant();
        }
      }
      return Future.succeededFuture();
    }

    @Override
    public Future<List<Delivery>> claimDue(Claim claim) {
      if (fails()) {
        return away();
      }
      Map<String, List<Stored>> lanes = new TreeMap<>();
      pending.values().stream()
          .filter(row -> !row.due.isAfter(clock.instant()))
          .filter(row -> row.delivery.lane().compareTo(claim.afterLane()) > 0)
          .filter(row -> !claim.fullLanes().contains(row.delivery.lane()))
          .forEach(
              row -> lanes.computeIfAbsent(row.delivery.lane(), any -> new ArrayList<>()).add(row));
      List<Delivery> leased =
          lanes.values().stream()
              .flatMap(lane -> lane.stream().limit(claim.perLane()))
              .limit(claim.limit())
              .map(this::lease)
              .toList();
      // Not at once: whoever asks again as soon as it is answered would end with a deep stack.
      Promise<List<Delivery>> answer = Promise.promise();
      timers.after(ROUND_TRIP, () -> answer.complete(leased));
      return answer.future();
    }

    @Override
    public Future<List<Delivery>> claim(List<Lease> before) {
      if (fails()) {
        return away();
      }
      return Future.succeededFuture(
          before.stream()
              .filter(lease -> row(lease.id()).holds(lease.fence()))
              .map(lease -> row(lease.id()))
              .filter(row -> row.owner == null && !row.due.isAfter(clock.instant()))
              .map(this::lease)
              .toList());
    }

    @Override
    public Future<List<Delivery>> takeTurns(List<Long> ids) {
      if (fails()) {
        return away();
      }
      Set<String> turns = ids.stream().map(id -> row(id).turn).collect(Collectors.toSet());
      return Future.succeededFuture(
          pending.values().stream()
              .filter(row -> turns.contains(row.turn) && isFree(row) && hasItsTurn(row))
              .map(this::lease)
              .toList());
    }

    @Override
    public Future<Integer> release(Collection<String> livingOwners) {
      if (fails()) {
        return away();
      }
      int count = 0;
      for (Stored row : pending.values()) {
        if (row.owner != null && !livingOwners.contains(row.owner)) {
          row.owner = null;
          row.due = clock.instant();
          count++;
        }
      }
      releaseForgotten();
      return Future.succeededFuture(count);
    }

    private Delivery lease(Stored row) {
      row.delivery = changed(row.delivery, 1, 0);
      row.owner = node;
      row.due = clock.instant().plus(settings.lease());
      return row.delivery;
    }

    private Stored row(long id) {
      return Objects.requireNonNull(rows.get(id));
    }

    private boolean fails() {
      return failures > 0;
    }

    private <T> Future<T> away() {
      failures--;
      return Future.failedFuture(new IllegalStateException("the database is away"));
    }
  }

  private static Delivery changed(Delivery was, int leases, int failed) {
    return new Delivery(
        was.id(),
        was.fence() + leases,
        was.attempts() + failed,
        was.eventId(),
        was.environmentId(),
        was.type(),
        was.url(),
        was.lane(),
        was.triggerId(),
        was.body(),
        was.signatureKey(),
        was.resentFrom(),
        was.inTurn());
  }
}
