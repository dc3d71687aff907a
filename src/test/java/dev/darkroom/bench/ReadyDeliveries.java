package dev.darkroom.bench;

import dev.darkroom.db.PostgresAddress;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Locale;

/** Writes deliveries that are ready to be sent, an event each, in one transaction. */
final class ReadyDeliveries {
  private static final int BODY = 1_000;
  private static final int AT_ONCE = 100_000;
  private static final String DELIVERIES =
      """
      with told as (
        insert into event (environment_id, event_type, subject, body, signature_key)
        select (select min(id) from environment), 'upload', 'sample' || n,
          '{"notification_type":"upload","public_id":"sample' || n || '","filler":"'
            || repeat(md5(n::text), %3$d / 32) || '"}',
          (select api_key from access_key where enabled order by created_at limit 1)
        from generate_series(1, %1$d) n
        returning id, created_at, environment_id
      )
      insert into delivery (event_id, event_at, environment_id, url, lane, trigger_id, fence, due)
      select id, created_at, environment_id, '%2$s' || id %% %4$d,
        environment_id || ' %2$s' || id %% %4$d, 'bench', 0, clock_timestamp() %5$s
      from told
      """;

  private final PostgresAddress address;
  private final String base;
  private final int urls;

  ReadyDeliveries(PostgresAddress address, String base, int urls) {
    this.address = address;
    this.base = base;
    this.urls = urls;
  }

  /** So many, due at once as soon as this returns. */
  void write(int count) {
    execute(DELIVERIES.formatted(count, base, BODY, urls, ""));
  }

  /** So many that are due in a day. */
  void writeForTomorrow(int count) {
    for (int written = 0; written < count; written += Math.min(count, AT_ONCE)) {
      int some = Math.min(count, AT_ONCE);
      execute(DELIVERIES.formatted(some, base, BODY, urls, "+ interval '1 day'"));
    }
    tidy();
  }

  /** Statistics and visibility as after a while. */
  private void tidy() {
    execute("vacuum analyze delivery");
    execute("vacuum analyze event");
    execute("checkpoint");
  }

  /** A trigger whose notifications are signed with SHA-1 alone, as those of the peers. */
  void sign() {
    execute(
        """
        insert into notification_trigger
          (id, environment_id, event_type, uri, uri_type, additive, created_at, updated_at, auth_scheme)
        select 'bench', min(id), 'upload', '%s0', 'webhook', false, now(), now(), 'legacy_hmac'
        from environment
        """
            .formatted(base));
  }

  /** Forgets all. */
  void clear() {
    execute("truncate event, delivery, delivery_log");
  }

  long pending() {
    return number("select count(*) from delivery where due < 'infinity'");
  }

  long number(String query) {
    try (Connection connection = connect();
        Statement statement = connection.createStatement();
        ResultSet rows = statement.executeQuery(query)) {
      rows.next();
      return rows.getLong(1);
    } catch (SQLException failure) {
      throw new IllegalStateException(query.toLowerCase(Locale.ROOT), failure);
    }
  }

  void execute(String sql) {
    try (Connection connection = connect();
        Statement statement = connection.createStatement()) {
      statement.execute(sql);
    } catch (SQLException failure) {
      throw new IllegalStateException(sql, failure);
    }
  }

  private Connection connect() throws SQLException {
    return DriverManager.getConnection(address.jdbcUrl(), address.user(), address.password());
  }
}
