package dev.darkroom.asset.compose;

import dev.darkroom.asset.store.Asset;
import dev.darkroom.asset.store.AssetRows;
import dev.darkroom.db.Database;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.RowSet;
import io.vertx.sqlclient.SqlClient;
import io.vertx.sqlclient.Tuple;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The table {@code composition}, and the pictures of a tag, ordered by public id. For virtual
 * threads: it awaits.
 */
final class CompositionStore {
  private static final String MEMBERS =
      """
      from asset_tag t join asset a
        on a.environment_id = t.environment_id and a.asset_id = t.asset_id
       where t.environment_id = $1 and t.resource_type = 'image' and t.tag = $2
         and a.type = 'upload' and a.blob is not null and a.format <> ''
       order by a.public_id limit $3
      """;
  private static final String LIST_MEMBERS = "select a.* " + MEMBERS;
  private static final String SUM_UP =
      """
      select count(*) as members,
             md5(coalesce(string_agg(asset_id::text || ':' || version, ',' order by public_id), ''))
               as digest
        from (select a.asset_id, a.version, a.public_id
      """
          + MEMBERS
          + ") as member";
  private static final String FIND =
      "select tag, digest from composition where environment_id = $1 and asset_id = $2";
  private static final String SAVE =
      """
      insert into composition (environment_id, asset_id, tag, digest) values ($1, $2, $3, $4)
      on conflict (environment_id, asset_id) do update set tag = excluded.tag,
        digest = excluded.digest
      """;

  private final Database database;

  CompositionStore(Database database) {
    this.database = database;
  }

  /** What a composed asset's current version was made of. */
  record Source(@Nullable String tag, String digest) {}

  /** The pictures of a tag as one: how many (counted to the limit), and what changes with them. */
  record Sum(int members, String digest) {}

  /** The uploaded pictures with that tag. */
  List<Asset> members(long environmentId, String tag, int limit) {
    List<Asset> members = new ArrayList<>();
    database
        .query(LIST_MEMBERS, Tuple.of(environmentId, tag, limit))
        .await()
        .forEach(row -> members.add(AssetRows.asset(row)));
    return members;
  }

  /** The same without reading them. */
  Sum sum(long environmentId, String tag, int limit) {
    Row row = database.query(SUM_UP, Tuple.of(environmentId, tag, limit)).await().iterator().next();
    return new Sum(row.getInteger("members"), row.getString("digest"));
  }

  /** What the asset was made of; empty when it was not made here. */
  Optional<Source> find(Asset asset) {
    RowSet<Row> rows =
        database.query(FIND, Tuple.of(asset.environmentId(), asset.assetId())).await();
    return rows.size() == 0
        ? Optional.empty()
        : Optional.of(rows.iterator().next())
            .map(row -> new Source(row.getString("tag"), row.getString("digest")));
  }

  /** Says what the asset's current version was made of. */
  void save(SqlClient connection, Asset asset, Members members) {
    Tuple values =
        Tuple.of(asset.environmentId(), asset.assetId(), members.tag(), members.digest());
    Database.query(connection, SAVE, values).await();
  }
}
