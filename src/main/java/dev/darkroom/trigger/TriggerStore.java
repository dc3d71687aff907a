package dev.darkroom.trigger;

import dev.darkroom.db.Database;
import dev.darkroom.protocol.AuthScheme;
import dev.darkroom.protocol.CreateTrigger;
import dev.darkroom.protocol.Destination;
import dev.darkroom.protocol.ErrorCode;
import dev.darkroom.protocol.EventType;
import dev.darkroom.protocol.Refusal;
import dev.darkroom.protocol.Trigger;
import dev.darkroom.protocol.UpdateTrigger;
import dev.darkroom.trigger.TriggerMatcher.Special;
import io.vertx.core.Future;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.RowSet;
import io.vertx.sqlclient.SqlConnection;
import io.vertx.sqlclient.Tuple;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.stream.StreamSupport;
import org.jspecify.annotations.Nullable;

/** The table of triggers. What no two nodes may do at once is done under a lock per environment. */
public final class TriggerStore {
  private static final String LOCK =
      "select pg_advisory_xact_lock(hashtextextended('notification_trigger', $1))";

  private static final String LIST =
      """
      select id, event_type, uri, uri_type, additive, filter, payload_template,
        auth_scheme, created_at, updated_at
      from notification_trigger
      where environment_id = $1 and ($2::text is null or event_type = $2)
      order by created_at, id
      """;

  /** At least one row, which tells how the URLs are set up even when there is no trigger. */
  private static final String MATCHING =
      """
      select t.id, t.event_type, t.uri, t.uri_type, t.additive, t.filter, t.payload_template,
        t.auth_scheme, t.created_at, t.updated_at, special.paused, special.ordered
      from (
          select coalesce(array_agg(url) filter (where state = 'paused'), '{}') as paused,
            coalesce(array_agg(url) filter (where ordered), '{}') as ordered
          from webhook_endpoint
          where environment_id = $1 and (state = 'paused' or ordered)) as special
        left join notification_trigger t
          on t.environment_id = $1 and t.event_type in ('all', $2)
      order by t.created_at, t.id
      """;

  private static final String FIND =
      """
      select id, event_type, uri, uri_type, additive, filter, payload_template,
        auth_scheme, created_at, updated_at
      from notification_trigger
      where environment_id = $1 and id = $2
      """;

  private static final String COUNT_OTHERS =
      """
      select count(distinct uri) filter (where uri <> $2),
        coalesce(bool_or(uri = $2 and event_type = $3), false)
      from notification_trigger
      where environment_id = $1 and id <> $4
      """;

  private static final String INSERT =
      """
      insert into notification_trigger
        (id, environment_id, event_type, uri, uri_type, additive, filter, payload_template,
        auth_scheme, created_at, updated_at)
      values ($1, $2, $3, $4, $5, $6, $7, $8, $9, clock_timestamp(), clock_timestamp())
      returning id, event_type, uri, uri_type, additive, filter, payload_template,
        auth_scheme, created_at, updated_at
      """;

  private static final String UPDATE =
      """
      update notification_trigger
      set uri = $3, additive = $4, filter = $5, payload_template = $6, auth_scheme = $7,
        updated_at = clock_timestamp()
      where environment_id = $1 and id = $2
      returning id, event_type, uri, uri_type, additive, filter, payload_template,
        auth_scheme, created_at, updated_at
      """;

  private static final String DELETE =
      "delete from notification_trigger where environment_id = $1 and id = $2";

  private final Database database;
  private final int maximumUrls;

  /**
   * A store over the database.
   *
   * @param maximumUrls how many different URLs an environment may have
   */
  public TriggerStore(Database database, int maximumUrls) {
    this.database = database;
    this.maximumUrls = maximumUrls;
  }

  /** The triggers of one event type, or all of them when it is null; oldest first. */
  Future<List<Trigger>> list(long environmentId, @Nullable EventType type) {
    Tuple values = Tuple.of(environmentId, type == null ? null : type.word());
    return database.query(LIST, values).map(TriggerStore::triggers);
  }

  /** Where an event goes; see {@link TriggerMatcher}. */
  Future<List<Destination>> match(long environmentId, EventType type, List<String> urls) {
    return database
        .query(MATCHING, Tuple.of(environmentId, type.word()))
        .map(rows -> {
          Row first = rows.iterator().next();
          Special special =
              new Special(Set.of(first.getArrayOfStrings(10)), Set.of(first.getArrayOfStrings(11)));
          List<Trigger> triggers =
              StreamSupport.stream(rows.spliterator(), false)
                  .filter(row -> row.getString(0) != null)
                  .map(TriggerStore::trigger)
                  .toList();
          return TriggerMatcher.match(type, urls, triggers, special);
        });
  }

