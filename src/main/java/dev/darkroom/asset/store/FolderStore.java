package dev.darkroom.asset.store;

import dev.darkroom.db.Database;
import dev.darkroom.protocol.FolderPath;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.RowSet;
import io.vertx.sqlclient.SqlClient;
import io.vertx.sqlclient.Tuple;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/**
 * The table {@code folder}, and the folders of the table {@code asset}: moving one moves what is in
 * it. It awaits.
 */
public final class FolderStore {
  private static final String ENSURE =
      """
      insert into folder (environment_id, path, parent, name)
        select $1, array_to_string(parts[1:depth], '/'),
               array_to_string(parts[1:depth - 1], '/'), parts[depth]
          from (select string_to_array($2, '/') as parts) as split,
               generate_series(1, cardinality(parts)) as depth
        on conflict do nothing
        returning *
      """;

  /** Changes of the tree of one environment come one after the other. */
  private static final String LOCK =
      "select pg_advisory_xact_lock(hashtextextended($1 || ' folders', 3))";

  private static final String FIND = "select * from folder where environment_id = $1 and path = $2";
  private static final String LIST =
      """
      select * from folder where environment_id = $1 and parent = $2 and name > $3
       order by name limit $4
      """;
  private static final String COUNT =
      "select count(*) from folder where environment_id = $1 and parent = $2";
  private static final String INSIDE = " and (path = $2 or path >= $2 || '/' and path < $2 || '0')";
  private static final String ASSETS_INSIDE =
      """
       and (asset_folder = $2 or asset_folder >= $2 || '/' and asset_folder < $2 || '0')
      """;
  private static final String MOVE =
      """
      update folder
         set path = $3 || substr(path, length($2) + 1),
             parent = case when path = $2 then $4 else $3 || substr(parent, length($2) + 1) end,
             name = case when path = $2 then $5 else name end
       where environment_id = $1
      """
          + INSIDE;
  private static final String LONGEST =
      """
      select coalesce(max(length(path)), 0) as longest from folder where environment_id = $1
      """
          + INSIDE;
  private static final String LONGEST_PUBLIC_ID =
      """
      select coalesce(max(length(public_id)), 0) as longest from asset where environment_id = $1
      """
          + ASSETS_INSIDE;
  private static final String MOVE_ASSETS =
      """
      update asset
         set asset_folder = $3 || substr(asset_folder, length($2) + 1), updated_at = $4,
             public_id = case when $5 and starts_with(public_id, $2 || '/')
               then $3 || substr(public_id, length($2) + 1) else public_id end
       where environment_id = $1
      """
          + ASSETS_INSIDE;
  private static final String HOLDS_ASSETS =
      """
      select exists (select 1 from asset where environment_id = $1
       and (blob is not null or moderation @> '[{"status": "rejected"}]')
      """
          + ASSETS_INSIDE
          + ") as held";
  private static final String ASSETS =
      "select asset_id from asset where environment_id = $1"
          + ASSETS_INSIDE
          + " order by asset_id limit $3";
  private static final String DELETE =
      "delete from folder where environment_id = $1" + INSIDE + " returning *";
  private static final String DISPLAY_NAME_TAKEN =
      """
      select exists (select 1 from asset
       where environment_id = $1 and asset_folder = $2 and md5(display_name) = md5($3)
         and display_name = $3 and asset_id <> $4) as taken
      """;

  private FolderStore() {}

  /** One row. */
  public record Folder(String path, String name, UUID externalId) {}

  /**
   * Makes the folder and those above it exist; the root always does.
   *
   * @return those that did not exist yet, from the top down
   */
  public static List<Folder> ensure(SqlClient connection, long environmentId, String path) {
    return path.isEmpty()
        ? List.of()
        : folders(Database.query(connection, ENSURE, Tuple.of(environmentId, path)).await());
  }

  /** The assets of a folder and of those below it, in the order of their ids, at most so many. */
  public static List<UUID> assets(
      SqlClient connection, long environmentId, FolderPath path, int limit) {
    Tuple values = Tuple.of(environmentId, path.value(), limit);
    List<UUID> ids = new ArrayList<>();
    for (Row row : Database.query(connection, ASSETS, values).await()) {
      ids.add(row.getUUID("asset_id"));
    }
    return ids;
  }

