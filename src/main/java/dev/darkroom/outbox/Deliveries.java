package dev.darkroom.outbox;

import io.vertx.core.Future;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Set;

/**
 * The deliveries still to be made, as the node that makes them sees them. Every write names the
 * lease it holds and has no effect under an older one; so of two nodes that believe to hold the
 * same delivery only one can write.
 */
public interface Deliveries {

  /** How a delivery ends. */
  enum End {
    DELIVERED,
    DEAD
  }

  /** A delivery that is over, with this attempt or with a note that nothing was attempted. */
  record Ended(long id, int fence, End end, AttemptEntry attempt) {}

  /** A delivery whose attempt failed and whose next one is due after the delay. */
  record Postponed(long id, int fence, AttemptEntry attempt, Duration delay) {}

  /** A lease by its number. */
  record Lease(long id, int fence) {}

  /**
   * What to claim.
   *
   * @param afterLane begin behind this lane, empty for the first one
   * @param fullLanes lanes to leave alone
   * @param perLane at most this many of one lane
   * @param limit at most this many in all
   */
  record Claim(String afterLane, Set<String> fullLanes, int perLane, int limit) {}

  /** Moves deliveries to the log; returns the ids whose lease still held. */
  Future<Set<Long>> end(List<Ended> ended);

  /** Schedules the next attempt and gives up the lease; returns the ids whose lease still held. */
  Future<Set<Long>> postpone(List<Postponed> postponed);

  /** Gives up leases without an attempt: due at once, for anybody. */
  Future<Void> handBack(List<Lease> leases);

  /** Gives up leases until their URLs are resumed; those that already are, are due at once. */
  Future<Void> park(List<Lease> leases);

  /** Leases deliveries that are due or whose lease ended; lane by lane, in the order of lanes. */
  Future<List<Delivery>> claimDue(Claim claim);

  /** Leases exactly these deliveries, as far as they are due and nobody leased them meanwhile. */
  Future<List<Delivery>> claim(List<Lease> before);

  /**
   * Leases those whose turn it is, of these that wait for one and of what waits behind those of
   * them that ended. May be asked again.
   */
  Future<List<Delivery>> takeTurns(List<Long> ids);

  /**
   * Frees the leases of every node but these, returns how many, and lets go what they forgot: what
   * waits although its turn has come.
   */
  Future<Integer> release(Collection<String> livingOwners);
}
