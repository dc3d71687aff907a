package dev.darkroom;

import dev.darkroom.bus.Cluster;
import dev.darkroom.config.Settings;
import dev.darkroom.config.SettingsLoader;
import dev.darkroom.environment.Credentials;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Reads the settings, lays the foundation, starts the node, and says where it is. */
public final class Main {
  private static final Logger LOG = LoggerFactory.getLogger(Main.class);
  private static final Duration PATIENCE = Duration.ofSeconds(24);

  private Main() {}

  /** Starts the server, or runs the command that is named. */
  public static void main(String[] arguments) {
    Commands.insteadOfServing(arguments);
    Cluster.prepareCommonPool();
    Lifecycle.run(PATIENCE, Main::start);
  }

  private static void start(Lifecycle lifecycle) throws Exception {
    if (Boolean.getBoolean("darkroom.stopWithParent")) {
      Lifecycle.stopWithParent();
    }
    Settings settings = settings();
    Foundation foundation = Foundation.lay(lifecycle, settings);
    int port = Node.start(lifecycle, settings, foundation);
    welcome(settings, foundation, port);
  }

  private static Settings settings() {
    SettingsLoader.Loaded loaded =
        SettingsLoader.load(Path.of("conf", "darkroom.yaml"), System.getenv());
    loaded.warnings().forEach(LOG::warn);
    LOG.info("Settings: {}", loaded.summary());
    return loaded.settings();
  }

  /** Standard output, not the log: it shows the generated secret to whoever started the server. */
  private static void welcome(Settings settings, Foundation foundation, int port) {
    String server = "http://" + settings.http().host() + ":" + port;
    Credentials credentials = foundation.credentials();
    boolean isOurs = settings.first().credentials().isEmpty();
    System.out.printf(
        """

        Darkroom is ready in %.1f s.
          API       %s/v1_1/%s
          delivery  %s
          SDKs      export CLOUDINARY_URL="%s?upload_prefix=%s"
          account   export CLOUDINARY_ACCOUNT_URL="%s"
          cluster   %s
        Stop it with Ctrl-C.

        """,
        secondsSinceStart(),
        server,
        credentials.cloud(),
        settings.http().url(port).replace("{cloud}", credentials.cloud()),
        isOurs ? credentials.cloudinaryUrl() : credentials.withoutSecret(),
        server,
        foundation.accountUrl(settings),
        foundation.cluster().address());
  }

  private static double secondsSinceStart() {
    return ProcessHandle.current()
        .info()
        .startInstant()
        .map(start -> Duration.between(start, Instant.now()).toMillis() / 1000.0)
        .orElse(0.0);
  }
}