  /** Holds the tree of folders until the transaction ends. */
  public static void lock(SqlClient connection, long environmentId) {
    Database.query(connection, LOCK, Tuple.of(Long.toString(environmentId))).await();
  }

  /** The folder of that path. */
  public static Optional<Folder> find(SqlClient connection, long environmentId, FolderPath path) {
    return folders(Database.query(connection, FIND, Tuple.of(environmentId, path.value())).await())
        .stream()
        .findFirst();
  }

  /** The folder of that path, as it is. */
  public static Optional<Folder> find(Database database, long environmentId, FolderPath path) {
    return folders(database.query(FIND, Tuple.of(environmentId, path.value())).await()).stream()
        .findFirst();
  }

  /** The folders right below one, by name, beginning after a name. */
  public static List<Folder> list(
      Database database, long environmentId, FolderPath parent, String after, int limit) {
    Tuple values = Tuple.of(environmentId, parent.value(), after, limit);
    return folders(database.query(LIST, values).await());
  }

  /** How many folders are right below one. */
  public static long count(Database database, long environmentId, FolderPath parent) {
    Tuple values = Tuple.of(environmentId, parent.value());
    return database.query(COUNT, values).await().iterator().next().getLong(0);
  }

  /** Whether an asset lies in the folder or below it; placeholders do not count. */
  public static boolean holdsAssets(SqlClient connection, long environmentId, FolderPath path) {
    return one(connection, HOLDS_ASSETS, environmentId, path).getBoolean("held");
  }

  /** The longest path in a folder, characters. */
  public static int longestPath(SqlClient connection, long environmentId, FolderPath path) {
    return one(connection, LONGEST, environmentId, path).getInteger("longest");
  }

  /** The longest public id in a folder, characters. */
  public static int longestPublicId(SqlClient connection, long environmentId, FolderPath path) {
    return one(connection, LONGEST_PUBLIC_ID, environmentId, path).getInteger("longest");
  }

  /** Gives a folder, and those below it, other paths; the new parent must exist. */
  public static void move(
      SqlClient connection, long environmentId, FolderPath from, FolderPath to) {
    Tuple values = Tuple.of(environmentId, from.value(), to.value(), to.parent(), to.name());
    Database.query(connection, MOVE, values).await();
  }

  /**
   * Moves every asset of a folder and of those below it.
   *
   * @param at how the rows change: when, and whether public ids follow their folder
   */
  public static void moveAssets(
      SqlClient connection, long environmentId, FolderPath from, FolderPath to, Moving at) {
    Tuple values =
        Tuple.of(
            environmentId, from.value(), to.value(), AssetRows.time(at.now()), at.withPublicIds());
    Database.query(connection, MOVE_ASSETS, values).await();
  }

  /** How assets are moved with their folder: public ids follow in fixed folder mode. */
  public record Moving(Instant now, boolean withPublicIds) {}

  /** Deletes a folder with those below it, and tells which; they must hold no assets. */
  public static List<Folder> delete(SqlClient connection, long environmentId, FolderPath path) {
    Tuple values = Tuple.of(environmentId, path.value());
    return folders(Database.query(connection, DELETE, values).await());
  }

  /** Whether another asset of the folder has that display name. */
  public static boolean hasDisplayName(SqlClient connection, Asset asset, Asset.Place place) {
    Tuple values =
        Tuple.of(asset.environmentId(), place.assetFolder(), place.displayName(), asset.assetId());
    RowSet<Row> rows = Database.query(connection, DISPLAY_NAME_TAKEN, values).await();
    return rows.iterator().next().getBoolean("taken");
  }

  private static Row one(SqlClient connection, String sql, long environmentId, FolderPath path) {
    Tuple values = Tuple.of(environmentId, path.value());
    return Database.query(connection, sql, values).await().iterator().next();
  }

  private static List<Folder> folders(RowSet<Row> rows) {
    List<Folder> folders = new ArrayList<>();
    for (Row row : rows) {
      folders.add(
          new Folder(row.getString("path"), row.getString("name"), row.getUUID("external_id")));
    }
    return folders;
  }
}
