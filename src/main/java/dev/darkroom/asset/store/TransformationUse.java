package dev.darkroom.asset.store;

import dev.darkroom.db.Database;
import dev.darkroom.protocol.BlobRef;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.SqlClient;
import io.vertx.sqlclient.Tuple;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * The table {@code derived} by transformation, whatever the asset: an index of digests leads. For
 * virtual threads.
 */
public final class TransformationUse {
  /**
   * A skip scan: one step of the index per transformation, however many rows it has. Single names
   * ({@code t_name}) are left out: they are listed as named transformations.
   */
  private static final String LIST =
      """
      with recursive used (digest) as (
        (select md5(transformation) from derived
          where environment_id = $1 and transformation <> '' and transformation !~ '^t_[^/,.]+$'
            and ($2::text is null or md5(transformation) > md5($2))
          order by md5(transformation) limit 1)
        union all
        select (select md5(d.transformation) from derived d
                 where d.environment_id = $1 and d.transformation <> ''
                   and d.transformation !~ '^t_[^/,.]+$'
                   and md5(d.transformation) > u.digest
                 order by md5(d.transformation) limit 1)
          from used u where u.digest is not null
      )
      select (select d.transformation from derived d
               where d.environment_id = $1 and md5(d.transformation) = u.digest limit 1)
             as transformation
        from used u where u.digest is not null limit $3
      """;

  private static final String IN_USE =
      """
      select each as transformation from unnest($2::text[]) as each
       where exists (select 1 from derived d where d.environment_id = $1
                       and md5(d.transformation) = md5(each) and d.transformation = each)
      """;
  private static final String FIND =
      """
      select asset_id, digest, extension, format, bytes from derived
       where environment_id = $1 and md5(transformation) = md5($2) and transformation = $2
         and ($3::uuid is null or (asset_id, digest) > ($3, $4))
       order by asset_id, digest limit $5
      """;
  private static final String DELETE =
      """
      delete from derived where (environment_id, asset_id, version, digest) in (
        select environment_id, asset_id, version, digest from derived
         where environment_id = $1 and md5(transformation) = md5($2) and transformation = $2
         limit $3)
      returning blob, bytes
      """;

  /** A derived version that was made with the transformation. */
  public record Use(UUID assetId, UUID digest, String extension, String format, long bytes) {}

  private final Database database;

  /** The table in that database. */
  public TransformationUse(Database database) {
    this.database = database;
  }

  /** Transformations, each once; those after the given one. */
  public List<String> list(long environmentId, @Nullable String after, int limit) {
    return texts(LIST, Tuple.of(environmentId, after, limit));
  }

  /** Which of these are in use. */
  public List<String> inUse(long environmentId, List<String> transformations) {
    Object texts = transformations.toArray(String[]::new);
    return texts(IN_USE, Tuple.of(environmentId, texts));
  }

  /** What it was used for; after the given one. */
  public List<Use> find(long environmentId, String transformation, @Nullable Use after, int limit) {
    Tuple values =
        Tuple.of(
            environmentId,
            transformation,
            after == null ? null : after.assetId(),
            after == null ? null : after.digest(),
            limit);
    List<Use> uses = new ArrayList<>();
    for (Row row : database.query(FIND, values).await()) {
      uses.add(
          new Use(
              row.getUUID("asset_id"),
              row.getUUID("digest"),
              row.getString("extension"),
              row.getString("format"),
              row.getLong("bytes")));
    }
    return uses;
  }

  /** Deletes at most so many, and tells which bytes they referred to. */
  public List<BlobRef> delete(
      SqlClient connection, long environmentId, String transformation, int limit) {
    List<BlobRef> released = new ArrayList<>();
    Tuple values = Tuple.of(environmentId, transformation, limit);
    for (Row row : Database.query(connection, DELETE, values).await()) {
      released.add(AssetRows.blob(row.getBuffer("blob"), row.getLong("bytes")));
    }
    return released;
  }

  private List<String> texts(String sql, Tuple values) {
    List<String> texts = new ArrayList<>();
    database.query(sql, values).await().forEach(row -> texts.add(row.getString("transformation")));
    return texts;
  }
}
