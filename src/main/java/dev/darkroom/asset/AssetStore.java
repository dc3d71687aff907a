package dev.darkroom.asset;

import dev.darkroom.db.Database;
import dev.darkroom.protocol.AssetKey;
import io.vertx.core.Future;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.RowSet;
import io.vertx.sqlclient.SqlClient;
import io.vertx.sqlclient.Tuple;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/**
 * The tables {@code asset} and {@code derived}. For virtual threads: what does not return a future
 * awaits.
 */
final class AssetStore {
  private static final String BY_KEY =
      " where a.environment_id = $1 and a.resource_type = $2 and a.type = $3 and a.public_id = $4";
  private static final String FIND = "select a.* from asset a" + BY_KEY;
  private static final String LOCK_KEY =
      "select pg_advisory_xact_lock(hashtextextended($1 || ' ' || $2 || ' ' || $3 || ' ' || $4, 1))";
  private static final String INSERT =
      """
      insert into asset (environment_id, asset_id, resource_type, type, public_id, version,
        version_id, blob, bytes, etag, format, width, height, pages, alpha, tags, context,
        access_mode, asset_folder, display_name, original_filename, original_extension,
        uploaded_by, created_at)
      values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17::text::jsonb,
        $18, $19, $20, $21, $22, $23, $24)
      on conflict (environment_id, resource_type, type, public_id) do update set
        version = greatest(excluded.version, asset.version + 1),
        version_id = excluded.version_id, blob = excluded.blob, bytes = excluded.bytes,
        etag = excluded.etag, format = excluded.format, width = excluded.width,
        height = excluded.height, pages = excluded.pages, alpha = excluded.alpha,
        tags = excluded.tags, context = excluded.context, access_mode = excluded.access_mode,
        asset_folder = excluded.asset_folder, display_name = excluded.display_name,
        original_filename = excluded.original_filename,
        original_extension = excluded.original_extension,
        uploaded_by = excluded.uploaded_by, created_at = excluded.created_at
      returning asset_id, version
      """;
  private static final String DELETE =
      "delete from asset where environment_id = $1 and asset_id = $2";
  private static final String FIND_DERIVED =
      """
      select * from derived
       where environment_id = $1 and asset_id = $2 and version = $3 and digest = $4
      """;
  private static final String FIND_WITH_DERIVED =
      """
      select a.*, d.transformation as d_transformation, d.extension as d_extension,
        d.blob as d_blob, d.bytes as d_bytes, d.etag as d_etag, d.format as d_format,
        d.width as d_width, d.height as d_height, d.created_at as d_created_at
      from asset a left join derived d
        on d.environment_id = a.environment_id and d.asset_id = a.asset_id
          and d.version = a.version and d.digest = $5
      """
          + BY_KEY;
  private static final String LIST_DERIVED =
      """
      select * from derived where environment_id = $1 and asset_id = $2 and version = $3
       order by created_at, digest limit $4
      """;
  private static final String INSERT_DERIVED =
      """
      insert into derived (environment_id, asset_id, version, digest, transformation, extension,
        blob, bytes, etag, format, width, height)
      select a.environment_id, a.asset_id, a.version, $4, $5, $6, $7, $8, $9, $10, $11, $12
        from asset a where a.environment_id = $1 and a.asset_id = $2 and a.version = $3
      on conflict do nothing
      """;
  private static final String DELETE_DERIVED =
      "delete from derived where environment_id = $1 and asset_id = $2 returning *";

  private final Database database;

  AssetStore(Database database) {
    this.database = database;
  }

  Optional<Asset> find(long environmentId, AssetKey key) {
    return first(database.query(FIND, key(environmentId, key)).await()).map(AssetRows::asset);
  }

  /** An asset, with the derived version that was asked for if that is made already. */
  record Found(Asset asset, Optional<Derived> derived) {}

  /** Finds an asset and a derived version of it, in one round trip. */
  Optional<Found> find(long environmentId, AssetKey key, UUID digest) {
    Tuple values = key(environmentId, key).addUUID(digest);
    return first(database.query(FIND_WITH_DERIVED, values).await())
        .map(row -> new Found(AssetRows.asset(row), AssetRows.joinedDerived(row)));
  }

  /** Finds an asset and holds its key until the transaction ends, whether it exists or not. */
  Optional<Asset> findAndLock(SqlClient connection, long environmentId, AssetKey key) {
    Tuple lock =
        Tuple.of(
            Long.toString(environmentId),
            key.resourceType().word(),
            key.type().word(),
            key.publicId().value());
    Future<?> locked = Database.query(connection, LOCK_KEY, lock);
    Future<RowSet<Row>> found = Database.query(connection, FIND, key(environmentId, key));
    Future.all(locked, found).await();
    return first(found.result()).map(AssetRows::asset);
  }

  /**
   * Inserts an asset, or overwrites the one of that key; the answer has the stored id and version.
   */
  Future<Asset> insert(SqlClient connection, Asset asset) {
    return Database.query(connection, INSERT, AssetRows.values(asset))
        .map(rows -> rows.iterator().next())
        .map(row -> asset.as(row.getUUID("asset_id"), row.getLong("version")));
  }

  void delete(SqlClient connection, Asset asset) {
    Database.query(connection, DELETE, Tuple.of(asset.environmentId(), asset.assetId())).await();
  }

  Optional<Derived> findDerived(Asset asset, UUID digest) {
    Tuple values = Tuple.of(asset.environmentId(), asset.assetId(), asset.version(), digest);
    return first(database.query(FIND_DERIVED, values).await()).map(AssetRows::derived);
  }

  /** The derived versions of the asset's current version, oldest first. */
  List<Derived> listDerived(Asset asset, int limit) {
    return derived(
        database
            .query(
                LIST_DERIVED,
                Tuple.of(asset.environmentId(), asset.assetId(), asset.version(), limit))
            .await());
  }

  /**
   * Inserts a derived version; false when it is there already, or when its asset has been
   * overwritten or deleted meanwhile.
   */
  boolean insertDerived(SqlClient connection, Asset asset, Derived derived) {
    return Database.query(
                connection,
                INSERT_DERIVED,
                Tuple.wrap(
                    List.<Object>of(
                        asset.environmentId(),
                        asset.assetId(),
                        asset.version(),
                        derived.digest(),
                        derived.transformation(),
                        derived.extension(),
                        AssetRows.bytes(derived.blob()),
                        derived.blob().size(),
                        derived.etag(),
                        derived.format(),
                        derived.width(),
                        derived.height())))
            .await()
            .rowCount()
        == 1;
  }

  /** Deletes every derived version of the asset, and tells which. */
  List<Derived> deleteDerived(SqlClient connection, Asset asset) {
    return derived(
        Database.query(connection, DELETE_DERIVED, Tuple.of(asset.environmentId(), asset.assetId()))
            .await());
  }

  private static List<Derived> derived(RowSet<Row> rows) {
    List<Derived> derived = new ArrayList<>();
    rows.forEach(row -> derived.add(AssetRows.derived(row)));
    return derived;
  }

  private static Tuple key(long environmentId, AssetKey key) {
    return Tuple.of(
        environmentId, key.resourceType().word(), key.type().word(), key.publicId().value());
  }

  private static Optional<Row> first(RowSet<Row> rows) {
    return rows.size() == 0 ? Optional.empty() : Optional.of(rows.iterator().next());
  }
}
