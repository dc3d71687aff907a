package dev.darkroom.asset.listing;

import dev.darkroom.asset.store.AssetParts;
import dev.darkroom.db.Database;
import dev.darkroom.protocol.Answer;
import dev.darkroom.protocol.CountServed;
import dev.darkroom.protocol.DescribeCloud;
import dev.darkroom.protocol.Done;
import dev.darkroom.protocol.Environment;
import dev.darkroom.protocol.ReportUsage;
import io.vertx.core.json.JsonObject;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.RowSet;
import io.vertx.sqlclient.SqlClient;
import io.vertx.sqlclient.Tuple;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;

/**
 * The tables {@code usage_added} and {@code usage_total}: how much an environment holds, now and on
 * other days (reference/admin-api.md 2). For virtual threads.
 */
public final class Usage {
  private static final int IMAGE_BYTES = 10_485_760;
  private static final int VIDEO_BYTES = 104_857_600;
  private static final int IMAGE_PIXELS = 25_000_000;
  private static final int ALL_PIXELS = 50_000_000;
  private static final double CREDITS = 25;

  /** One credit is a gigabyte stored, a gigabyte served or a thousand transformations. */
  private static final double CREDIT_BYTES = 1_000_000_000;

  private static final double CREDIT_TRANSFORMATIONS = 1_000;

  /** Requests, bandwidth and transformations are those of so many days up to the one asked for. */
  private static final int PERIOD_DAYS = 30;

  /** Holds the environment's total, so that two folds do not count the same additions. */
  private static final String LOCK = "select pg_advisory_xact_lock($1::int, $2::bigint::int)";

  private static final int LOCK_SPACE = 0x75736167;
  private static final String FOLD =
      """
      with added as (
        delete from usage_added where environment_id = $1
        returning objects, bytes, derived, transformations),
      before as (
        select * from usage_total where environment_id = $1 order by day desc limit 1)
      insert into usage_total (environment_id, day, objects, bytes, derived, transformations)
        select $1, (now() at time zone 'UTC')::date,
               coalesce((select objects from before), 0) + sum(objects),
               coalesce((select bytes from before), 0) + sum(bytes),
               coalesce((select derived from before), 0) + sum(derived),
               coalesce((select transformations from before), 0) + sum(transformations)
          from added having count(*) > 0
        on conflict (environment_id, day) do update set
          objects = excluded.objects, bytes = excluded.bytes, derived = excluded.derived,
          transformations = excluded.transformations
      """;
  private static final String UNFOLDED =
      "select distinct environment_id from usage_added limit 100";
  private static final String FIND =
      """
      select * from usage_total where environment_id = $1 and day <= $2 order by day desc limit 1
      """;
  private static final String CREATED = "select created_at from environment where id = $1";

  /** How much there is. */
  public record Amount(long objects, long bytes, long derived, long transformations) {}

  private final AssetParts parts;
  private final TrafficStore traffic;

  public Usage(AssetParts parts) {
    this.parts = parts;
    this.traffic = new TrafficStore(parts.database());
  }

  /** Adds what a node has served. */
  public Done count(CountServed told) {
    return traffic.add(told);
  }

  /** The answer to {@code usage} and {@code usage/:date}. */
  public Answer report(ReportUsage asked) {
    Instant now = parts.clock().instant();
    LocalDate today = now.atOffset(ZoneOffset.UTC).toLocalDate();
    LocalDate day = asked.date() == null ? today : LocalDate.parse(asked.date());
    LocalDate before = day.minusDays(PERIOD_DAYS);
    Amount amount = of(asked.environmentId(), day);
    long earlier = at(asked.environmentId(), before).transformations();
    Period period =
        new Period(
            amount.transformations() - earlier,
            traffic.between(asked.environmentId(), before, day));
    return new Answer(json(amount, period, now, asked.date() == null).encode());
  }

