package dev.darkroom.db;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.pgclient.PgBuilder;
import io.vertx.pgclient.PgConnectOptions;
import io.vertx.sqlclient.ClientBuilder;
import io.vertx.sqlclient.Pool;
import io.vertx.sqlclient.PoolOptions;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.RowSet;
import io.vertx.sqlclient.SqlClient;
import io.vertx.sqlclient.SqlConnection;
import io.vertx.sqlclient.Transaction;
import io.vertx.sqlclient.Tuple;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * The pool of connections to PostgreSQL. Every call is asynchronous; virtual threads await it.
 * While the server cannot be reached, everything fails with the refusal that {@link Outage} tells.
 */
public final class Database {
  /**
   * A queue's table is a handful of rows now and a million later: only indexes suit both, so there
   * is one plan for each statement and no use in making it anew.
   */
  private static final String INDEXES_ONLY =
      """
      set enable_seqscan = off; set enable_bitmapscan = off; set enable_hashjoin = off;
      set enable_mergejoin = off; set jit = off; set plan_cache_mode = force_generic_plan
      """;

  private final Vertx vertx;
  private final PgConnectOptions address;
  private final Pool pool;
  private final List<Database> others = new CopyOnWriteArrayList<>();

  /** Opens a pool of at most {@code size} connections; it connects when first used. */
  public Database(Vertx vertx, PgConnectOptions address, int size) {
    this(vertx, address, size, null);
  }

  private Database(Vertx vertx, PgConnectOptions address, int size, @Nullable String first) {
    this.vertx = vertx;
    this.address = address;
    ClientBuilder<Pool> builder =
        PgBuilder.pool()
            .with(new PoolOptions().setMaxSize(size))
            .connectingTo(new PgConnectOptions(address).setCachePreparedStatements(true))
            .using(vertx);
    if (first != null) {
      builder.withConnectHandler(
          fresh -> fresh.query(first).execute().onComplete(done -> fresh.close()));
    }
    this.pool = builder.build();
  }

  /**
   * A few connections more for a queue: they wait for nobody else, and PostgreSQL plans each of
   * their statements by indexes, whatever it believes about the size of the table. Closed with this
   * one.
   */
  public Database queues(int size) {
    Database queues = new Database(vertx, address, size, INDEXES_ONLY);
    others.add(queues);
    return queues;
  }

  /** Runs one statement on its own. */
  public Future<RowSet<Row>> query(String sql, Tuple values) {
    return query(pool, sql, values);
  }

  /** Runs one statement on a given connection, which may be inside a transaction. */
  public static Future<RowSet<Row>> query(SqlClient client, String sql, Tuple values) {
    return client.preparedQuery(sql).execute(values).recover(Outage::told);
  }

  /** Runs the work in one transaction: committed when its future succeeds, else rolled back. */
  public <T> Future<T> transaction(Function<SqlConnection, Future<T>> work) {
    return pool.withTransaction(work).recover(Outage::told);
  }

  /** The same for virtual threads: the work awaits, and throws to roll back. */
  public <T> T awaitTransaction(Function<SqlConnection, T> work) {
    SqlConnection connection = pool.getConnection().recover(Outage::told).await();
    try {
      Transaction transaction = connection.begin().recover(Outage::told).await();
      T result;
      try {
        result = work.apply(connection);
      } catch (Throwable failure) {
        transaction.rollback().transform(ended -> Future.succeededFuture()).await();
        throw failure;
      }
      transaction.commit().recover(Outage::told).await();
      return result;
    } finally {
      connection.close().await();
    }
  }

  /** Closes every connection. */
  public Future<Void> close() {
    return Future.join(others.stream().map(Database::close).toList())
        .eventually(pool::close)
        .mapEmpty();
  }
}
