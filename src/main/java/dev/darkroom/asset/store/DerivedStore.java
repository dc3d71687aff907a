package dev.darkroom.asset.store;

import dev.darkroom.db.Database;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.RowSet;
import io.vertx.sqlclient.SqlClient;
import io.vertx.sqlclient.Tuple;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/** The table {@code derived}. For virtual threads: it awaits. */
public final class DerivedStore {
  private static final String FIND =
      """
      select * from derived
       where environment_id = $1 and asset_id = $2 and version = $3 and digest = $4
      """;
  private static final String LIST =
      """
      select * from derived where environment_id = $1 and asset_id = $2 and version = $3
       order by created_at, digest limit $4
      """;
  private static final String INSERT =
      """
      insert into derived (environment_id, asset_id, version, digest, transformation, extension,
        blob, bytes, etag, format, width, height)
      select a.environment_id, a.asset_id, a.version, $4, $5, $6, $7, $8, $9, $10, $11, $12
        from asset a where a.environment_id = $1 and a.asset_id = $2 and a.version = $3
      on conflict do nothing
      """;
  private static final String DELETE =
      "delete from derived where environment_id = $1 and asset_id = $2 returning *";

  private static final String DELETE_SOME =
      """
      delete from derived where environment_id = $1 and asset_id = $2
        and (transformation = any($3) or transformation || '/' || extension = any($3))
      returning *
      """;
  private static final String DELETE_BY_ID =
      """
      delete from derived
       where environment_id = $1
         and md5(asset_id::text || '/' || version::text || '/' || digest::text) = any($2)
      returning *, md5(asset_id::text || '/' || version::text || '/' || digest::text) as id
      """;

  private final Database database;

  /** The table in that database. */
  public DerivedStore(Database database) {
    this.database = database;
  }

  /** A derived version of the asset's current version. */
  public Optional<Derived> find(Asset asset, UUID digest) {
    Tuple values = Tuple.of(asset.environmentId(), asset.assetId(), asset.version(), digest);
    return derived(database.query(FIND, values).await()).stream().findFirst();
  }

  /** The derived versions of the asset's current version, oldest first. */
  public List<Derived> list(Asset asset, int limit) {
    Tuple values = Tuple.of(asset.environmentId(), asset.assetId(), asset.version(), limit);
    return derived(database.query(LIST, values).await());
  }

  /**
   * Inserts a derived version; false when it is there already, or when its asset has been
   * overwritten or deleted meanwhile.
   */
  public boolean insert(SqlClient connection, Asset asset, Derived derived) {
    Tuple values =
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
                derived.height()));
    return Database.query(connection, INSERT, values).await().rowCount() == 1;
  }

  /** Deletes every derived version of the asset, and tells which. */
  public List<Derived> delete(SqlClient connection, Asset asset) {
    Tuple values = Tuple.of(asset.environmentId(), asset.assetId());
    return derived(Database.query(connection, DELETE, values).await());
  }

  /** Deletes the derived versions of those transformations, with or without {@code /extension}. */
  public List<Derived> delete(
      SqlClient connection, Asset asset, Collection<String> transformations) {
    Tuple values =
        Tuple.of(asset.environmentId(), asset.assetId(), transformations.toArray(String[]::new));
    return derived(Database.query(connection, DELETE_SOME, values).await());
  }

  /** Deletes derived versions by {@link Derived#id}, and tells which id was which. */
  public Map<String, Derived> delete(
      SqlClient connection, long environmentId, Collection<String> ids) {
    Tuple values = Tuple.of(environmentId, (Object) ids.toArray(String[]::new));
    Map<String, Derived> deleted = new HashMap<>();
    for (Row row : Database.query(connection, DELETE_BY_ID, values).await()) {
      deleted.put(row.getString("id"), AssetRows.derived(row));
    }
    return deleted;
  }

  private static List<Derived> derived(RowSet<Row> rows) {
    List<Derived> derived = new ArrayList<>();
    rows.forEach(row -> derived.add(AssetRows.derived(row)));
    return derived;
  }
}
