package dev.darkroom.config;

import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Every setting there is: its name in the environment, its key in {@code conf/darkroom.yaml}, its
 * default and its meaning. The loader, the README's table and the shipped file all come from here.
 */
public enum Setting {
  HTTP_HOST("http.host", "127.0.0.1", "Address to listen on"),
  HTTP_PORT("http.port", "8080", "Port to listen on; 0 for any free one"),
  HTTP_IN_FLIGHT("http.in-flight", "512", "Requests worked on at once; more are refused with 503"),
  HTTP_TEXT_LIMIT(
      "http.text-limit",
      "20MB",
      "Most bytes of parameters in one request, data URIs included; they are held in memory"),
  DATA("data", "./data", "Folder of the embedded database and of the files"),
  DATABASE_URL(
      "database.url",
      "the embedded server",
      "`postgresql://user:password@host:5432/database?sslmode=…`",
      Kind.SECRET),
  DATABASE_POOL("database.pool", "16", "Connections to the database, per node"),
  BLOBS(
      "blobs",
      "file:<data>/blobs",
      "Where originals and derived files are kept; S3 as"
          + " `s3://bucket/prefix?endpoint=https://…&region=…&path-style=true`"),
  BLOBS_LOCAL(
      "blobs-local",
      "10GB",
      "With S3, most bytes of copies on this node's disk (twice that while all are in use), and of"
          + " files that arrive"),
  AWS_ACCESS_KEY_ID("aws.access-key-id", "needed with S3", "Key id for S3", Kind.SECRET),
  AWS_SECRET_ACCESS_KEY("aws.secret-access-key", "needed with S3", "Its secret", Kind.SECRET),
  CLOUDINARY_URL(
      "cloudinary-url",
      "cloud `demo`, key and secret made once and printed",
      "The first environment: `cloudinary://key:secret@cloud`",
      Kind.SECRET),
  ACCOUNT_ID("account.id", "made once", "Id of the account that owns the environments"),
  ACCOUNT_KEY("account.key", "made once", "Its key for the Provisioning API"),
  ACCOUNT_SECRET(
      "account.secret",
      "made once and printed with the rest",
      "Its secret; all three are set or none",
      Kind.SECRET),
  ADMIN_RATE_LIMIT(
      "admin.rate-limit", "1000000", "Admin calls of one environment per hour, on each node"),
  STRICT_TRANSFORMATIONS(
      "strict-transformations",
      "false",
      "`true` delivers other transformations than allowed ones only with a signature"),
  FOLDER_MODE("folder-mode", "dynamic", "Folder mode of the first environment: `dynamic`, `fixed`"),
  PUBLIC_URL(
      "public.url", "http://localhost:<port>/{cloud}", "Base of `url`, the cloud's name included"),
  PUBLIC_SECURE_URL("public.secure-url", "as public.url", "Base of `secure_url`"),
  UPLOAD_LIMIT("upload.limit", "100MB", "Largest file that is taken in one request"),
  UPLOAD_CHUNKED_LIMIT("upload.chunked-limit", "4GB", "Largest file that may arrive in parts"),
  FFMPEG(
      "ffmpeg",
      "the one in the jar, else the one on the PATH",
      "Folder of `ffmpeg` and `ffprobe`, for video and audio; `none` to do without"),
  FETCH_ALLOW(
      "fetch.allow",
      "loopback while http.host is loopback, else none",
      "Private address ranges that uploads by URL may read from, as `10.0.0.0/8,fd00::/8` or `none`"),
  FETCH_OPEN(
      "fetch.open",
      "true while listening on loopback",
      "Whether delivery URLs of the type `fetch` need no signature; whoever reaches the port then"
          + " chooses what is fetched and kept"),
  FETCH_TIMEOUT("fetch.timeout", "60s", "Time for one upload by URL, redirects included"),
  TRANSFORM_THREADS("transform.threads", "one per processor", "Images transformed at once"),
  TRANSFORM_QUEUE("transform.queue", "512", "Transformations that wait; more are refused with 503"),
  WEBHOOK_RETRIES("webhook.retries", "3m,6m,9m", "Pauses before the attempts after a failed one"),
  WEBHOOK_TIMEOUT("webhook.timeout", "20s", "Time for one attempt, from connecting to the answer"),
  WEBHOOK_ALLOW(
      "webhook.allow",
      "loopback while http.host is loopback, else none",
      "Private address ranges that notifications may be sent to"),
  WEBHOOK_IN_FLIGHT("webhook.in-flight", "1024", "Notifications sent at once, per node"),
  WEBHOOK_PER_URL(
      "webhook.per-url", "8", "Notifications sent to one URL at once, per node, unless it says"),
  WEBHOOK_DISABLE_AFTER(
      "webhook.disable-after",
      "never, as in Cloudinary",
      "How long a URL may fail before it is disabled, as `24h`; then 410 disables it at once"),
  WEBHOOK_RETENTION(
      "webhook.retention", "30d", "How long events and ended deliveries are kept, in whole days"),
  WEBHOOK_TRIGGERS("webhook.triggers", "10", "Most different notification URLs of one environment"),
  INBOX(
      "inbox",
      "true while listening on loopback",
      "Whether `/inbox/:name` receives, keeps and shows notifications, for demos and tests; whoever"
          + " reaches the port can read them"),
  CI("ci", "false", "Whether tests may empty environments and read their events, under `ci/`"),
  BUS_QUICK("bus.quick", "5s", "Deadline of look-ups between the parts"),
  BUS_SLOW("bus.slow", "120s", "Deadline of work on pixels or the network between the parts"),
  BUS_TLS_CERT(
      "bus.tls-cert", "no TLS", "PEM file: this node's certificate for the bus between the nodes"),
  BUS_TLS_KEY("bus.tls-key", "no TLS", "PEM file: its private key, PKCS #8"),
  BUS_TLS_CA(
      "bus.tls-ca",
      "no TLS",
      "PEM file: the private authority whose certificates are let in; all three are set or none"),
  CLUSTER_MEMBERS("cluster.members", "none", "Nodes to join, as `10.0.0.11:5701,10.0.0.12:5701`"),
  CLUSTER_HOST("cluster.host", "127.0.0.1", "This node's address for the other nodes"),
  CLUSTER_PORT("cluster.port", "5701", "First port to try for the other nodes"),
  CLUSTER_TRUSTED_NETWORK(
      "cluster.trusted-network",
      "false",
      "`true` lets the node meet others on an address that is not loopback: whoever reaches it is"
          + " trusted"),
  CLUSTER_SECRET(
      "cluster.secret",
      "none",
      "What all nodes share: a node with another one does not join (see Running a cluster)",
      Kind.SECRET);

