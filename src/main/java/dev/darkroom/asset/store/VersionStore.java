package dev.darkroom.asset.store;

import dev.darkroom.db.Database;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.RowSet;
import io.vertx.sqlclient.SqlClient;
import io.vertx.sqlclient.Tuple;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/**
 * The table {@code asset_version}: older versions that backup kept. A row refers to its blob like
 * any other. For virtual threads: it awaits.
 */
public final class VersionStore {
  private static final String INSERT =
      """
      insert into asset_version (environment_id, asset_id, version, version_id, blob, bytes, etag,
        format, width, height, pages, alpha, media, uploaded_at)
      values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13::text::jsonb, $14)
      on conflict do nothing
      """;
  private static final String BY_ASSET =
      " from asset_version where environment_id = $1 and asset_id = $2";
  private static final String LIST = "select *" + BY_ASSET + " order by uploaded_at desc, version";
  private static final String FIND = "select *" + BY_ASSET + " and version_id = $3";
  private static final String DELETE =
      "delete" + BY_ASSET + " and version_id = any($3) returning *";
  private static final String DELETE_ALL = "delete" + BY_ASSET + " returning *";

  private static final String COUNT = "select count(*)" + BY_ASSET;

  private final Database database;

  /** The table in that database. */
  public VersionStore(Database database) {
    this.database = database;
  }

  /** Keeps the asset's current version; its row in {@code asset} must exist. */
  public void insert(SqlClient connection, Asset asset) {
    Tuple values = Tuple.of(asset.environmentId(), asset.assetId());
    AssetRows.addContent(values, asset.content());
    values.addOffsetDateTime(AssetRows.time(asset.content().uploadedAt()));
    Database.query(connection, INSERT, values).await();
  }

  /** The kept versions, newest first. */
  public List<Asset.Content> list(long environmentId, UUID assetId) {
    return contents(database.query(LIST, Tuple.of(environmentId, assetId)).await());
  }

  /** The same inside a transaction. */
  public List<Asset.Content> list(SqlClient connection, Asset asset) {
    Tuple values = Tuple.of(asset.environmentId(), asset.assetId());
    return contents(Database.query(connection, LIST, values).await());
  }

  /** One kept version. */
  public Optional<Asset.Content> find(long environmentId, UUID assetId, UUID versionId) {
    Tuple values = Tuple.of(environmentId, assetId, versionId);
    return contents(database.query(FIND, values).await()).stream().findFirst();
  }

  /** How many versions of the asset are kept. */
  public long count(SqlClient connection, Asset asset) {
    Tuple values = Tuple.of(asset.environmentId(), asset.assetId());
    return Database.query(connection, COUNT, values).await().iterator().next().getLong(0);
  }

  /** Deletes kept versions, and tells which; their blobs are the caller's to note as loose. */
  public List<Asset.Content> delete(
      SqlClient connection, long environmentId, UUID assetId, List<UUID> versionIds) {
    Tuple values = Tuple.of(environmentId, assetId, versionIds.toArray(UUID[]::new));
    return contents(Database.query(connection, DELETE, values).await());
  }

  /** Deletes every kept version, and tells which; their blobs are the caller's to note as loose. */
  public List<Asset.Content> deleteAll(SqlClient connection, long environmentId, UUID assetId) {
    return contents(
        Database.query(connection, DELETE_ALL, Tuple.of(environmentId, assetId)).await());
  }

  private static List<Asset.Content> contents(RowSet<Row> rows) {
    List<Asset.Content> contents = new ArrayList<>();
    rows.forEach(row -> contents.add(AssetRows.content(row)));
    return contents;
  }
}
