package dev.darkroom;

import dev.darkroom.bus.Cluster;
import dev.darkroom.config.Settings;
import dev.darkroom.config.SettingsLoader;
import dev.darkroom.db.Database;
import dev.darkroom.db.EmbeddedPostgres;
import dev.darkroom.db.Migrations;
import dev.darkroom.db.PostgresAddress;
import io.vertx.core.VertxOptions;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Reads the settings, builds the parts and starts them. */
public final class Main {
  private static final Logger LOG = LoggerFactory.getLogger(Main.class);
  private static final Duration PATIENCE = Duration.ofSeconds(24);

  private Main() {}

  /** Starts the server. */
  public static void main(String[] arguments) {
    Cluster.prepareCommonPool();
    Lifecycle.run(PATIENCE, Main::start);
  }

  private static void start(Lifecycle lifecycle) throws Exception {
    if (Boolean.getBoolean("darkroom.stopWithParent")) {
      Lifecycle.stopWithParent();
    }
    Settings settings = settings();
    Future<PostgresAddress> tables =
        lifecycle.startBeside("database", () -> database(lifecycle, settings), address -> {});
    Cluster cluster =
        lifecycle.start(
            "cluster", () -> Cluster.start(settings.cluster(), new VertxOptions()), Cluster::close);
    PostgresAddress address = Lifecycle.await(tables);
    Database database =
        lifecycle.start(
            "pool",
            () -> new Database(cluster.vertx(), address.forPool(), settings.storage().pool()),
            pool ->
                pool.close().toCompletionStage().toCompletableFuture().get(2, TimeUnit.SECONDS));
    LOG.info("Ready: node {} on {}, {}", cluster.nodeId(), cluster.address(), database);
  }

  private static Settings settings() {
    SettingsLoader.Loaded loaded =
        SettingsLoader.load(Path.of("conf", "darkroom.yaml"), System.getenv());
    loaded.warnings().forEach(LOG::warn);
    LOG.info("Settings: {}", loaded.summary());
    return loaded.settings();
  }

  private static PostgresAddress database(Lifecycle lifecycle, Settings settings) throws Exception {
    PostgresAddress address =
        settings.storage().database().isPresent()
            ? settings.storage().database().get()
            : lifecycle
                .start(
                    "postgresql",
                    () ->
                        EmbeddedPostgres.start(
                            settings.storage().embedded(),
                            EmbeddedPostgres.Sharing.of(settings.cluster().members())),
                    EmbeddedPostgres::close)
                .address();
    lifecycle.start("tables", () -> migrated(address), done -> {});
    return address;
  }

  private static PostgresAddress migrated(PostgresAddress address) {
    Migrations.run(address);
    return address;
  }
}
