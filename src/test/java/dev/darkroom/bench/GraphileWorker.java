package dev.darkroom.bench;

import dev.darkroom.db.PostgresAddress;
import java.io.IOException;
import java.util.List;

/** graphile-worker: a job is a row in the same PostgreSQL, fetched and completed in batches. */
final class GraphileWorker implements Peer {
  private final PeerProcess process;
  private final ReadyDeliveries database;
  private final String base;

  GraphileWorker(PostgresAddress address, String base) throws IOException {
    this.database = new ReadyDeliveries(address, base, DrainBench.URLS);
    this.base = base;
    this.process =
        PeerProcess.node(
            "graphile.mjs", List.of("graphile-worker@0.18", "undici@6"), DrainBench.url(address));
  }

  @Override
  public String name() {
    return "graphile-worker 0.18, PostgreSQL with fsync";
  }

  @Override
  public void ready(int count) {
    database.execute(
        """
        insert into graphile_worker._private_jobs (task_id, payload)
        select (select id from graphile_worker._private_tasks where identifier = 'post'),
          json_build_object('url', '%s' || n %% 50, 'body',
            '{"notification_type":"upload","public_id":"sample' || n || '","filler":"'
              || repeat(md5(n::text), 31) || '"}')
        from generate_series(1, %d) n
        """
            .formatted(base, count));
    database.execute("notify \"jobs:insert\", '{\"count\":1}'");
  }

  @Override
  public boolean isDone() {
    return database.number(
            "select count(*) from graphile_worker._private_jobs where max_attempts > 1")
        == 0;
  }

  @Override
  public Used used() {
    return Used.of(process.handle());
  }

  @Override
  public void close() {
    process.close();
  }
}
