package dev.darkroom.db;

import io.vertx.core.Future;
import io.vertx.sqlclient.Tuple;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.OffsetDateTime;
import java.util.function.LongSupplier;

/**
 * The database's time, which all nodes share, carried on by this machine's monotonic clock. It is
 * asked for now and then; what happens to this machine's wall clock has no say. Thread-safe.
 */
public final class DatabaseClock implements InstantSource {
  private static final String NOW = "select clock_timestamp()";

  /** An answer that took longer says too little. */
  private static final Duration LONGEST_ASKED = Duration.ofMillis(500);

  private record Anchor(Instant at, long nanos) {}

  private final LongSupplier nanos;
  private volatile Anchor anchor;

  private DatabaseClock(LongSupplier nanos, Instant at) {
    this.nanos = nanos;
    this.anchor = new Anchor(at, nanos.getAsLong());
  }

  /** A clock that was set once. */
  public static Future<DatabaseClock> of(Database database) {
    DatabaseClock clock = new DatabaseClock(System::nanoTime, Instant.EPOCH);
    return ask(database)
        .map(now -> {
          clock.anchor = new Anchor(now, System.nanoTime());
          return clock;
        });
  }

  /** A clock over other nanoseconds. */
  static DatabaseClock at(Instant now, LongSupplier nanos) {
    return new DatabaseClock(nanos, now);
  }

  /** Sets it again, unless the database is slow to answer. */
  public Future<Void> set(Database database) {
    long asked = nanos.getAsLong();
    return ask(database)
        .map(now -> {
          heard(now, asked, nanos.getAsLong());
          return null;
        });
  }

  /** The database said that time between two moments: it was true in the middle of them. */
  void heard(Instant now, long asked, long answered) {
    long took = answered - asked;
    if (took <= LONGEST_ASKED.toNanos()) {
      anchor = new Anchor(now, asked + took / 2);
    }
  }

  private static Future<Instant> ask(Database database) {
    return database
        .query(NOW, Tuple.tuple())
        .map(rows -> rows.iterator().next().get(OffsetDateTime.class, 0).toInstant());
  }

  @Override
  public Instant instant() {
    Anchor set = anchor;
    return set.at.plusNanos(nanos.getAsLong() - set.nanos);
  }
}
