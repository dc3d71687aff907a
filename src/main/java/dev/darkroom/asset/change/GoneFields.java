package dev.darkroom.asset.change;

import dev.darkroom.db.Database;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.RowSet;
import io.vertx.sqlclient.Tuple;
import java.time.Duration;

/**
 * Takes the values of deleted metadata fields away from the assets, a bounded number per round.
 * They are hidden already ({@code AssetRows}), so nothing is told of it. For virtual threads.
 */
public final class GoneFields {
  /** How soon a deletion is seen. */
  public static final Duration PERIOD = Duration.ofSeconds(5);

  private static final int FIELDS_AT_ONCE = 20;
  private static final int ASSETS_AT_ONCE = 500;
  private static final int BATCHES = 20;

  /** What was uploading when a field was deleted is in by then: it is looked for once more. */
  private static final String FIND =
      """
      select environment_id, external_id from metadata_gone
       where not swept
          or deleted_at between now() - interval '31 minutes' and now() - interval '30 minutes'
       order by deleted_at limit $1
      """;

  private static final String TAKE_AWAY =
      """
      update asset a set metadata = a.metadata - $2::text from (
        select environment_id, asset_id from asset
         where environment_id = $1 and words @@ metadata_presence($1, $2)
         limit $3 for no key update skip locked) found
       where a.environment_id = found.environment_id and a.asset_id = found.asset_id
      """;
  private static final String MARK =
      """
      update metadata_gone set swept = true
       where environment_id = $1 and external_id = $2 and not exists (
         select from asset where environment_id = $1 and words @@ metadata_presence($1, $2))
      """;

  private final Database database;

  /** A sweeper; those of several nodes take different assets. */
  public GoneFields(Database database) {
    this.database = database;
  }

  /** One round. */
  public void sweep() {
    for (Row field : database.query(FIND, Tuple.of(FIELDS_AT_ONCE)).await()) {
      sweep(field.getLong("environment_id"), field.getString("external_id"));
    }
  }

  private void sweep(long environmentId, String externalId) {
    for (int batch = 0; batch < BATCHES; batch++) {
      RowSet<Row> taken =
          database.query(TAKE_AWAY, Tuple.of(environmentId, externalId, ASSETS_AT_ONCE)).await();
      if (taken.rowCount() == 0) {
        database.query(MARK, Tuple.of(environmentId, externalId)).await();
        return;
      }
    }
  }
}
