package dev.darkroom.outbox;

import dev.darkroom.db.Database;
import io.vertx.core.Future;
import io.vertx.pgclient.PgException;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.RowSet;
import io.vertx.sqlclient.SqlConnection;
import io.vertx.sqlclient.Tuple;
import java.time.LocalDate;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import java.util.stream.StreamSupport;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The days (UTC) that events and ended deliveries are kept in. Days ahead are made in time; what
 * was written while its day was missing moves there once the day is over; days older than the
 * retention are dropped, but no event that a pending delivery still names. One node does it at a
 * time. Nothing waits for a lock for more than a moment: what does not work now works in an hour.
 */
public final class Partitions {
  private static final Logger LOG = LoggerFactory.getLogger(Partitions.class);
  private static final int AHEAD = 3;
  private static final int BATCH = 5_000;

  /** Events outlive the log of their deliveries, which may end days later. */
  private static final int EVENTS_LONGER = 4;

  private static final DateTimeFormatter NAME = DateTimeFormatter.BASIC_ISO_DATE;

  private static final String LOCK = "select pg_try_advisory_xact_lock(7234501, 4)";
  private static final String IMPATIENT = "set local lock_timeout = '500ms'";

  private static final String DAYS =
      """
      select right(c.relname, 8) from pg_inherits i join pg_class c on c.oid = i.inhrelid
      where i.inhparent = $1::text::regclass and c.relname ~ '_[0-9]{8}$' order by 1
      """;

  /** A table in days. */
  private record Table(String name, String time, int longer) {
    String day(LocalDate day) {
      return name + "_" + NAME.format(day);
    }

    String rest() {
      return name + "_rest";
    }

    String within(LocalDate day) {
      return "%1$s >= '%2$s 00:00+00' and %1$s < '%3$s 00:00+00'"
          .formatted(time, day, day.plusDays(1));
    }
  }

  private static final Table EVENTS = new Table("event", "created_at", EVENTS_LONGER);

  /** What is only appended and then dropped whole need not be vacuumed because it grew. */
  private static final String APPENDED = "autovacuum_vacuum_insert_threshold = -1";

  private static final Table LOG_ENTRIES = new Table("delivery_log", "ended_at", 0);

  private final Database database;
  private final int kept;

  /**
   * Days of this database.
   *
   * @param kept for how many days ended deliveries are kept
   */
  public Partitions(Database database, int kept) {
    this.database = database;
    this.kept = kept;
  }

  /** Makes and drops what is to be made and dropped on that day; never fails. */
  public Future<Void> keep(LocalDate today) {
    return keep(EVENTS, today).compose(done -> keep(LOG_ENTRIES, today));
  }

  private Future<Void> keep(Table table, LocalDate today) {
    LocalDate oldest = today.minusDays(kept + (long) table.longer);
    return days(table)
        .compose(there -> {
          Future<Void> chain = Future.succeededFuture();
          for (LocalDate day = today; !day.isAfter(today.plusDays(AHEAD)); day = day.plusDays(1)) {
            LocalDate wanted = day;
            if (!there.contains(wanted)) {
              chain =
                  chain.compose(done ->
                      wanted.equals(today)
                          ? makeToday(table, today)
                          : make(table, wanted, List.of()));
            }
          }
          for (LocalDate day : there) {
            if (day.isBefore(oldest)) {
              chain = chain.compose(done -> drop(table, day));
            }
          }
          return chain;
        })
        .compose(done -> clear(table, oldest))
        .compose(done -> move(table, today))
        .recover(failure -> harmless("looking after " + table.name, failure));
  }

  private Future<List<LocalDate>> days(Table table) {
    return database
        .query(DAYS, Tuple.of(table.name))
        .map(rows -> each(rows, row -> LocalDate.parse(row.getString(0), NAME)));
  }

  /**
   * Only when nothing of today is in the rest yet. Whoever writes of today must wait for the few
   * milliseconds: who is on its way into the rest while the day is attached would fail.
   */
  private Future<Void> makeToday(Table table, LocalDate today) {
    String written =
        "select exists (select from %s where %s)".formatted(table.rest(), table.within(today));
    String wait = "lock table %s in share row exclusive mode".formatted(table.name);
    return database
        .query(written, Tuple.tuple())
        .compose(rows ->
            rows.iterator().next().getBoolean(0)
                ? Future.succeededFuture()
                : make(table, today, List.of(wait)));
  }

