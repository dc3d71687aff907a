package dev.darkroom.asset.store;

import dev.darkroom.db.Database;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.SqlClient;
import io.vertx.sqlclient.Tuple;
import java.util.Collection;
import java.util.HashSet;
import java.util.Set;
import java.util.UUID;

/** The table {@code asset_relation}; a relation has two rows. For virtual threads: it awaits. */
public final class RelationStore {
  private static final String LIST =
      """
      select related_id from asset_relation
       where environment_id = $1 and asset_id = $2 and related_id = any($3)
      """;
  private static final String INSERT =
      """
      insert into asset_relation (environment_id, asset_id, related_id)
        select $1::bigint, $2::uuid, other from unnest($3::uuid[]) as other
        union all
        select $1::bigint, other, $2::uuid from unnest($3::uuid[]) as other
      on conflict do nothing
      """;
  private static final String DELETE =
      """
      delete from asset_relation where environment_id = $1
        and (asset_id = $2 and related_id = any($3) or related_id = $2 and asset_id = any($3))
      """;

  private RelationStore() {}

  /** Which of the others the asset is related to. */
  public static Set<UUID> related(SqlClient connection, Asset asset, Collection<UUID> others) {
    Set<UUID> related = new HashSet<>();
    for (Row row : Database.query(connection, LIST, values(asset, others)).await()) {
      related.add(row.getUUID(0));
    }
    return related;
  }

  /** Relates the asset to the others, and them to it. */
  public static void insert(SqlClient connection, Asset asset, Collection<UUID> others) {
    Database.query(connection, INSERT, values(asset, others)).await();
  }

  /** Ends the relations to the others. */
  public static void delete(SqlClient connection, Asset asset, Collection<UUID> others) {
    Database.query(connection, DELETE, values(asset, others)).await();
  }

  private static Tuple values(Asset asset, Collection<UUID> others) {
    return Tuple.of(asset.environmentId(), asset.assetId(), others.toArray(UUID[]::new));
  }
}
