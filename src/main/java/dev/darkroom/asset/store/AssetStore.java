package dev.darkroom.asset.store;

import dev.darkroom.db.Database;
import dev.darkroom.protocol.AssetKey;
import dev.darkroom.protocol.DeliveryType;
import dev.darkroom.protocol.ResourceType;
import io.vertx.core.Future;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.RowSet;
import io.vertx.sqlclient.SqlClient;
import io.vertx.sqlclient.Tuple;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/**
 * The table {@code asset}, one asset or a few by name. For virtual threads: what does not return a
 * future awaits. Lists of the Admin API are read elsewhere.
 */
public final class AssetStore {
  private static final String BY_KEY =
      " where a.environment_id = $1 and a.resource_type = $2 and a.type = $3 and a.public_id = $4";
  private static final String FIND = "select " + AssetRows.COLUMNS + " from asset a" + BY_KEY;
  private static final String FIND_BY_ID =
      "select " + AssetRows.COLUMNS + " from asset a where environment_id = $1 and asset_id = $2";
  private static final String FIND_BY_IDS =
      "select * from asset where environment_id = $1 and asset_id = any($2)";
  private static final String LOCK_KEY =
      "select pg_advisory_xact_lock(hashtextextended($1 || ' ' || $2 || ' ' || $3 || ' ' || $4, 1))";
  private static final String LOCK_BY_PUBLIC_IDS =
      """
      select * from asset
       where environment_id = $1 and resource_type = $2 and type = $3 and public_id = any($4)
       order by asset_id for update
      """;
  private static final String LOCK_BY_KEYS =
      """
      select * from asset
       where environment_id = $1 and (resource_type, type, public_id) in
         (select * from unnest($2::text[], $3::text[], $4::text[]))
       order by asset_id for update
      """;
  private static final String LOCK_BY_IDS =
      """
      select * from asset where environment_id = $1 and asset_id = any($2)
       order by asset_id for update
      """;
  private static final String INSERT =
      """
      insert into asset (environment_id, asset_id, resource_type, type, public_id, version,
        version_id, blob, bytes, etag, format, width, height, pages, alpha, media, duration,
        uploaded_at, tags, context, metadata, asset_folder, display_name, access_mode,
        access_control, coordinates, moderation, analysis, phash, headers, backup,
        original_filename, original_extension, uploaded_by, created_at, updated_at,
        tags_updated_at, context_updated_at, metadata_updated_at, access_control_updated_at)
      values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16::text::jsonb,
        $17, $18, $19, $20::text::jsonb, $21::text::jsonb, $22, $23, $24, $25::text::jsonb,
        $26::text::jsonb, $27::text::jsonb, $28::text::jsonb, $29, $30::text::jsonb, $31, $32, $33,
        $34, $35, $36, $37, $38, $39, $40)
      """;

  /** All columns but the name, the version and what never changes. */
  private static final String OVERWRITE =
      """
        version_id = excluded.version_id, blob = excluded.blob, bytes = excluded.bytes,
        etag = excluded.etag, format = excluded.format, width = excluded.width,
        height = excluded.height, pages = excluded.pages, alpha = excluded.alpha,
        media = excluded.media, duration = excluded.duration, uploaded_at = excluded.uploaded_at,
        tags = excluded.tags, context = excluded.context, metadata = excluded.metadata,
        asset_folder = excluded.asset_folder, display_name = excluded.display_name,
        access_mode = excluded.access_mode, access_control = excluded.access_control,
        coordinates = excluded.coordinates, moderation = excluded.moderation,
        analysis = excluded.analysis, phash = excluded.phash, headers = excluded.headers,
        backup = excluded.backup, original_filename = excluded.original_filename,
        original_extension = excluded.original_extension, uploaded_by = excluded.uploaded_by,
        updated_at = excluded.updated_at, tags_updated_at = excluded.tags_updated_at,
        context_updated_at = excluded.context_updated_at,
        metadata_updated_at = excluded.metadata_updated_at,
        access_control_updated_at = excluded.access_control_updated_at
      """;

  private static final String UPSERT =
      INSERT
          + """
          on conflict (environment_id, resource_type, type, public_id) do update set
            version = greatest(excluded.version, asset.version + 1),
          """
          + OVERWRITE
          + "returning asset_id, version, created_at";
  private static final String UPDATE =
      INSERT
          + """
          on conflict (environment_id, asset_id) do update set
            resource_type = excluded.resource_type, type = excluded.type,
            public_id = excluded.public_id, version = excluded.version,
          """
          + OVERWRITE;
  private static final String DELETE =
      "delete from asset where environment_id = $1 and asset_id = $2";
  private static final String FIND_WITH_DERIVED =
      "select "
          + AssetRows.COLUMNS
          + """
          , d.transformation as d_transformation, d.extension as d_extension,
            d.blob as d_blob, d.bytes as d_bytes, d.etag as d_etag, d.format as d_format,
            d.width as d_width, d.height as d_height, d.created_at as d_created_at
          from asset a left join derived d
            on d.environment_id = a.environment_id and d.asset_id = a.asset_id
              and d.version = a.version and d.digest = $5
          """
          + BY_KEY;

  private final Database database;

  /** The table in that database. */
  public AssetStore(Database database) {
    this.database = database;
  }

  /** The asset of that name, which may be a placeholder. */
  public Optional<Asset> find(long environmentId, AssetKey key) {
    return first(database.query(FIND, key(environmentId, key)).await()).map(AssetRows::asset);
  }

