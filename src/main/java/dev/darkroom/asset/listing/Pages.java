package dev.darkroom.asset.listing;

import dev.darkroom.db.Database;
import dev.darkroom.protocol.ErrorCode;
import dev.darkroom.protocol.PageRequest;
import dev.darkroom.protocol.Refusal;
import io.vertx.core.Future;
import io.vertx.core.json.JsonArray;
import io.vertx.pgclient.PgException;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.RowSet;
import io.vertx.sqlclient.SqlConnection;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.IntFunction;
import org.jspecify.annotations.Nullable;

/**
 * Reads pages of any query at a price that does not grow with the table. What matches few rows is
 * found by its own index and sorted; what matches many is met soon when walking in order. The
 * planner's estimate says which it is, and is not believed when more is found than it said. For
 * virtual threads: it awaits.
 */
public final class Pages {
  /** How many matches are counted one by one; beyond it the planner's estimate is told. */
  public static final int COUNTED = 1_000;

  /** How many rows are at most looked at to find those of one page, or sorted for it. */
  private static final int WALKED = 30_000;

  /** Estimates are not that wrong: there is no need to count. */
  private static final int SURELY_MORE = 4 * COUNTED;

  private static final int GLANCED = 5_000;
  private static final int SECONDS = 10;
  private static final String CANCELED = "57014";

  /** Plans must know the values: a rare word and a frequent one are not found alike. */
  private static final String LOCAL_SETTINGS =
      "set local plan_cache_mode = force_custom_plan; set local jit = off;"
          + " set local random_page_cost = 1.1; set local work_mem = '32MB';"
          + " set local statement_timeout = '"
          + SECONDS
          + "s'";

  private static final String WALK_ONLY =
      "set local enable_sort = off; set local enable_bitmapscan = off;"
          + " set local enable_seqscan = off";

  /**
   * A page to read.
   *
   * @param query the fingerprint for its cursors
   * @param vague whether the planner cannot know how much matches, as it is with prefixes
   */
  public record Wanted(
      long environmentId,
      Condition where,
      Order order,
      PageRequest page,
      String query,
      boolean vague) {}

  /**
   * A page.
   *
   * @param total how many rows match in all; -1 when it was not asked
   */
  public record Page(List<Row> rows, Optional<Cursor> next, long total) {}

  private final Database database;
  private final Source source;

  public Pages(Database database, Source source) {
    this.database = database;
    this.source = source;
  }

  /** A page of a list whose order is that of an index: nothing is counted. */
  public Page walk(Wanted wanted) {
    return inTransaction(connection -> walk(connection, wanted, cursor(wanted), -1));
  }

  /** A page of any query, with the number of all rows that match. */
  public Page seek(Wanted wanted) {
    return inTransaction(connection -> seek(connection, wanted));
  }

  private Page seek(SqlConnection connection, Wanted wanted) {
    Cursor cursor = cursor(wanted);
    long estimate =
        cursor != null && cursor.total() >= 0 ? cursor.total() : estimate(connection, wanted);
    if (estimate > WALKED) {
      return walk(connection, wanted, cursor, estimate);
    }
    if (wanted.vague() && cursor == null && rows(connection, wanted) > WALKED) {
      Page page = glance(connection, wanted);
      if (page.next().isPresent()) {
        return page;
      }
    }
    if (estimate > SURELY_MORE) {
      return more(connection, wanted, cursor, estimate);
    }
    RowSet<Row> few = few(connection, wanted, cursor, COUNTED);
    long counted = few.iterator().next().getLong("total");
    return counted <= COUNTED
        ? page(wanted, few, counted)
        : more(connection, wanted, cursor, Math.max(counted, estimate));
  }

  /** A look at the first rows in order: what is frequent fills a page with these. */
  private Page glance(SqlConnection connection, Wanted wanted) {
    Binder binder = new Binder();
    Order order = wanted.order();
    String sql =
        """
        select %1$s as id, %2$s, %3$s, count(*) over () as seen
          from (select a.* from %4$s where a.environment_id = %5$s::bigint
                 order by %6$s limit %7$d) as a
         where %8$s order by %6$s limit %9$d
        """
            .formatted(
                source.id(),
                order.selected(),
                source.columns(),
                source.from(),
                binder.bind(wanted.environmentId()),
                order.sql(order::expression),
                GLANCED,
                wanted.where().sql(binder),
                wanted.page().most() + 1);
    RowSet<Row> found = run(connection, sql, binder);
    long seen = found.size() == 0 ? 0 : found.iterator().next().getLong("seen");
    return page(wanted, found, seen * rows(connection, wanted) / GLANCED);
  }

  /** The planner took what is frequent for rare, or it is neither: its plan would be as wrong. */
  private Page more(
      SqlConnection connection, Wanted wanted, @Nullable Cursor cursor, long atLeast) {
    if (rows(connection, wanted) * wanted.page().most() / atLeast > WALKED) {
      RowSet<Row> few = few(connection, wanted, cursor, WALKED);
      long counted = few.iterator().next().getLong("total");
      if (counted <= WALKED) {
        return page(wanted, few, counted);
      }
    }
    connection.query(WALK_ONLY).execute().await();
    return walk(connection, wanted, cursor, atLeast);
  }

