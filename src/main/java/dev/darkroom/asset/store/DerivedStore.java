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

  private static List<Derived> derived(RowSet<Row> rows) {
    List<Derived> derived = new ArrayList<>();
    rows.forEach(row -> derived.add(AssetRows.derived(row)));
    return derived;
  }
}