  /** The trigger of that id, or {@link ErrorCode#NOT_FOUND}. */
  Future<Trigger> find(long environmentId, String id) {
    return database.query(FIND, Tuple.of(environmentId, id)).map(rows -> found(rows, id));
  }

  /**
   * A new trigger, whose URL is enabled by it; or {@code CONFLICT}, or {@code
   * TOO_MANY_NOTIFICATION_URLS}.
   */
  Future<Trigger> insert(CreateTrigger request) {
    String id = newId();
    return database.transaction(connection ->
        lock(connection, request.environmentId())
            .compose(locked ->
                check(connection, request.environmentId(), request.eventType(), request.uri(), id))
            .compose(
                checked -> EndpointStore.enable(connection, request.environmentId(), request.uri()))
            .compose(checked ->
                Database.query(
                    connection,
                    INSERT,
                    Tuple.of(
                        id,
                        request.environmentId(),
                        request.eventType().word(),
                        request.uri(),
                        request.uriType(),
                        request.additive(),
                        request.filter(),
                        request.payloadTemplate(),
                        request.authScheme().word())))
            .map(rows -> found(rows, id)));
  }

  /** The changed trigger; refused as {@link #find} and {@link #insert} are. */
  Future<Trigger> update(UpdateTrigger request) {
    return database.transaction(connection ->
        lock(connection, request.environmentId())
            .compose(locked -> current(connection, request))
            .compose(before -> update(connection, request, before)));
  }

  private Future<Trigger> update(SqlConnection connection, UpdateTrigger request, Trigger before) {
    String uri = request.newUri() == null ? before.uri() : request.newUri();
    TriggerRules.checkUri(uri, before.uriType());
    boolean additive = request.additive() == null ? before.additive() : request.additive();
    return check(connection, request.environmentId(), before.eventType(), uri, before.id())
        .compose(checked ->
            Database.query(
                connection,
                UPDATE,
                Tuple.of(
                    request.environmentId(),
                    before.id(),
                    uri,
                    additive,
                    changed(request.filter(), before.filter()),
                    changed(request.payloadTemplate(), before.payloadTemplate()),
                    (request.authScheme() == null ? before.authScheme() : request.authScheme())
                        .word())))
        .map(rows -> found(rows, before.id()));
  }

  private static @Nullable String changed(@Nullable String wanted, @Nullable String before) {
    if (wanted == null) {
      return before;
    }
    return wanted.equals("{}") ? null : wanted;
  }

  /** Removes the trigger, or {@link ErrorCode#NOT_FOUND}. */
  Future<Void> delete(long environmentId, String id) {
    return database
        .query(DELETE, Tuple.of(environmentId, id))
        .map(rows -> {
          if (rows.rowCount() == 0) {
            throw notFound(id);
          }
          return null;
        });
  }

  private static Future<?> lock(SqlConnection connection, long environmentId) {
    return Database.query(connection, LOCK, Tuple.of(environmentId));
  }

  private static Future<Trigger> current(SqlConnection connection, UpdateTrigger request) {
    return Database.query(connection, FIND, Tuple.of(request.environmentId(), request.id()))
        .map(rows -> found(rows, request.id()));
  }

  private Future<?> check(
      SqlConnection connection, long environmentId, EventType type, String uri, String id) {
    return Database.query(connection, COUNT_OTHERS, Tuple.of(environmentId, uri, type.word(), id))
        .map(rows -> {
          Row row = rows.iterator().next();
          if (row.getBoolean(1)) {
            throw new Refusal(ErrorCode.CONFLICT, "Trigger of " + type.word() + " to " + uri);
          }
          if (row.getLong(0) >= maximumUrls) {
            throw new Refusal(ErrorCode.TOO_MANY_NOTIFICATION_URLS, maximumUrls);
          }
          return row;
        });
  }

  private static Trigger found(RowSet<Row> rows, String id) {
    return triggers(rows).stream().findFirst().orElseThrow(() -> notFound(id));
  }

  private static List<Trigger> triggers(RowSet<Row> rows) {
    return StreamSupport.stream(rows.spliterator(), false).map(TriggerStore::trigger).toList();
  }

  private static Trigger trigger(Row row) {
    return new Trigger(
        row.getString(0),
        EventType.of(row.getString(1)).orElseThrow(),
        row.getString(2),
        row.getString(3),
        row.getBoolean(4),
        row.getString(5),
        row.getString(6),
        AuthScheme.of(row.getString(7)).orElseThrow(),
        row.get(OffsetDateTime.class, 8).toInstant(),
        row.get(OffsetDateTime.class, 9).toInstant());
  }

  private static Refusal notFound(String id) {
    return new Refusal(ErrorCode.NOT_FOUND, "Trigger", id);
  }

  private static String newId() {
    return (UUID.randomUUID().toString() + UUID.randomUUID()).replace("-", "");
  }
}
