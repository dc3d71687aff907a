package dev.darkroom.bench;

import dev.darkroom.db.PostgresAddress;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;

/** db-scheduler: an execution is a row in the same PostgreSQL, locked and fetched in batches. */
final class DbScheduler implements Peer {
  /** Its own, for PostgreSQL, without the index for priorities, which are off. */
  private static final String TABLE =
      """
      create table if not exists scheduled_tasks (
        task_name            text not null,
        task_instance        text not null,
        task_data            bytea,
        execution_time       timestamptz,
        picked               boolean not null,
        picked_by            text,
        last_success         timestamptz,
        last_failure         timestamptz,
        consecutive_failures int,
        last_heartbeat       timestamptz,
        version              bigint not null,
        priority             smallint,
        state                text,
        primary key (task_name, task_instance)
      );
      create index if not exists execution_time_idx on scheduled_tasks (execution_time);
      create index if not exists last_heartbeat_idx on scheduled_tasks (last_heartbeat);
      """;

  private final PeerProcess process;
  private final ReadyDeliveries database;
  private final String base;

  DbScheduler(PostgresAddress address, String base) throws IOException {
    this.database = new ReadyDeliveries(address, base, DrainBench.URLS);
    this.base = base;
    database.execute(TABLE);
    this.process =
        PeerProcess.start(
            "db-scheduler",
            "ready",
            List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx512m",
                "-classpath",
                absolute(System.getProperty("java.class.path")),
                DbSchedulerProcess.class.getName(),
                address.jdbcUrl(),
                address.user(),
                address.password()));
  }

  private static String absolute(String classPath) {
    return Arrays.stream(classPath.split(java.io.File.pathSeparator))
        .map(entry -> Path.of(entry).toAbsolutePath().toString())
        .collect(Collectors.joining(java.io.File.pathSeparator));
  }

  @Override
  public String name() {
    return "db-scheduler 16, PostgreSQL with fsync";
  }

  @Override
  public void ready(int count) {
    database.execute(
        """
        insert into scheduled_tasks
          (task_name, task_instance, task_data, execution_time, picked, version)
        select 'post', 'n' || n, convert_to('%s' || n %% 50 || ' '
            || '{"notification_type":"upload","public_id":"sample' || n || '","filler":"'
            || repeat(md5(n::text), 31) || '"}', 'UTF8'),
          now(), false, 1
        from generate_series(1, %d) n
        """
            .formatted(base, count));
  }

  @Override
  public boolean isDone() {
    return database.number("select count(*) from scheduled_tasks") == 0;
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