  /** The answer to {@code config}. */
  public Answer cloud(DescribeCloud asked) {
    Environment environment = parts.environment(asked.environmentId());
    RowSet<Row> rows = parts.database().query(CREATED, Tuple.of(asked.environmentId())).await();
    Instant created = rows.iterator().next().getOffsetDateTime("created_at").toInstant();
    JsonObject json =
        new JsonObject()
            .put("cloud_name", environment.cloud())
            .put("created_at", ItemJson.time(created));
    if (asked.settings()) {
      json.put("settings", new JsonObject().put("folder_mode", environment.folderMode().word()));
    }
    return new Answer(json.encode());
  }

  /** How much an environment held at the end of a day; exactly. */
  public Amount of(long environmentId, LocalDate day) {
    fold(environmentId);
    return at(environmentId, day);
  }

  private Amount at(long environmentId, LocalDate day) {
    RowSet<Row> rows = parts.database().query(FIND, Tuple.of(environmentId, day)).await();
    return rows.size() == 0 ? new Amount(0, 0, 0, 0) : amount(rows.iterator().next());
  }

  /** How much it holds now. */
  public Amount now(long environmentId) {
    return of(environmentId, parts.clock().instant().atOffset(ZoneOffset.UTC).toLocalDate());
  }

  /** Folds what was added since, everywhere: for the housekeeping. */
  public int fold() {
    RowSet<Row> rows = parts.database().query(UNFOLDED, Tuple.tuple()).await();
    rows.forEach(row -> fold(row.getLong("environment_id")));
    return rows.size();
  }

  private void fold(long environmentId) {
    parts
        .database()
        .awaitTransaction(connection -> {
          run(connection, LOCK, Tuple.of(LOCK_SPACE, environmentId));
          return run(connection, FOLD, Tuple.of(environmentId)).rowCount();
        });
  }

  private static RowSet<Row> run(SqlClient connection, String sql, Tuple values) {
    return Database.query(connection, sql, values).await();
  }

  private static Amount amount(Row row) {
    return new Amount(
        row.getLong("objects"),
        row.getLong("bytes"),
        row.getLong("derived"),
        row.getLong("transformations"));
  }

  private static JsonObject json(Amount amount, Period period, Instant now, boolean current) {
    return new JsonObject()
        .put("plan", "Free")
        .put("last_updated", now.atOffset(ZoneOffset.UTC).toLocalDate().toString())
        .put("date_requested", ItemJson.time(now))
        .put("transformations", used(period.transformations(), CREDIT_TRANSFORMATIONS))
        .put("objects", new JsonObject().put("usage", amount.objects()))
        .put("bandwidth", used(period.traffic().bytes(), CREDIT_BYTES))
        .put("storage", used(amount.bytes(), CREDIT_BYTES))
        .put("credits", credits(amount, period, current))
        .put("requests", period.traffic().requests())
        .put("resources", amount.objects())
        .put("derived_resources", amount.derived())
        .put(
            "media_limits",
            new JsonObject()
                .put("image_max_size_bytes", IMAGE_BYTES)
                .put("video_max_size_bytes", VIDEO_BYTES)
                .put("raw_max_size_bytes", IMAGE_BYTES)
                .put("image_max_px", IMAGE_PIXELS)
                .put("asset_max_total_px", ALL_PIXELS));
  }

  /** The sum; nothing is refused beyond the limit, which is what the contract's plan has. */
  private static JsonObject credits(Amount amount, Period period, boolean current) {
    double sum =
        round(
            period.transformations() / CREDIT_TRANSFORMATIONS
                + (period.traffic().bytes() + amount.bytes()) / CREDIT_BYTES);
    JsonObject credits = new JsonObject().put("usage", sum);
    return current
        ? credits.put("limit", CREDITS).put("used_percent", round(sum / CREDITS * 100))
        : credits;
  }

  private static JsonObject used(long usage, double perCredit) {
    return new JsonObject().put("usage", usage).put("credits_usage", round(usage / perCredit));
  }

  private static double round(double credits) {
    return Math.round(credits * 100) / 100.0;
  }

  /** What was done in the last days, rather than what there is. */
  private record Period(long transformations, TrafficStore.Traffic traffic) {}
}
