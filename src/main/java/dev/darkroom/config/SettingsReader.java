package dev.darkroom.config;

import dev.darkroom.blob.BlobAddress;
import dev.darkroom.blob.S3Address;
import dev.darkroom.bus.Bus;
import dev.darkroom.bus.BusTls;
import dev.darkroom.bus.ClusterAddress;
import dev.darkroom.bus.ClusterSafety;
import dev.darkroom.db.PostgresAddress;
import dev.darkroom.environment.Credentials;
import dev.darkroom.net.Cidr;
import dev.darkroom.protocol.Account;
import dev.darkroom.protocol.FolderMode;
import java.net.InetAddress;
import java.net.URI;
import java.net.UnknownHostException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;

/** Makes the tree of settings from the values; each value is parsed once, here. */
final class SettingsReader {
  private static final int LAST_PORT = 65_535;
  private static final int MANY = 100_000;
  private static final int LEAST_SECRET = 16;
  private static final long LEAST_LOCAL_BYTES = 100L << 20;
  private static final List<Cidr> LOOPBACK = List.of(Cidr.of("127.0.0.0/8"), Cidr.of("::1/128"));

  private final Values values;

  private SettingsReader(Values values) {
    this.values = values;
  }

  static Settings read(Values values) {
    SettingsReader reader = new SettingsReader(values);
    return new Settings(
        reader.http(),
        reader.admin(),
        reader.storage(),
        reader.first(),
        reader.uploadBytes(),
        reader.chunkedBytes(),
        values.optional(Setting.FFMPEG, text -> text),
        reader.openOnLoopback(Setting.INBOX),
        values.flag(Setting.CI),
        new Settings.Fetch(
            reader.allowed(Setting.FETCH_ALLOW),
            reader.openOnLoopback(Setting.FETCH_OPEN),
            values.duration(Setting.FETCH_TIMEOUT)),
        reader.transform(),
        reader.webhook(),
        new Bus.Deadlines(values.duration(Setting.BUS_QUICK), values.duration(Setting.BUS_SLOW)),
        reader.cluster());
  }

  private Settings.Http http() {
    long textBytes = values.bytes(Setting.HTTP_TEXT_LIMIT);
    if (textBytes < 1 || textBytes > Integer.MAX_VALUE) {
      throw new InvalidSetting(Setting.HTTP_TEXT_LIMIT, "must be from one byte to 2047MB.");
    }
    return new Settings.Http(
        values.text(Setting.HTTP_HOST),
        values.number(Setting.HTTP_PORT, 0, LAST_PORT),
        values.number(Setting.HTTP_IN_FLIGHT, 1, MANY),
        (int) textBytes,
        values.optional(Setting.PUBLIC_URL, SettingsReader::base),
        values.optional(Setting.PUBLIC_SECURE_URL, SettingsReader::base));
  }

  private Settings.Admin admin() {
    return new Settings.Admin(
        account(),
        values.number(Setting.ADMIN_RATE_LIMIT, 1, 999_999_999),
        values.flag(Setting.STRICT_TRANSFORMATIONS));
  }

  private Optional<Account> account() {
    Optional<String> id = values.optional(Setting.ACCOUNT_ID, SettingsReader::account);
    Optional<String> key = values.optional(Setting.ACCOUNT_KEY, SettingsReader::account);
    Optional<String> secret = values.optional(Setting.ACCOUNT_SECRET, SettingsReader::account);
    long given = Stream.of(id, key, secret).filter(Optional::isPresent).count();
    if (given % 3 != 0) {
      throw new InvalidSetting(
          Setting.ACCOUNT_ID, "needs DARKROOM_ACCOUNT_KEY and DARKROOM_ACCOUNT_SECRET beside it.");
    }
    return id.map(known -> new Account(known, key.orElseThrow(), secret.orElseThrow()));
  }

  private static String account(String text) {
    if (!text.matches("[^:/@\\s]{1,255}")) {
      throw new IllegalArgumentException("must have none of : / @ and no space");
    }
    return text;
  }

  private Settings.Storage storage() {
    Path data = values.parsed(Setting.DATA, Path::of);
    return new Settings.Storage(
        data,
        values.optional(Setting.DATABASE_URL, PostgresAddress::parse),
        values.number(Setting.DATABASE_POOL, 1, 1_000),
        values
            .optional(Setting.BLOBS, this::blobs)
            .orElseGet(() -> new BlobAddress.Folder(data.resolve("blobs"))),
        localBytes());
  }

  private long uploadBytes() {
    long bytes = values.bytes(Setting.UPLOAD_LIMIT);
    if (bytes < 1) {
      throw new InvalidSetting(Setting.UPLOAD_LIMIT, "must be at least one byte.");
    }
    return bytes;
  }

  private long chunkedBytes() {
    long bytes = values.bytes(Setting.UPLOAD_CHUNKED_LIMIT);
    if (bytes < 1) {
      throw new InvalidSetting(Setting.UPLOAD_CHUNKED_LIMIT, "must be at least one byte.");
    }
    return bytes;
  }

  private Settings.First first() {
    return new Settings.First(
        values.optional(Setting.CLOUDINARY_URL, SettingsReader::credentials),
        values.parsed(Setting.FOLDER_MODE, SettingsReader::folderMode));
  }

  private Settings.Transform transform() {
    int threads =
        values
            .optional(Setting.TRANSFORM_THREADS, text -> Values.number(text, 1, 1_000))
            .orElse(Runtime.getRuntime().availableProcessors());
    return new Settings.Transform(threads, values.number(Setting.TRANSFORM_QUEUE, 1, MANY));
  }

