package dev.darkroom.testing;

import dev.darkroom.db.Database;
import dev.darkroom.db.EmbeddedPostgres;
import dev.darkroom.db.Migrations;
import dev.darkroom.db.PostgresAddress;
import io.vertx.core.Vertx;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * A fresh, migrated database on one embedded PostgreSQL that every test of this JVM shares.
 *
 * <p>Use: {@code database = TestDatabase.fresh(vertx).database()} in {@code @BeforeAll} (50 ms),
 * close the Vert.x instance in {@code @AfterAll}; the server ends with the JVM.
 *
 * @param address for whoever needs a pool of its own ({@code address.forPool()})
 */
public record TestDatabase(PostgresAddress address, Database database) {
  private static final int POOL_SIZE = 8;
  private static final AtomicInteger COUNT = new AtomicInteger();

  /** A new copy of the migrated database. */
  public static TestDatabase fresh(Vertx vertx) {
    PostgresAddress address = freshAddress();
    return new TestDatabase(address, new Database(vertx, address.forPool(), POOL_SIZE));
  }

  /** A new copy of the migrated database, for tests that start servers. */
  public static PostgresAddress freshAddress() {
    String name = named(Long.toString(COUNT.incrementAndGet()));
    PostgresAddress server = Server.ONE.address();
    execute(server, "create database %s template %s".formatted(name, named("template")));
    return server.withDatabase(name);
  }

  /** An empty database, without any table. */
  public static PostgresAddress empty() {
    String name = named(Long.toString(COUNT.incrementAndGet()));
    execute(Server.ONE.address(), "create database " + name);
    return Server.ONE.address().withDatabase(name);
  }

  private static String named(String what) {
    return "test_" + ProcessHandle.current().pid() + "_" + what;
  }

  /** Started by the first test that asks. */
  private static final class Server {
    static final EmbeddedPostgres ONE = start();

    private static EmbeddedPostgres start() {
      try {
        EmbeddedPostgres server =
            EmbeddedPostgres.start(
                Path.of("target", "test-postgres"), EmbeddedPostgres.Sharing.SHARED);
        Runtime.getRuntime().addShutdownHook(Thread.ofPlatform().unstarted(() -> close(server)));
        dropLeftOvers(server.address());
        execute(server.address(), "create database " + named("template"));
        Migrations.run(server.address().withDatabase(named("template")));
        return server;
      } catch (IOException failure) {
        throw new UncheckedIOException(failure);
      } catch (InterruptedException stopped) {
        throw new IllegalStateException(stopped);
      }
    }

    private static void close(EmbeddedPostgres server) {
      try {
        server.close();
      } catch (IOException failure) {
        throw new UncheckedIOException(failure);
      }
    }
  }

  /** Databases of test runs that are over. */
  private static void dropLeftOvers(PostgresAddress server) {
    List<String> old = new ArrayList<>();
    try (Connection connection = connect(server);
        Statement statement = connection.createStatement();
        ResultSet names =
            statement.executeQuery(
                "select datname from pg_database where datname ~ '^test_\\d+_'")) {
      while (names.next()) {
        old.add(names.getString(1));
      }
    } catch (SQLException failure) {
      throw new IllegalStateException(failure);
    }
    old.stream()
        .filter(name -> ProcessHandle.of(Long.parseLong(name.split("_", 3)[1])).isEmpty())
        .forEach(name -> execute(server, "drop database if exists " + name + " with (force)"));
  }

  private static void execute(PostgresAddress server, String sql) {
    try (Connection connection = connect(server);
        Statement statement = connection.createStatement()) {
      statement.execute(sql);
    } catch (SQLException failure) {
      throw new IllegalStateException(sql, failure);
    }
  }

  private static Connection connect(PostgresAddress server) throws SQLException {
    return DriverManager.getConnection(server.jdbcUrl(), server.user(), server.password());
  }
}
