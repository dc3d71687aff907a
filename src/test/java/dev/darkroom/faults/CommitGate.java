package dev.darkroom.faults;

import dev.darkroom.db.PostgresAddress;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;

/**
 * Holds every transaction that has written deliveries at its commit, until it is opened: whoever
 * sent it knows nothing yet, and when he is killed meanwhile PostgreSQL commits all the same. A
 * deferred trigger waits for a lock that this session holds; the server under test knows nothing of
 * it.
 */
final class CommitGate implements AutoCloseable {
  private static final String INSTALL =
      """
      create or replace function wait_at_commit() returns trigger language plpgsql as
        'begin perform pg_advisory_xact_lock_shared(4711); return null; end';
      drop trigger if exists wait_at_commit on delivery;
      create constraint trigger wait_at_commit after insert on delivery
        deferrable initially deferred for each row execute function wait_at_commit();
      """;

  private static final String WAITING =
      """
      select count(*) from pg_locks where locktype = 'advisory'
        and pid <> pg_backend_pid() and classid = 0 and objid = 4711
        and database = (select oid from pg_database where datname = current_database())
      """;

  private final Connection session;

  /** Closed from now on. */
  CommitGate(PostgresAddress address) {
    try {
      session = DriverManager.getConnection(address.jdbcUrl(), address.user(), address.password());
      try (Statement statement = session.createStatement()) {
        statement.execute(INSTALL);
        statement.execute("select pg_advisory_lock(4711)");
      }
    } catch (SQLException failure) {
      throw new IllegalStateException(failure);
    }
  }

  /** How many transactions wait here. */
  long waiting() {
    try (Statement statement = session.createStatement();
        ResultSet found = statement.executeQuery(WAITING)) {
      found.next();
      return found.getLong(1);
    } catch (SQLException failure) {
      throw new IllegalStateException(failure);
    }
  }

  /** Lets them commit, and waits until they have. */
  @Override
  public void close() {
    try (session) {
      try (Statement statement = session.createStatement()) {
        statement.execute("select pg_advisory_unlock(4711)");
      }
      Stage.reached(Duration.ofSeconds(10), () -> waiting() == 0);
    } catch (SQLException failure) {
      throw new IllegalStateException(failure);
    }
  }
}