  /** About how many assets the environment has. */
  private static long rows(SqlConnection connection, Wanted wanted) {
    Binder binder = new Binder();
    String sql =
        "select objects from usage_total where environment_id = "
            + binder.bind(wanted.environmentId())
            + "::bigint order by day desc limit 1";
    RowSet<Row> rows = run(connection, sql, binder);
    return rows.size() == 0 ? 0 : rows.iterator().next().getLong("objects");
  }

  private RowSet<Row> few(
      SqlConnection connection, Wanted wanted, @Nullable Cursor cursor, int most) {
    Binder binder = new Binder();
    Order order = wanted.order();
    String environment = binder.bind(wanted.environmentId()) + "::bigint";
    String sql =
        """
        with matched as materialized (
          select %1$s as id, %2$s from %3$s
           where a.environment_id = %4$s and %5$s limit %6$d),
        counted as materialized (select count(*) as total from matched),
        page as (
          select * from matched where (select total from counted) < %6$d and %7$s
           order by %8$s limit %9$d)
        select counted.total, page.*, %10$s
          from counted left join page on true
            left join %11$s on a.environment_id = %4$s and %1$s = page.id
         order by %8$s
        """
            .formatted(
                source.id(),
                order.selected(),
                source.from(),
                environment,
                wanted.where().sql(binder),
                most + 1,
                after(wanted, cursor, binder, at -> "k" + at),
                order.sql(at -> "k" + at),
                wanted.page().most() + 1,
                source.columns(),
                source.table());
    return run(connection, sql, binder);
  }

  private Page walk(SqlConnection connection, Wanted wanted, @Nullable Cursor cursor, long total) {
    Binder binder = new Binder();
    Order order = wanted.order();
    String sql =
        """
        select %s as id, %s, %s from %s
         where a.environment_id = %s::bigint and %s and %s order by %s limit %d
        """
            .formatted(
                source.id(),
                order.selected(),
                source.columns(),
                source.from(),
                binder.bind(wanted.environmentId()),
                wanted.where().sql(binder),
                after(wanted, cursor, binder, order::expression),
                order.sql(order::expression),
                wanted.page().most() + 1);
    return page(wanted, run(connection, sql, binder), total);
  }

  private long estimate(SqlConnection connection, Wanted wanted) {
    Binder binder = new Binder();
    String sql =
        "explain (format json) select 1 from %s where a.environment_id = %s::bigint and %s"
            .formatted(
                source.from(), binder.bind(wanted.environmentId()), wanted.where().sql(binder));
    Object plan = run(connection, sql, binder).iterator().next().getValue(0);
    JsonArray plans = plan instanceof JsonArray array ? array : new JsonArray(String.valueOf(plan));
    return plans.getJsonObject(0).getJsonObject("Plan").getLong("Plan Rows");
  }

  private Page page(Wanted wanted, RowSet<Row> all, long total) {
    List<Row> rows = new ArrayList<>();
    for (Row row : all) {
      if (row.getValue("id") != null) {
        rows.add(row);
      }
    }
    if (rows.size() <= wanted.page().most()) {
      return new Page(rows, Optional.empty(), total);
    }
    rows.removeLast();
    List<String> place = wanted.order().place(rows.getLast());
    return new Page(rows, Optional.of(new Cursor(wanted.query(), total, place)), total);
  }

  private static @Nullable Cursor cursor(Wanted wanted) {
    String text = wanted.page().cursor();
    return text == null ? null : Cursor.decode(text, wanted.query());
  }

  private static String after(
      Wanted wanted, @Nullable Cursor cursor, Binder binder, IntFunction<String> name) {
    if (cursor == null) {
      return "true";
    }
    try {
      return wanted.order().after(wanted.order().parse(cursor.place()), binder, name);
    } catch (IllegalArgumentException broken) {
      throw Cursor.refusal(String.valueOf(wanted.page().cursor()));
    }
  }

  /** Runs reads of bounded time with plans of their own. */
  public <T> T inTransaction(Function<SqlConnection, T> work) {
    return database.awaitTransaction(connection -> {
      connection.query(LOCAL_SETTINGS).execute().await();
      return work.apply(connection);
    });
  }

  /** Runs one statement of such a read; one that takes too long is refused. */
  public static RowSet<Row> run(SqlConnection connection, String sql, Binder binder) {
    return Database.query(connection, sql, binder.tuple()).recover(Pages::refused).await();
  }

  private static Future<RowSet<Row>> refused(Throwable failure) {
    boolean slow = failure instanceof PgException known && CANCELED.equals(known.getSqlState());
    return Future.failedFuture(slow ? new Refusal(ErrorCode.QUERY_TOO_SLOW, SECONDS) : failure);
  }
}
