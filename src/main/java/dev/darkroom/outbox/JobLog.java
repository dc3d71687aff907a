package dev.darkroom.outbox;

import dev.darkroom.db.Database;
import dev.darkroom.protocol.BlobRef;
import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.RowSet;
import io.vertx.sqlclient.SqlClient;
import io.vertx.sqlclient.Tuple;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HexFormat;
import java.util.List;

/**
 * The durable queue of long work. A job is inserted already leased to the node that commits it; it
 * is renewed while it runs, taken over by any node when its lease ends, and deleted in the
 * transaction of its result: that delete is the fence against running twice.
 */
public final class JobLog {
  private static final String INSERT =
      """
      insert into job (environment_id, kind, batch_id, request, blob, owner, leased_until)
      values ($1, $2, $3, $4, $5, $6, now() + make_interval(secs => $7))
      returning id
      """;
  private static final String CLAIM_EXPIRED =
      """
      update job set owner = $1, leased_until = now() + make_interval(secs => $2),
             attempts = attempts + 1
       where id in (select id from job where leased_until <= now()
                     order by leased_until limit $3 for update skip locked)
      returning id, environment_id, kind, batch_id, request, attempts
      """;
  private static final String RENEW =
      """
      update job set leased_until = now() + make_interval(secs => $3)
       where id = any($1) and owner = $2
      """;
  private static final String POSTPONE =
      """
      update job set owner = '', leased_until = now() + make_interval(secs => $3)
       where id = $1 and owner = $2
      """;
  private static final String FINISH = "delete from job where id = $1 and owner = $2";
  private static final String RELEASE_LOST =
      "update job set leased_until = now() where owner <> '' and owner <> all($1)";

  private final Database database;
  private final String owner;
  private final Duration lease;

  /** The jobs as this node sees them: {@code owner} is its name in the cluster. */
  public JobLog(Database database, String owner, Duration lease) {
    this.database = database;
    this.owner = owner;
    this.lease = lease;
  }

  /** How long a job stays owned without being renewed. */
  public Duration lease() {
    return lease;
  }

  /** Inserts a job, leased to this node, in the caller's transaction. */
  public Future<Job> append(SqlClient connection, NewJob job) {
    BlobRef blob = job.blob();
    Tuple values =
        Tuple.tuple()
            .addLong(job.environmentId())
            .addString(job.kind())
            .addString(job.batchId())
            .addString(job.request())
            .addBuffer(blob == null ? null : Buffer.buffer(HexFormat.of().parseHex(blob.sha256())))
            .addString(owner)
            .addDouble(leaseSeconds());
    return Database.query(connection, INSERT, values)
        .map(rows ->
            new Job(
                rows.iterator().next().getLong("id"),
                job.environmentId(),
                job.kind(),
                job.batchId(),
                job.request(),
                1));
  }

  /** Takes over jobs whose lease has ended, oldest first. */
  public Future<List<Job>> claimExpired(int limit) {
    return database.query(CLAIM_EXPIRED, Tuple.of(owner, leaseSeconds(), limit)).map(JobLog::jobs);
  }

  /** Keeps jobs of this node for another lease. */
  public Future<Void> renew(Collection<Long> ids) {
    Tuple values = Tuple.of(ids.toArray(Long[]::new), owner, leaseSeconds());
    return database.query(RENEW, values).mapEmpty();
  }

  /** Gives a job back, to be tried again by any node after the delay. */
  public Future<Void> postpone(Job job, Duration delay) {
    return database
        .query(POSTPONE, Tuple.of(job.id(), owner, (double) delay.toSeconds()))
        .mapEmpty();
  }

  /**
   * Ends a job in the transaction of its result. Fails, and so rolls the result back, when another
   * node has taken the job over.
   */
  public Future<Void> finish(SqlClient connection, Job job) {
    return Database.query(connection, FINISH, Tuple.of(job.id(), owner))
        .compose(rows ->
            rows.rowCount() == 1
                ? Future.succeededFuture()
                : Future.failedFuture(new JobTakenOver(job)));
  }

  /** Ends the leases of nodes that are no longer in the cluster. */
  public Future<Void> releaseLost(Collection<String> liveOwners) {
    return database
        .query(RELEASE_LOST, Tuple.of((Object) liveOwners.toArray(String[]::new)))
        .mapEmpty();
  }

  private double leaseSeconds() {
    return lease.toMillis() / 1000.0;
  }

  private static List<Job> jobs(RowSet<Row> rows) {
    List<Job> jobs = new ArrayList<>();
    for (Row row : rows) {
      jobs.add(
          new Job(
              row.getLong("id"),
              row.getLong("environment_id"),
              row.getString("kind"),
              row.getString("batch_id"),
              row.getString("request"),
              row.getInteger("attempts")));
    }
    return jobs;
  }
}
