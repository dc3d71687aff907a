package dev.darkroom.config;

import dev.darkroom.blob.BlobAddress;
import dev.darkroom.bus.Bus;
import dev.darkroom.bus.ClusterAddress;
import dev.darkroom.db.PostgresAddress;
import dev.darkroom.environment.Credentials;
import dev.darkroom.net.Cidr;
import dev.darkroom.protocol.Account;
import dev.darkroom.protocol.FolderMode;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * Everything an operator can choose, read once, valid.
 *
 * @param uploadBytes the largest file that is taken, from a caller or from a URL
 * @param chunkedBytes the largest file that may arrive in parts
 * @param inbox whether the built-in receiver takes what arrives
 * @param ci whether environments can be emptied
 * @param ffmpeg {@code none}, or the folder of the programs for video; absent to look for them
 */
public record Settings(
    Http http,
    Admin admin,
    Storage storage,
    First first,
    long uploadBytes,
    long chunkedBytes,
    Optional<String> ffmpeg,
    boolean inbox,
    boolean ci,
    Fetch fetch,
    Transform transform,
    Webhook webhook,
    Bus.Deadlines bus,
    ClusterAddress cluster) {

  /** Checks what holds between the parts. */
  public Settings {
    require(bus.quick().isPositive(), "DARKROOM_BUS_QUICK must be longer than nothing.");
    require(
        bus.slow().compareTo(bus.quick()) >= 0,
        "DARKROOM_BUS_SLOW must not be shorter than DARKROOM_BUS_QUICK.");
  }

  /**
   * The HTTP edge.
   *
   * @param port 0 for a free one
   * @param inFlight requests worked on at once, over all connections of this node
   * @param textBytes most bytes of parameters in one request
   * @param publicUrl the given base of delivery URLs; may hold {@code {cloud}}
   * @param publicSecureUrl the same for {@code secure_url}
   */
  public record Http(
      String host,
      int port,
      int inFlight,
      int textBytes,
      Optional<String> publicUrl,
      Optional<String> publicSecureUrl) {

    /** The base of {@code url}, once the port is known; {@code {cloud}} is the cloud's place. */
    public String url(int boundPort) {
      return publicUrl.orElse("http://localhost:" + boundPort + "/{cloud}");
    }

    /** The base of {@code secure_url}. */
    public String secureUrl(int boundPort) {
      return publicSecureUrl.orElseGet(() -> url(boundPort));
    }
  }

  /**
   * What the Admin and Provisioning APIs are about.
   *
   * @param account who owns the environments; without one it is made once
   * @param callsPerHour of one environment, on each node
   * @param strictTransformations whether unsigned URLs may only use allowed transformations
   */
  public record Admin(Optional<Account> account, int callsPerHour, boolean strictTransformations) {}

  /**
   * Where things are kept.
   *
   * @param data the folder of everything that is kept here
   * @param database an own PostgreSQL; absent for the embedded one
   * @param pool connections of this node
   * @param blobs where originals and derived files are
   * @param localBytes most bytes that this node copies from S3
   */
  public record Storage(
      Path data, Optional<PostgresAddress> database, int pool, BlobAddress blobs, long localBytes) {
    /** The folder of the embedded server. */
    public Path embedded() {
      return data.resolve("postgres");
    }
  }

  /** The first environment; without credentials they are made once. */
  public record First(Optional<Credentials> credentials, FolderMode folderMode) {}

  /**
   * Uploads by URL: which private ranges may be read, for how long.
   *
   * @param open whether delivery URLs may name what is fetched without a signature
   */
  public record Fetch(List<Cidr> allow, boolean open, Duration timeout) {
    public Fetch {
      allow = List.copyOf(allow);
      require(timeout.isPositive(), "DARKROOM_FETCH_TIMEOUT must be longer than nothing.");
    }
  }

  /** The render pool. */
  public record Transform(int threads, int queue) {}

  /**
   * Notifications.
   *
   * @param retries pauses after each failed attempt; as many retries as pauses
   * @param timeout of one whole attempt
   * @param allow private ranges that may be reached
   * @param inFlight attempts at once, per node
   * @param perUrl attempts to one URL at once, per node, unless it is set up otherwise
   * @param disableAfter how long a URL may fail; absent for ever
   * @param retention how long events and ended deliveries are kept
   * @param triggers most different URLs of one environment
   */
  public record Webhook(
      List<Duration> retries,
      Duration timeout,
      List<Cidr> allow,
      int inFlight,
      int perUrl,
      Optional<Duration> disableAfter,
      Duration retention,
      int triggers) {
    public Webhook {
      retries = List.copyOf(retries);
      allow = List.copyOf(allow);
      require(
          retries.stream().allMatch(Duration::isPositive),
          "DARKROOM_WEBHOOK_RETRIES must be longer than nothing.");
      require(timeout.isPositive(), "DARKROOM_WEBHOOK_TIMEOUT must be longer than nothing.");
      require(
          disableAfter.map(Duration::isPositive).orElse(true),
          "DARKROOM_WEBHOOK_DISABLE_AFTER must be longer than nothing.");
      require(retention.toDays() >= 1, "DARKROOM_WEBHOOK_RETENTION must be a day or more.");
    }
  }

  private static void require(boolean valid, String sentence) {
    if (!valid) {
      throw new InvalidSetting(sentence);
    }
  }
}
