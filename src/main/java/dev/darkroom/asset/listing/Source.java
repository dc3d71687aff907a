package dev.darkroom.asset.listing;

import dev.darkroom.asset.store.AssetRows;

/**
 * What pages are made of: a table that is called {@code a}, whose rows have an id.
 *
 * @param from the table, and what else conditions speak of
 * @param table the table alone
 * @param id the column that tells rows of an environment apart
 * @param columns what is read of a row
 */
public record Source(String from, String table, String id, String columns) {
  /** All of an asset but its words. */
  public static final Source ASSETS =
      new Source("asset a", "asset a", "a.asset_id", AssetRows.COLUMNS);

  /** The same with the sum of what backup keeps of each. */
  public static final Source ASSETS_WITH_BACKUP =
      new Source(
          "asset a",
          "asset a",
          "a.asset_id",
          ASSETS.columns()
              + """
              , (select coalesce(sum(v.bytes), 0)::bigint from asset_version v
                  where v.environment_id = a.environment_id and v.asset_id = a.asset_id)
              as backup_bytes\
              """);

  /** Assets by their tags: the table of tags is called {@code t}. */
  public static final Source TAGGED =
      new Source(
          "asset_tag t join asset a on a.environment_id = t.environment_id"
              + " and a.asset_id = t.asset_id",
          "asset a",
          "a.asset_id",
          ASSETS.columns());

  /** Folders. */
  public static final Source FOLDERS =
      new Source("folder a", "folder a", "a.path", "a.path, a.name, a.external_id, a.created_at");
}
