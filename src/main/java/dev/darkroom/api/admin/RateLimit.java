package dev.darkroom.api.admin;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;

/**
 * How many Admin calls an environment has made in the hour (reference/admin-api.md 1). Each node
 * counts its own; shared by all event loops.
 */
public final class RateLimit {
  /**
   * Where an environment stands after a call.
   *
   * @param used calls of this hour, this one included
   * @param reset when the next hour begins
   */
  public record Standing(int limit, int used, Instant reset) {
    /** Calls that are left. */
    public int remaining() {
      return Math.max(0, limit - used);
    }

    /** Whether this call was one too many. */
    public boolean exceeded() {
      return used > limit;
    }
  }

  private final int callsPerHour;
  private final ConcurrentMap<Long, Standing> standings = new ConcurrentHashMap<>();

  /** A limit of calls per hour and environment. */
  public RateLimit(int callsPerHour) {
    if (callsPerHour < 1) {
      throw new IllegalArgumentException("at least one call per hour");
    }
    this.callsPerHour = callsPerHour;
  }

  /** Counts one call. */
  public Standing count(long environmentId, Instant now) {
    Instant reset = now.truncatedTo(ChronoUnit.HOURS).plus(1, ChronoUnit.HOURS);
    return standings.merge(
        environmentId,
        new Standing(callsPerHour, 1, reset),
        (before, first) -> before.reset().equals(reset) ? after(before) : first);
  }

  private static Standing after(Standing before) {
    int used = Math.min(before.used(), before.limit()) + 1;
    return new Standing(before.limit(), used, before.reset());
  }
}
