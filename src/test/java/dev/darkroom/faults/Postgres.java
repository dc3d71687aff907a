package dev.darkroom.faults;

import dev.darkroom.db.PostgresAddress;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.List;

/** The PostgreSQL server of this process, which serves every row; it is started again by itself. */
final class Postgres {
  private Postgres() {}

  /** Its processes. */
  static List<ProcessHandle> processes() {
    return ProcessHandle.current().descendants().filter(Postgres::isOne).toList();
  }

  /** Whether it takes connections. */
  static boolean answers(PostgresAddress address) {
    try (Connection connection =
        DriverManager.getConnection(address.jdbcUrl(), address.user(), address.password())) {
      return connection.isValid(1);
    } catch (SQLException down) {
      return false;
    }
  }

  /** Ends it as an administrator would: connections are cut, what is running is rolled back. */
  static void stopFast() {
    Signals.send("INT", master());
  }

  /** Ends it without a word; it recovers from its log when it starts. */
  static void stopImmediately() {
    Signals.send("QUIT", master());
  }

  private static ProcessHandle master() {
    return processes().stream()
        .filter(process -> process.parent().map(parent -> !isOne(parent)).orElse(true))
        .findAny()
        .orElseThrow();
  }

  private static boolean isOne(ProcessHandle process) {
    return process.info().command().orElse("").endsWith("/postgres");
  }
}