  /** A day that is over, with its rows out of the rest. */
  private Future<Void> makeOver(Table table, LocalDate day) {
    String move =
        "with gone as (delete from %s where %s returning *) insert into %s select * from gone"
            .formatted(table.rest(), table.within(day), table.day(day));
    return make(table, day, List.of(move));
  }

  private Future<Void> make(Table table, LocalDate day, List<String> before) {
    List<String> statements = new ArrayList<>();
    statements.add(
        "create table %s (like %s including all excluding identity) with (%s)"
            .formatted(table.day(day), table.name, APPENDED));
    statements.addAll(before);
    statements.add(
        "alter table %s attach partition %s for values from ('%s 00:00+00') to ('%s 00:00+00')"
            .formatted(table.name, table.day(day), day, day.plusDays(1)));
    return alone(connection -> inOrder(connection, statements))
        .recover(failure -> harmless("making " + table.day(day), failure));
  }

  private Future<Void> drop(Table table, LocalDate day) {
    return alone(connection ->
            run(connection, "lock table " + table.day(day) + " in access exclusive mode")
                .compose(locked -> isPinned(connection, table, day))
                .compose(pinned ->
                    pinned
                        ? Future.<Void>succeededFuture()
                        : run(connection, "drop table " + table.day(day))))
        .recover(failure -> harmless("dropping " + table.day(day), failure));
  }

  /** Whether something pending still names an event of the day. */
  private static Future<Boolean> isPinned(SqlConnection connection, Table table, LocalDate day) {
    if (!table.equals(EVENTS)) {
      return Future.succeededFuture(false);
    }
    return connection
        .query(
            "select exists (select from delivery where event_at >= '%s 00:00+00' and event_at < '%s 00:00+00')"
                .formatted(day, day.plusDays(1)))
        .execute()
        .map(rows -> rows.iterator().next().getBoolean(0));
  }

  /** Deletes from the rest what is too old, some at a time. */
  private Future<Void> clear(Table table, LocalDate oldest) {
    String unpinned =
        table.equals(EVENTS)
            ? " and not exists (select from delivery where delivery.event_id = event_rest.id)"
            : "";
    String delete =
        "delete from %1$s where ctid = any (array(select ctid from %1$s where %2$s < '%3$s 00:00+00'%4$s limit %5$d))"
            .formatted(table.rest(), table.time, oldest, unpinned, BATCH);
    return database
        .query(delete, Tuple.tuple())
        .compose(rows -> rows.rowCount() < BATCH ? Future.succeededFuture() : clear(table, oldest));
  }

  /** Days that are over and have rows in the rest. */
  private Future<Void> move(Table table, LocalDate today) {
    String over =
        "select distinct (%1$s at time zone 'UTC')::date::text from %2$s where %1$s < '%3$s 00:00+00'"
            .formatted(table.time, table.rest(), today);
    return days(table)
        .compose(there ->
            database
                .query(over, Tuple.tuple())
                .compose(rows -> {
                  Future<Void> chain = Future.succeededFuture();
                  for (LocalDate day : each(rows, row -> LocalDate.parse(row.getString(0)))) {
                    if (!there.contains(day)) {
                      chain = chain.compose(done -> makeOver(table, day));
                    }
                  }
                  return chain;
                }));
  }

  /** In a transaction, unless another node is at it. */
  private Future<Void> alone(Function<SqlConnection, Future<Void>> work) {
    return database.transaction(connection ->
        run(connection, IMPATIENT)
            .compose(set -> connection.query(LOCK).execute())
            .compose(rows ->
                rows.iterator().next().getBoolean(0)
                    ? work.apply(connection)
                    : Future.succeededFuture()));
  }

  private static Future<Void> inOrder(SqlConnection connection, List<String> statements) {
    Future<Void> chain = Future.succeededFuture();
    for (String statement : statements) {
      chain = chain.compose(done -> run(connection, statement));
    }
    return chain;
  }

  private static Future<Void> run(SqlConnection connection, String statement) {
    return connection.query(statement).execute().mapEmpty();
  }

  private static <T> List<T> each(RowSet<Row> rows, Function<Row, T> read) {
    return StreamSupport.stream(rows.spliterator(), false).map(read).toList();
  }

  private static Future<Void> harmless(String what, Throwable failure) {
    String why = failure instanceof PgException known ? known.getMessage() : failure.toString();
    LOG.info("{} is left for later: {}", what, why);
    return Future.succeededFuture();
  }
}
