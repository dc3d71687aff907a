package dev.darkroom.db;

import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.FlywayException;

/** Brings a database's tables to what this version needs; nodes that start at once take turns. */
public final class Migrations {
  private static final int CONNECT_ATTEMPTS = 10;

  private Migrations() {}

  /**
   * Applies {@code db/migration/V<n>__<what>.sql} of the class path, in order, each once.
   *
   * @throws IllegalStateException in one sentence, when the database cannot be reached or changed
   */
  public static void run(PostgresAddress address) {
    run(address, "classpath:db/migration");
  }

  /** The same from another place, in Flyway's words. */
  static void run(PostgresAddress address, String location) {
    try {
      Flyway.configure(Migrations.class.getClassLoader())
          .dataSource(address.jdbcUrl(), address.user(), address.password())
          .locations(location)
          .connectRetries(CONNECT_ATTEMPTS)
          .connectRetriesInterval(1)
          .loggers("slf4j")
          .load()
          .migrate();
    } catch (FlywayException failure) {
      throw new IllegalStateException(
          "The tables in " + address + " cannot be brought up to date: " + firstLine(failure),
          failure);
    }
  }

  private static String firstLine(FlywayException failure) {
    return String.valueOf(failure.getMessage()).lines().findFirst().orElse("");
  }
}
