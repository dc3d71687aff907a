package dev.darkroom.asset.listing;

import dev.darkroom.db.Database;
import dev.darkroom.protocol.CountServed;
import dev.darkroom.protocol.Done;
import dev.darkroom.protocol.ServedCount;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.Tuple;
import java.time.LocalDate;
import java.util.Comparator;
import java.util.List;

/**
 * The table {@code usage_traffic}: what all nodes have served, per environment and day. For virtual
 * threads.
 */
final class TrafficStore {
  private static final String ADD =
      """
      insert into usage_traffic (environment_id, day, requests, bytes)
        select * from unnest($1::bigint[], $2::date[], $3::bigint[], $4::bigint[])
      on conflict (environment_id, day) do update set
        requests = usage_traffic.requests + excluded.requests,
        bytes = usage_traffic.bytes + excluded.bytes
      """;
  private static final String SUM =
      """
      select coalesce(sum(requests), 0)::bigint as requests, coalesce(sum(bytes), 0)::bigint as bytes
        from usage_traffic where environment_id = $1 and day > $2 and day <= $3
      """;

  /** Rows in one order on every node: two batches never wait for each other in a circle. */
  private static final Comparator<ServedCount> ORDER =
      Comparator.comparingLong(ServedCount::environmentId).thenComparing(ServedCount::day);

  /** How much was served. */
  record Traffic(long requests, long bytes) {}

  private final Database database;

  TrafficStore(Database database) {
    this.database = database;
  }

  /** Adds what a node has counted. */
  Done add(CountServed told) {
    List<ServedCount> rows = told.counts().stream().sorted(ORDER).toList();
    Tuple values =
        Tuple.of(
            rows.stream().map(ServedCount::environmentId).toArray(Long[]::new),
            rows.stream().map(row -> LocalDate.parse(row.day())).toArray(LocalDate[]::new),
            rows.stream().map(ServedCount::requests).toArray(Long[]::new),
            rows.stream().map(ServedCount::bytes).toArray(Long[]::new));
    database.query(ADD, values).await();
    return new Done();
  }

  /** What was served after a day, up to the end of another. */
  Traffic between(long environmentId, LocalDate after, LocalDate last) {
    Row row = database.query(SUM, Tuple.of(environmentId, after, last)).await().iterator().next();
    return new Traffic(row.getLong("requests"), row.getLong("bytes"));
  }
}