  /** The asset of that id, which may be a placeholder. */
  public Optional<Asset> find(long environmentId, UUID assetId) {
    return first(database.query(FIND_BY_ID, Tuple.of(environmentId, assetId)).await())
        .map(AssetRows::asset);
  }

  /** The assets of those ids, which may be placeholders, as far as they exist. */
  public List<Asset> find(long environmentId, Collection<UUID> assetIds) {
    Tuple values = Tuple.of(environmentId, (Object) assetIds.toArray(UUID[]::new));
    return assets(database.query(FIND_BY_IDS, values).await());
  }

  /** An asset, with the derived version that was asked for if that is made already. */
  public record Found(Asset asset, Optional<Derived> derived) {}

  /** Finds an asset and a derived version of it, in one round trip. */
  public Optional<Found> find(long environmentId, AssetKey key, UUID digest) {
    Tuple values = key(environmentId, key).addUUID(digest);
    return first(database.query(FIND_WITH_DERIVED, values).await())
        .map(row -> new Found(AssetRows.asset(row), AssetRows.joinedDerived(row)));
  }

  /** Finds an asset and holds its key until the transaction ends, whether it exists or not. */
  public Optional<Asset> findAndLock(SqlClient connection, long environmentId, AssetKey key) {
    Future<?> locked = lock(connection, environmentId, key);
    Future<RowSet<Row>> found =
        Database.query(connection, FIND + " for update", key(environmentId, key));
    Future.all(locked, found).await();
    return first(found.result()).map(AssetRows::asset);
  }

  /**
   * Finds assets and holds their keys until the transaction ends, whether they exist or not: keys
   * before rows, and both always in the same order.
   */
  public List<Asset> findAndLockKeys(
      SqlClient connection, long environmentId, Collection<AssetKey> keys) {
    List<AssetKey> ordered =
        keys.stream().sorted(Comparator.comparing(key -> words(key).toString())).toList();
    for (AssetKey key : ordered) {
      lock(connection, environmentId, key).await();
    }
    Tuple values = Tuple.of(environmentId);
    for (int at = 0; at < 3; at++) {
      int column = at;
      values.addArrayOfString(
          ordered.stream().map(key -> words(key).get(column)).toArray(String[]::new));
    }
    return assets(Database.query(connection, LOCK_BY_KEYS, values).await());
  }

  /** Finds assets by their names and holds their rows, always in the same order. */
  public List<Asset> findAndLock(
      SqlClient connection,
      long environmentId,
      ResourceType resourceType,
      DeliveryType type,
      Collection<String> publicIds) {
    Tuple values =
        Tuple.of(environmentId, resourceType.word(), type.word(), publicIds.toArray(String[]::new));
    return assets(Database.query(connection, LOCK_BY_PUBLIC_IDS, values).await());
  }

  /** Finds assets by their ids and holds their rows, always in the same order. */
  public List<Asset> findAndLock(
      SqlClient connection, long environmentId, Collection<UUID> assetIds) {
    Tuple values = Tuple.of(environmentId, (Object) assetIds.toArray(UUID[]::new));
    return assets(Database.query(connection, LOCK_BY_IDS, values).await());
  }

  /**
   * Inserts an asset, or overwrites the one of that key; the answer has the stored id and version.
   */
  public Future<Asset> insert(SqlClient connection, Asset asset) {
    return Database.query(connection, UPSERT, AssetRows.values(asset))
        .map(rows -> rows.iterator().next())
        .map(row ->
            asset.as(
                row.getUUID("asset_id"),
                row.getLong("version"),
                AssetRows.instant(row.getOffsetDateTime("created_at"))));
  }

  /** Writes a row that the transaction holds, its name included. */
  public void update(SqlClient connection, Asset asset) {
    Database.query(connection, UPDATE, AssetRows.values(asset)).await();
  }

  /** Writes rows that the transaction holds, their names included, all at once. */
  public void update(SqlClient connection, Collection<Asset> assets) {
    if (!assets.isEmpty()) {
      connection
          .preparedQuery(UPDATE)
          .executeBatch(assets.stream().map(AssetRows::values).toList())
          .await();
    }
  }

  /** Deletes a row, with its older versions, tags and relations; derived rows must be gone. */
  public void delete(SqlClient connection, Asset asset) {
    Database.query(connection, DELETE, Tuple.of(asset.environmentId(), asset.assetId())).await();
  }

  private static List<Asset> assets(RowSet<Row> rows) {
    List<Asset> assets = new ArrayList<>();
    rows.forEach(row -> assets.add(AssetRows.asset(row)));
    return assets;
  }

  private static Future<?> lock(SqlClient connection, long environmentId, AssetKey key) {
    Tuple values = Tuple.of(Long.toString(environmentId));
    words(key).forEach(values::addString);
    return Database.query(connection, LOCK_KEY, values);
  }

  private static List<String> words(AssetKey key) {
    return List.of(key.resourceType().word(), key.type().word(), key.publicId().value());
  }

  private static Tuple key(long environmentId, AssetKey key) {
    return Tuple.of(
        environmentId, key.resourceType().word(), key.type().word(), key.publicId().value());
  }

  private static Optional<Row> first(RowSet<Row> rows) {
    return rows.size() == 0 ? Optional.empty() : Optional.of(rows.iterator().next());
  }
}