  private enum Kind {
    PLAIN,
    SECRET
  }

  private final String key;
  private final String standard;
  private final String meaning;
  private final Kind kind;

  Setting(String key, String standard, String meaning) {
    this(key, standard, meaning, Kind.PLAIN);
  }

  Setting(String key, String standard, String meaning, Kind kind) {
    this.key = key;
    this.standard = standard;
    this.meaning = meaning;
    this.kind = kind;
  }

  /** The variable of the environment. */
  public String variable() {
    boolean isEverybodys = name().startsWith("CLOUDINARY_") || name().startsWith("AWS_");
    return isEverybodys ? name() : "DARKROOM_" + name();
  }

  /** The variable that names a file with the value; for secrets. */
  public Optional<String> fileVariable() {
    return secret() ? Optional.of(variable() + "_FILE") : Optional.empty();
  }

  /** The key in the file, with a dot between section and name. */
  public String key() {
    return key;
  }

  /** The value where none is given, or words for it. */
  public String standard() {
    return standard;
  }

  /** What it is for, in Markdown. */
  public String meaning() {
    return meaning;
  }

  /** Whether the value must never be shown. */
  public boolean secret() {
    return kind == Kind.SECRET;
  }

  /** The names of the environment that mean this setting. */
  Stream<String> variables() {
    return Stream.concat(Stream.of(variable()), fileVariable().stream());
  }

  /** The setting that a key of the file means. */
  static Optional<Setting> ofKey(String key) {
    String wanted = key.toLowerCase(Locale.ROOT);
    return Stream.of(values()).filter(setting -> setting.key.equals(wanted)).findAny();
  }
}
