package dev.darkroom.bench;

import dev.darkroom.db.PostgresAddress;
import dev.darkroom.testing.Await;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * What others deliver to the same receiver from the same PostgreSQL: installed through npm when
 * they are asked for, set up as their own documentation says for throughput, signing with SHA-1.
 */
final class Peers {
  private static final Duration LONGEST = Duration.ofMinutes(5);
  private static final int WARM_UP = 10_000;
  private static final int DRAINED = 60_000;

  private final PostgresAddress address;
  private final ManyUrls urls;
  private final ReadyDeliveries database;

  Peers(PostgresAddress address, ManyUrls urls) {
    this.address = address;
    this.urls = urls;
    this.database = new ReadyDeliveries(address, urls.base(), 50);
  }

  void run() {
    try {
      graphileWorker();
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    } catch (InterruptedException stopped) {
      throw new IllegalStateException(stopped);
    }
  }

  private void graphileWorker() throws IOException, InterruptedException {
    Path folder = install("graphile-worker@0.18", "undici@6");
    Files.copy(
        Path.of("src/test/node/peers/graphile.mjs"),
        folder.resolve("graphile.mjs"),
        java.nio.file.StandardCopyOption.REPLACE_EXISTING);
    Process process =
        new ProcessBuilder("node", "graphile.mjs", DrainBench.url(address))
            .directory(folder.toFile())
            .redirectErrorStream(true)
            .redirectOutput(folder.resolve("graphile.log").toFile())
            .start();
    try {
      Await.until(
          LONGEST,
          () -> "it is ready",
          () -> read(folder.resolve("graphile.log")).contains("ready") || !process.isAlive());
      jobs(process, "warming up", WARM_UP);
      jobs(process, "graphile-worker 0.18 (durable, each job a row)", DRAINED);
    } finally {
      process.destroy();
      process.waitFor(10, TimeUnit.SECONDS);
      process.destroyForcibly();
    }
  }

  private void jobs(Process process, String name, int count) {
    long before = urls.arrived(0);
    database.execute(
        """
        insert into graphile_worker._private_jobs (task_id, payload)
        select (select id from graphile_worker._private_tasks where identifier = 'post'),
          json_build_object('url', '%s' || n %% 50, 'body',
            '{"notification_type":"upload","public_id":"sample' || n || '","filler":"'
              || repeat(md5(n::text), 31) || '"}')
        from generate_series(1, %d) n
        """
            .formatted(urls.base(), count));
    database.execute("notify \"jobs:insert\", '{\"count\":1}'");
    long start = System.nanoTime();
    Used used = Used.of(process.toHandle());
    Await.until(
        LONGEST,
        () -> urls.arrived(0) - before + " of " + count,
        () -> urls.arrived(0) - before >= count);
    Await.until(
        LONGEST,
        () -> "all written down",
        () ->
            database.number(
                    "select count(*) from graphile_worker._private_jobs where attempts = 0 or max_attempts > 1")
                == 0);
    Used since = Used.of(process.toHandle()).since(used);
    DrainBench.print(name, count, (urls.lastNanos() - start) / 1e9, since);
  }

  private static Path install(String... packages) throws IOException, InterruptedException {
    Path folder = Files.createDirectories(Path.of("target", "peers"));
    List<String> command =
        new java.util.ArrayList<>(List.of("npm", "i", "--no-audit", "--prefix", "."));
    command.addAll(List.of(packages));
    int exit =
        new ProcessBuilder(command)
            .directory(folder.toFile())
            .redirectErrorStream(true)
            .redirectOutput(folder.resolve("npm.log").toFile())
            .start()
            .waitFor();
    if (exit != 0) {
      throw new IOException("npm cannot install " + List.of(packages));
    }
    return folder;
  }

  private static String read(Path file) {
    try {
      return Files.exists(file) ? Files.readString(file) : "";
    } catch (IOException failure) {
      return "";
    }
  }
}