  private Settings.Webhook webhook() {
    return new Settings.Webhook(
        values.durations(Setting.WEBHOOK_RETRIES),
        values.duration(Setting.WEBHOOK_TIMEOUT),
        allowed(Setting.WEBHOOK_ALLOW),
        values.number(Setting.WEBHOOK_IN_FLIGHT, 1, MANY),
        values.number(Setting.WEBHOOK_PER_URL, 1, MANY),
        values.optional(Setting.WEBHOOK_DISABLE_AFTER, Values::duration),
        values.duration(Setting.WEBHOOK_RETENTION),
        values.number(Setting.WEBHOOK_TRIGGERS, 1, 1_000));
  }

  private ClusterAddress cluster() {
    return new ClusterAddress(
        values.text(Setting.CLUSTER_HOST),
        values.number(Setting.CLUSTER_PORT, 0, LAST_PORT),
        values.optional(Setting.CLUSTER_MEMBERS, SettingsReader::members).orElse(List.of()),
        values.flag(Setting.CLUSTER_TRUSTED_NETWORK),
        new ClusterSafety(values.optional(Setting.CLUSTER_SECRET, SettingsReader::secret), tls()));
  }

  private static String secret(String text) {
    if (text.length() < LEAST_SECRET) {
      throw new IllegalArgumentException(
          "must have at least " + LEAST_SECRET + " characters, best from openssl rand -hex 32");
    }
    return text;
  }

  private Optional<BusTls> tls() {
    Optional<Path> certificate = values.optional(Setting.BUS_TLS_CERT, SettingsReader::readable);
    Optional<Path> key = values.optional(Setting.BUS_TLS_KEY, SettingsReader::readable);
    Optional<Path> authority = values.optional(Setting.BUS_TLS_CA, SettingsReader::readable);
    long given = Stream.of(certificate, key, authority).filter(Optional::isPresent).count();
    if (given % 3 != 0) {
      throw new InvalidSetting(
          Setting.BUS_TLS_CERT, "needs DARKROOM_BUS_TLS_KEY and DARKROOM_BUS_TLS_CA beside it.");
    }
    return certificate.map(path -> new BusTls(path, key.orElseThrow(), authority.orElseThrow()));
  }

  private static Path readable(String text) {
    Path file = Path.of(text);
    if (!Files.isReadable(file)) {
      throw new IllegalArgumentException("names a file that cannot be read: " + text);
    }
    return file;
  }

  /** The given ranges; else loopback, which is harmless only while callers are on it as well. */
  private List<Cidr> allowed(Setting setting) {
    return values
        .optional(setting, text -> Values.parts(text).map(Cidr::of).toList())
        .orElseGet(() -> listensOnLoopback() ? LOOPBACK : List.of());
  }

  /** What is for whoever asks is harmless only while all are on loopback. */
  private boolean openOnLoopback(Setting setting) {
    return values
        .optional(setting, text -> text)
        .map(given -> values.flag(setting))
        .orElseGet(this::listensOnLoopback);
  }

  private boolean listensOnLoopback() {
    try {
      return Stream.of(InetAddress.getAllByName(values.text(Setting.HTTP_HOST)))
          .allMatch(InetAddress::isLoopbackAddress);
    } catch (UnknownHostException unknown) {
      throw new InvalidSetting(
          Setting.HTTP_HOST,
          "must be an address of this machine, not '" + values.text(Setting.HTTP_HOST) + "'.");
    }
  }

  private static String base(String text) {
    // {cloud} marks the place of the cloud's name; it is no character of a URL.
    URI uri = URI.create(text.replace("{cloud}", "cloud"));
    if (uri.getHost() == null || !Stream.of("http", "https").toList().contains(uri.getScheme())) {
      throw new IllegalArgumentException(
          "must look like https://media.example.org/{cloud}, not '" + text + "'");
    }
    return text.endsWith("/") ? text.substring(0, text.length() - 1) : text;
  }

  private long localBytes() {
    long bytes = values.bytes(Setting.BLOBS_LOCAL);
    if (bytes < LEAST_LOCAL_BYTES) {
      throw new InvalidSetting(Setting.BLOBS_LOCAL, "must be at least 100MB.");
    }
    return bytes;
  }

  private BlobAddress blobs(String text) {
    if (S3Address.isMeant(text)) {
      return S3Address.parse(
          text, needed(Setting.AWS_ACCESS_KEY_ID), needed(Setting.AWS_SECRET_ACCESS_KEY));
    }
    if (!text.startsWith("file:")) {
      throw new IllegalArgumentException(
          "must look like file:/var/lib/darkroom/blobs or s3://bucket/prefix");
    }
    return new BlobAddress.Folder(Path.of(text.substring("file:".length())));
  }

  private String needed(Setting setting) {
    return values
        .optional(setting)
        .orElseThrow(() -> new IllegalArgumentException("needs " + setting.variable() + " for S3"));
  }

  private static Credentials credentials(String text) {
    return Optional.ofNullable(Credentials.parse(text))
        .orElseThrow(
            () -> new IllegalArgumentException("must look like cloudinary://key:secret@cloud"));
  }

  private static FolderMode folderMode(String text) {
    return Stream.of(FolderMode.values())
        .filter(mode -> mode.word().equals(text.toLowerCase(Locale.ROOT)))
        .findAny()
        .orElseThrow(
            () -> new IllegalArgumentException("must be dynamic or fixed, not '" + text + "'"));
  }

  private static List<String> members(String text) {
    List<String> members = Values.parts(text).toList();
    for (String member : members) {
      if (!member.matches("[^:\\s]+(:\\d{1,5})?|\\[[0-9a-fA-F:]+](:\\d{1,5})?")) {
        throw new IllegalArgumentException(
            "must be a list such as 10.0.0.11:5701,10.0.0.12:5701, not '" + text + "'");
      }
    }
    return members;
  }
}
