package dev.darkroom.asset.search;

import dev.darkroom.asset.listing.Binder;
import dev.darkroom.asset.listing.Condition;
import dev.darkroom.asset.listing.Pages;
import dev.darkroom.asset.search.Aggregate.Range;
import io.vertx.core.json.JsonObject;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.RowSet;
import io.vertx.sqlclient.SqlConnection;
import java.util.List;
import java.util.stream.Collectors;

/** Counts all results by fields. These are exact, and bounded by the time of a read only. */
final class Aggregates {
  private final Pages pages;

  Aggregates(Pages pages) {
    this.pages = pages;
  }

  /** The member {@code aggregations}. It awaits. */
  JsonObject of(long environmentId, Condition where, List<Aggregate> wanted) {
    return pages.inTransaction(connection -> {
      JsonObject all = new JsonObject();
      for (Aggregate aggregate : wanted) {
        all.put(
            aggregate.field(),
            aggregate.ranges().isEmpty()
                ? words(connection, environmentId, where, aggregate)
                : ranges(connection, environmentId, where, aggregate));
      }
      return all;
    });
  }

  private static JsonObject words(
      SqlConnection connection, long environmentId, Condition where, Aggregate aggregate) {
    Binder binder = new Binder();
    String sql =
        """
        select %s as word, count(*) as count from asset a
         where a.environment_id = %s::bigint and %s group by 1 order by 2 desc, 1 limit 500
        """
            .formatted(aggregate.column(), binder.bind(environmentId), where.sql(binder));
    JsonObject counts = new JsonObject();
    for (Row row : Pages.run(connection, sql, binder)) {
      String word = row.getString("word");
      if (!word.isEmpty()) {
        counts.put(word, row.getLong("count"));
      }
    }
    return counts;
  }

  private static JsonObject ranges(
      SqlConnection connection, long environmentId, Condition where, Aggregate aggregate) {
    Binder binder = new Binder();
    String counts =
        aggregate.ranges().stream()
            .map(range -> "count(*) filter (where " + inside(range, aggregate, binder) + ")")
            .collect(Collectors.joining(", "));
    String sql =
        "select %s from asset a where a.environment_id = %s::bigint and %s"
            .formatted(counts, binder.bind(environmentId), where.sql(binder));
    RowSet<Row> rows = Pages.run(connection, sql, binder);
    Row row = rows.iterator().next();
    JsonObject ranges = new JsonObject();
    for (int at = 0; at < aggregate.ranges().size(); at++) {
      ranges.put(aggregate.ranges().get(at).key(), row.getLong(at));
    }
    return ranges;
  }

  private static String inside(Range range, Aggregate aggregate, Binder binder) {
    String column = aggregate.column();
    String from =
        range.from() == null
            ? "true"
            : column + " >= " + binder.bind(range.from()) + "::double precision";
    String to =
        range.to() == null
            ? "true"
            : column + " < " + binder.bind(range.to()) + "::double precision";
    return from + " and " + to;
  }
}
