package dev.darkroom.asset.listing;

import dev.darkroom.asset.store.AssetParts;
import dev.darkroom.db.Database;
import dev.darkroom.protocol.Answer;
import dev.darkroom.protocol.DescribeCloud;
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

  public Usage(AssetParts parts) {
    this.parts = parts;
  }

  /** The answer to {@code usage} and {@code usage/:date}. */
  public Answer report(ReportUsage asked) {
    Instant now = parts.clock().instant();
    LocalDate today = now.atOffset(ZoneOffset.UTC).toLocalDate();
    LocalDate day = asked.date() == null ? today : LocalDate.parse(asked.date());
    Amount amount = of(asked.environmentId(), day);
    return new Answer(json(amount, today, now, asked.date() == null).encode());
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

  private static JsonObject json(Amount amount, LocalDate day, Instant now, boolean current) {
    JsonObject credits = new JsonObject().put("usage", 0);
    if (current) {
      credits.put("limit", CREDITS).put("used_percent", 0);
    }
    return new JsonObject()
        .put("plan", "Free")
        .put("last_updated", day.toString())
        .put("date_requested", ItemJson.time(now))
        .put("transformations", used(amount.transformations()))
        .put("objects", new JsonObject().put("usage", amount.objects()))
        .put("bandwidth", used(0))
        .put("storage", used(amount.bytes()))
        .put("credits", credits)
        .put("requests", 0)
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

  private static JsonObject used(long usage) {
    return new JsonObject().put("usage", usage).put("credits_usage", 0.0);
  }
}
