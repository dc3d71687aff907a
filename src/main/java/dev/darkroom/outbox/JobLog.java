package dev.darkroom.outbox;

import dev.darkroom.db.Database;
import dev.darkroom.protocol.BlobRef;
import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.JsonObject;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.RowSet;
import io.vertx.sqlclient.SqlClient;
import io.vertx.sqlclient.Tuple;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

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
  private static final String PROGRESS =
      "update job set percent = $3 where id = $1 and owner = $2 and percent < $3";
  private static final String END =
      """
      with ended as (delete from job where id = $1 and owner = $2 returning *)
      insert into job_ended (environment_id, batch_id, kind, outcome, result, created_at)
        select environment_id, batch_id, kind, $3, $4::text::jsonb, created_at from ended
      """;
  private static final String FIND =
      """
      select kind, case when owner = '' then 'pending' else 'processing' end as state, percent,
             null::jsonb as result, created_at
        from job where environment_id = $1 and batch_id = $2 order by id limit 1
      """;
  private static final String FIND_ENDED =
      """
      select kind, outcome as state, 100 as percent, result, created_at from job_ended
       where environment_id = $1 and batch_id = $2 order by ended_at desc limit 1
      """;
  private static final String FORGET =
      "delete from job_ended where ended_at < now() - make_interval(secs => $1)";
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

  /** Tells how far a job is, in percent; it never goes back. */
  public Future<Void> progress(Job job, int percent) {
    return database.query(PROGRESS, Tuple.of(job.id(), owner, percent)).mapEmpty();
  }

  /**
   * Ends a job in the transaction of its result. Fails, and so rolls the result back, when another
   * node has taken the job over.
   */
  public Future<Void> finish(SqlClient connection, Job job) {
    return end(connection, job, "complete", null);
  }

  /** The same; callers who ask for the job are told the result, a JSON object. */
  public Future<Void> finish(SqlClient connection, Job job, String result) {
    return end(connection, job, "complete", result);
  }

  /** Ends a job in the transaction that tells of its failure. */
  public Future<Void> fail(SqlClient connection, Job job, String reason) {
    return end(connection, job, "failed", JsonObject.of("message", reason).encode());
  }

  /** How far the work of a batch is; what has ended is known until it is forgotten. */
  public Future<Optional<JobState>> find(long environmentId, String batchId) {
    Tuple values = Tuple.of(environmentId, batchId);
    return database
        .query(FIND, values)
        .compose(rows ->
            rows.size() > 0 ? Future.succeededFuture(rows) : database.query(FIND_ENDED, values))
        .map(JobLog::state);
  }

  /** Forgets what ended longer ago. */
  public Future<Void> forgetEnded(Duration age) {
    return database.query(FORGET, Tuple.of((double) age.toSeconds())).mapEmpty();
  }

  private Future<Void> end(SqlClient connection, Job job, String outcome, @Nullable String result) {
    return Database.query(connection, END, Tuple.of(job.id(), owner, outcome, result))
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

  private static Optional<JobState> state(RowSet<Row> rows) {
    if (rows.size() == 0) {
      return Optional.empty();
    }
    Row row = rows.iterator().next();
    return Optional.of(
        new JobState(
            row.getString("kind"),
            row.getString("state"),
            row.getInteger("percent"),
            row.getJsonObject("result"),
            row.getOffsetDateTime("created_at").toInstant()));
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
