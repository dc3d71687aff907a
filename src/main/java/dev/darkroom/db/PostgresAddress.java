package dev.darkroom.db;

import io.vertx.pgclient.PgConnectOptions;
import io.vertx.pgclient.SslMode;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Optional;

/**
 * Where a PostgreSQL database is and how to log in. The password never shows in text.
 *
 * @param socketFolder the folder of the server's unix socket, when this process can use it
 * @param sslMode libpq's word, such as {@code require}; {@code disable} inside one machine
 */
public record PostgresAddress(
    String host,
    int port,
    String database,
    String user,
    String password,
    Optional<String> socketFolder,
    String sslMode) {

  /**
   * Reads {@code postgresql://user:password@host:port/database?sslmode=…}.
   *
   * @throws IllegalArgumentException in one sentence, without the password
   */
  public static PostgresAddress parse(String url) {
    PgConnectOptions options;
    try {
      URI.create(url);
      options = PgConnectOptions.fromUri(url);
    } catch (RuntimeException unreadable) {
      throw new IllegalArgumentException(
          "The database URL must look like postgresql://user:password@host:5432/database.",
          unreadable);
    }
    return new PostgresAddress(
        options.getHost(),
        options.getPort(),
        options.getDatabase(),
        options.getUser(),
        Optional.ofNullable(options.getPassword()).orElse(""),
        Optional.empty(),
        options.getSslMode().name().toLowerCase(Locale.ROOT).replace('_', '-'));
  }

  /** The same server, another database. */
  public PostgresAddress withDatabase(String name) {
    return new PostgresAddress(host, port, name, user, password, socketFolder, sslMode);
  }

  /** For the pool: by the unix socket where there is one, which is a third faster than TCP. */
  public PgConnectOptions forPool() {
    return new PgConnectOptions()
        .setHost(socketFolder.orElse(host))
        .setPort(port)
        .setDatabase(database)
        .setUser(user)
        .setPassword(password)
        .setSslMode(SslMode.of(sslMode));
  }

  /** For JDBC, without user and password. */
  public String jdbcUrl() {
    return "jdbc:postgresql://%s:%d/%s?sslmode=%s"
        .formatted(host, port, URLEncoder.encode(database, StandardCharsets.UTF_8), sslMode);
  }

  @Override
  public String toString() {
    return "postgresql://%s@%s:%d/%s".formatted(user, host, port, database);
  }
}
