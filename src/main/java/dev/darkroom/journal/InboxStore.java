package dev.darkroom.journal;

import dev.darkroom.db.Database;
import dev.darkroom.protocol.KeepArrival.KeptArrival;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.JsonObject;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.SqlClient;
import io.vertx.sqlclient.Tuple;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What the built-in receiver keeps: so many names, so many arrivals and so many bytes of each; the
 * oldest go. For virtual threads.
 */
final class InboxStore {
  static final int MOST_ARRIVALS = 100;
  private static final int MOST_BYTES = 4 * 1024 * 1024;
  private static final int MOST_NAMES = 200;

  /** What still has to be answered badly is counted down below zero, so that its end shows. */
  private static final String TOUCH =
      """
      insert into inbox (name) values ($1)
      on conflict (name) do update
        set touched = clock_timestamp(), times = greatest(inbox.times - 1, -1)
      returning case when times is null or times >= 0 then status else 200 end
      """;

  private static final String INSERT =
      """
      insert into inbox_arrival (name, status, headers, body, verdict) values ($1, $2, $3, $4, $5)
      returning id
      """;
  private static final String TRIM =
      """
      delete from inbox_arrival where name = $1 and id <= (
        select max(id) from (
          select id, row_number() over newest as place,
            sum(octet_length(body) + octet_length(headers)) over newest as bytes
          from inbox_arrival where name = $1 window newest as (order by id desc)) counted
        where place > $2 or bytes > $3)
      """;
  private static final String FORGET =
      """
      delete from inbox where name in
        (select name from inbox order by touched desc, name offset $1)
      """;
  private static final String SET =
      """
      insert into inbox (name, status, times) values ($1, $2, $3)
      on conflict (name) do update
        set touched = clock_timestamp(), status = excluded.status, times = excluded.times
      """;
  private static final String EMPTY = "delete from inbox_arrival where name = $1";
  private static final String DELETE = "delete from inbox where name = $1";
  private static final String SHOW = "select status, times from inbox where name = $1";
  private static final String COUNT =
      "select count(*) from inbox_arrival where name = $1 and id > $2";
  private static final String LIST =
      """
      select id, arrived_at, status, headers, body, verdict from inbox_arrival
      where name = $1 and id > $2 order by id
      """;

  /** One thing that arrived. */
  record Arrival(
      long id, Instant at, int status, JsonObject headers, Buffer body, JsonObject verdict) {}

  /** How an inbox answers; {@code times} is null for ever. */
  record Manner(int status, @Nullable Integer times) {}

  private final Database database;

  InboxStore(Database database) {
    this.database = database;
  }

  KeptArrival insert(String name, JsonObject headers, Buffer body, JsonObject verdict) {
    return database.awaitTransaction(connection -> {
      int status = one(connection, TOUCH, Tuple.of(name)).getInteger(0);
      Tuple values = Tuple.of(name, status, headers.encode(), body, verdict.encode());
      long id = one(connection, INSERT, values).getLong(0);
      Database.query(connection, TRIM, Tuple.of(name, MOST_ARRIVALS, MOST_BYTES)).await();
      Database.query(connection, FORGET, Tuple.of(MOST_NAMES)).await();
      return new KeptArrival(id, status);
    });
  }

  void set(String name, int status, @Nullable Integer times) {
    database.query(SET, Tuple.of(name, status, times)).await();
    database.query(FORGET, Tuple.of(MOST_NAMES)).await();
  }

  /** Forgets the inbox; tells how much had arrived. */
  int delete(String name) {
    return database.awaitTransaction(connection -> {
      int arrivals = Database.query(connection, EMPTY, Tuple.of(name)).await().rowCount();
      Database.query(connection, DELETE, Tuple.of(name)).await();
      return arrivals;
    });
  }

  Optional<Manner> manner(String name) {
    for (Row row : database.query(SHOW, Tuple.of(name)).await()) {
      return Optional.of(new Manner(row.getInteger(0), row.getInteger(1)));
    }
    return Optional.empty();
  }

  long count(String name, long after) {
    return one(database.query(COUNT, Tuple.of(name, after)).await()).getLong(0);
  }

  List<Arrival> list(String name, long after) {
    List<Arrival> arrivals = new ArrayList<>();
    for (Row row : database.query(LIST, Tuple.of(name, after)).await()) {
      arrivals.add(
          new Arrival(
              row.getLong(0),
              row.getOffsetDateTime(1).toInstant(),
              row.getInteger(2),
              new JsonObject(row.getString(3)),
              row.getBuffer(4),
              new JsonObject(row.getString(5))));
    }
    return arrivals;
  }

  private static Row one(SqlClient connection, String sql, Tuple values) {
    return one(Database.query(connection, sql, values).await());
  }

  private static Row one(Iterable<Row> rows) {
    return rows.iterator().next();
  }
}
