package dev.darkroom.trigger;

import dev.darkroom.db.Database;
import dev.darkroom.protocol.EndpointOptions;
import dev.darkroom.protocol.WebhookEndpoint;
import dev.darkroom.protocol.WebhookEndpoint.State;
import io.vertx.core.Future;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.RowSet;
import io.vertx.sqlclient.SqlClient;
import io.vertx.sqlclient.Tuple;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.StreamSupport;
import org.jspecify.annotations.Nullable;

/** The table of notification URLs that were set up or that fail. */
final class EndpointStore {
  private static final String LOCK =
      "select pg_advisory_xact_lock(hashtextextended('webhook_endpoint', $1))";

  private static final String LIST =
      """
      select url, options, state, reason, state_since, failing_since
      from webhook_endpoint
      where environment_id = $1 and ($2::text is null or url = $2)
      order by url
      """;

  private static final String COUNT =
      """
      select count(*) from webhook_endpoint e
      where environment_id = $1 and url <> $2 and not exists (
        select 1 from notification_trigger t
        where t.environment_id = e.environment_id and t.uri = e.url)
      """;

  private static final String SAVE =
      """
      insert into webhook_endpoint (environment_id, url, options, state, reason)
      values ($1, $2, $3, $4, $5)
      on conflict (environment_id, url) do update
      set options = excluded.options, state = excluded.state, reason = excluded.reason,
        state_since = case
          when webhook_endpoint.state = excluded.state then webhook_endpoint.state_since
          else now()
        end,
        failing_since = case
          when webhook_endpoint.state = 'disabled' and excluded.state <> 'disabled' then null
          else webhook_endpoint.failing_since
        end
      """;

  private static final String DELETE =
      "delete from webhook_endpoint where environment_id = $1 and url = $2";

  /** A URL of callers' own that nobody set up gets no row: there may be millions. */
  private static final String DISABLE =
      """
      insert into webhook_endpoint (environment_id, url, state, reason)
      select $1, $2, 'disabled', $3
      where exists (
        select 1 from notification_trigger where environment_id = $1 and uri = $2
        union all
        select 1 from webhook_endpoint where environment_id = $1 and url = $2)
      on conflict (environment_id, url) do update
      set state = 'disabled', reason = excluded.reason, state_since = now()
      where webhook_endpoint.state = 'active'
      """;

  private static final String ENABLE =
      """
      update webhook_endpoint
      set state = 'active', reason = null, state_since = now(), failing_since = null
      where environment_id = $1 and url = $2 and state = 'disabled'
      """;

  private static final String NOTE_FAILING =
      """
      insert into webhook_endpoint (environment_id, url, failing_since)
      select $1, $2, $3
      where exists (
        select 1 from notification_trigger where environment_id = $1 and uri = $2
        union all
        select 1 from webhook_endpoint where environment_id = $1 and url = $2)
      on conflict (environment_id, url) do update set failing_since = excluded.failing_since
      where webhook_endpoint.failing_since is null
        or webhook_endpoint.failing_since > excluded.failing_since
      """;

  private static final String NOTE_WELL =
      """
      update webhook_endpoint set failing_since = null
      where environment_id = $1 and url = $2 and failing_since is not null
      """;

  private EndpointStore() {}

  /** Lets no other transaction change the environment's URLs. */
  static Future<?> lock(SqlClient connection, long environmentId) {
    return Database.query(connection, LOCK, Tuple.of(environmentId));
  }

  /** All that were set up or fail, by URL. */
  static Future<List<WebhookEndpoint>> list(Database database, long environmentId) {
    return database
        .query(LIST, Tuple.of(environmentId, (Object) null))
        .map(rows -> endpoints(environmentId, rows));
  }

  /** The one of that URL. */
  static Future<Optional<WebhookEndpoint>> find(
      SqlClient connection, long environmentId, String url) {
    return Database.query(connection, LIST, Tuple.of(environmentId, url))
        .map(rows -> endpoints(environmentId, rows).stream().findFirst());
  }

  /** How many others were set up that no trigger names. */
  static Future<Long> countOthers(SqlClient connection, long environmentId, String url) {
    return Database.query(connection, COUNT, Tuple.of(environmentId, url))
        .map(rows -> rows.iterator().next().getLong(0));
  }

  /** Writes it down, whether or not it is new. */
  static Future<?> save(SqlClient connection, WebhookEndpoint endpoint) {
    return Database.query(
        connection,
        SAVE,
        Tuple.of(
            endpoint.environmentId(),
            endpoint.url(),
            OptionsJson.stored(endpoint.options()),
            endpoint.state().name().toLowerCase(Locale.ROOT),
            endpoint.reason()));
  }

  /** Whether there was one. */
  static Future<Boolean> delete(SqlClient connection, long environmentId, String url) {
    return changed(connection, DELETE, Tuple.of(environmentId, url));
  }

  /** Whether it was active until now. */
  static Future<Boolean> disable(
      SqlClient connection, long environmentId, String url, String reason) {
    return changed(connection, DISABLE, Tuple.of(environmentId, url, reason));
  }

  /** Whether it was disabled until now. */
  static Future<Boolean> enable(SqlClient connection, long environmentId, String url) {
    return changed(connection, ENABLE, Tuple.of(environmentId, url));
  }

  /** Notes the beginning of a failure, or with null its end. */
  static Future<Boolean> note(
      Database database, long environmentId, String url, @Nullable Instant failingSince) {
    Tuple values = Tuple.of(environmentId, url);
    return (failingSince == null
            ? database.query(NOTE_WELL, values)
            : database.query(NOTE_FAILING, values.addValue(failingSince.atOffset(ZoneOffset.UTC))))
        .map(rows -> rows.rowCount() > 0);
  }

  private static Future<Boolean> changed(SqlClient connection, String sql, Tuple values) {
    return Database.query(connection, sql, values).map(rows -> rows.rowCount() > 0);
  }

  private static List<WebhookEndpoint> endpoints(long environmentId, RowSet<Row> rows) {
    return StreamSupport.stream(rows.spliterator(), false)
        .map(row -> endpoint(environmentId, row))
        .toList();
  }

  private static WebhookEndpoint endpoint(long environmentId, Row row) {
    String options = row.getString(1);
    OffsetDateTime failing = row.getOffsetDateTime(5);
    return new WebhookEndpoint(
        environmentId,
        row.getString(0),
        options.equals("{}") ? EndpointOptions.USUAL : OptionsJson.parse(options),
        State.valueOf(row.getString(2).toUpperCase(Locale.ROOT)),
        row.getString(3),
        row.getOffsetDateTime(4).toInstant(),
        failing == null ? null : failing.toInstant());
  }
}
