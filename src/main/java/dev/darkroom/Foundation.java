package dev.darkroom;

import dev.darkroom.blob.BlobAddress;
import dev.darkroom.blob.BlobStore;
import dev.darkroom.blob.DiskBlobStore;
import dev.darkroom.blob.S3Address;
import dev.darkroom.blob.S3BlobStore;
import dev.darkroom.bus.Bus;
import dev.darkroom.bus.Cluster;
import dev.darkroom.config.Settings;
import dev.darkroom.db.Database;
import dev.darkroom.db.DatabaseClock;
import dev.darkroom.db.EmbeddedPostgres;
import dev.darkroom.db.Migrations;
import dev.darkroom.db.PostgresAddress;
import dev.darkroom.environment.Credentials;
import dev.darkroom.environment.FirstAccount;
import dev.darkroom.environment.FirstEnvironment;
import dev.darkroom.net.SystemResolver;
import dev.darkroom.net.WeakSignatures;
import dev.darkroom.protocol.Account;
import dev.darkroom.transform.engine.EngineLimits;
import dev.darkroom.transform.engine.VipsEngine;
import dev.darkroom.transform.video.Ffmpeg;
import io.vertx.core.Future;
import io.vertx.core.VertxOptions;
import io.vertx.core.file.FileSystemOptions;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/**
 * What every verticle stands on: the cluster with its bus, the database, the blobs, the engine. The
 * slow ones start side by side.
 *
 * @param credentials of the first environment
 * @param account the one that owns the environments
 */
record Foundation(
    Cluster cluster,
    Bus bus,
    Database database,
    DatabaseClock clock,
    BlobStore blobs,
    VipsEngine engine,
    Optional<Ffmpeg> ffmpeg,
    SystemResolver resolver,
    Credentials credentials,
    Account account) {
  private static final Duration DNS_BUDGET = Duration.ofSeconds(5);
  private static final long CLOCK_MILLIS = 30_000;
  private static final int PATIENCE_SECONDS = 15;

  static Foundation lay(Lifecycle lifecycle, Settings settings) throws Exception {
    WeakSignatures.refuse();
    var tables = lifecycle.startBeside("tables", () -> tables(lifecycle, settings), address -> {});
    var engine =
        lifecycle.startBeside(
            "engine",
            () -> new VipsEngine(settings.storage().data().resolve("natives"), EngineLimits.USUAL),
            VipsEngine::close);
    var ffmpeg =
        lifecycle.startBeside(
            "ffmpeg",
            () -> Ffmpeg.find(settings.ffmpeg(), settings.storage().data().resolve("natives")),
            programs -> {});
    Cluster cluster =
        lifecycle.start(
            "cluster", () -> Cluster.start(settings.cluster(), options()), Cluster::close);
    PostgresAddress address = Lifecycle.await(tables);
    Database database =
        lifecycle.start(
            "pool",
            () -> new Database(cluster.vertx(), address.forPool(), settings.storage().pool()),
            pool -> await(pool.close()));
    SystemResolver resolver =
        lifecycle.start(
            "resolver",
            () -> new SystemResolver(cluster.vertx(), DNS_BUDGET),
            SystemResolver::close);
    return new Foundation(
        cluster,
        new Bus(cluster.vertx(), settings.bus()),
        database,
        clock(cluster, database),
        blobs(lifecycle, settings, cluster),
        Lifecycle.await(engine),
        Lifecycle.await(ffmpeg),
        resolver,
        credentials(settings, database),
        await(new FirstAccount(database).seed(settings.admin().account().orElse(null))));
  }

  /** The account as SDKs are told of it; the secret of a given one is hidden. */
  String accountUrl(Settings settings) {
    return settings.admin().account().isEmpty() ? account.url() : account.withoutSecret();
  }

  /** Waits, in bounded time, on a thread that may. */
  static <T> T await(Future<T> future) throws Exception {
    return future.toCompletionStage().toCompletableFuture().get(PATIENCE_SECONDS, TimeUnit.SECONDS);
  }

  /**
   * No file is looked up on the class path: the cache for that has a shutdown hook of its own,
   * which takes the file system away from requests that still drain.
   */
  private static VertxOptions options() {
    return new VertxOptions()
        .setFileSystemOptions(new FileSystemOptions().setClassPathResolvingEnabled(false));
  }

  private static DatabaseClock clock(Cluster cluster, Database database) throws Exception {
    DatabaseClock clock = await(DatabaseClock.of(database));
    cluster.vertx().setPeriodic(CLOCK_MILLIS, tick -> clock.set(database));
    return clock;
  }

  private static PostgresAddress tables(Lifecycle lifecycle, Settings settings) throws Exception {
    Settings.Storage storage = settings.storage();
    PostgresAddress address =
        storage.database().isPresent()
            ? storage.database().get()
            : lifecycle
                .start("postgresql", () -> embedded(settings), EmbeddedPostgres::close)
                .address();
    Migrations.run(address);
    return address;
  }

  private static EmbeddedPostgres embedded(Settings settings)
      throws IOException, InterruptedException {
    return EmbeddedPostgres.start(
        settings.storage().embedded(), EmbeddedPostgres.Sharing.of(settings.cluster().members()));
  }

  private static BlobStore blobs(Lifecycle lifecycle, Settings settings, Cluster cluster)
      throws Exception {
    return switch (settings.storage().blobs()) {
      case BlobAddress.Folder(Path folder) -> files(folder, cluster);
      case S3Address bucket ->
          lifecycle.start("s3", () -> objects(bucket, settings, cluster), S3BlobStore::close);
    };
  }

  private static BlobStore files(Path folder, Cluster cluster) throws IOException {
    DiskBlobStore blobs = new DiskBlobStore(cluster.vertx(), folder, cluster.nodeId());
    blobs.sweepStaging(cluster.members());
    return blobs;
  }

  private static S3BlobStore objects(S3Address bucket, Settings settings, Cluster cluster)
      throws IOException {
    Settings.Storage storage = settings.storage();
    S3BlobStore.Here here =
        new S3BlobStore.Here(storage.data().resolve("s3"), storage.localBytes(), cluster.nodeId());
    S3BlobStore blobs = S3BlobStore.open(cluster.vertx(), bucket, here);
    blobs.sweepStaging(cluster.members());
    return blobs;
  }

  private static Credentials credentials(Settings settings, Database database) throws Exception {
    Settings.First first = settings.first();
    return await(
        new FirstEnvironment(database).seed(first.credentials().orElse(null), first.folderMode()));
  }
}
