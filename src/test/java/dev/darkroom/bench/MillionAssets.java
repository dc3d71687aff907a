package dev.darkroom.bench;

import dev.darkroom.db.PostgresAddress;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;

/** A million generated assets, written by SQL: uploads would take an hour. */
final class MillionAssets {
  static final int COUNT = 1_000_000;

  private static final int BATCH = 50_000;
  private static final String INDEXES =
      """
      select indexdef, indexname from pg_indexes where tablename = 'asset'
        and indexname like 'asset_by%' and indexname <> 'asset_by_created'
      """;
  private static final String ASSETS =
      """
      insert into asset (environment_id, asset_id, resource_type, type, public_id, version,
          version_id, blob, bytes, etag, format, width, height, pages, tags, context, metadata,
          asset_folder, display_name, original_filename, uploaded_by, created_at, uploaded_at,
          updated_at, duration, moderation, analysis, phash)
        select (select min(id) from environment), md5('a' || n)::uuid,
          case when h % 10 = 0 then 'video' when h % 10 = 1 then 'raw' else 'image' end,
          case when h % 7 = 0 then 'private' else 'upload' end,
          'folder_' || h % 997 || '/sub/' || (array['cat','dog','house','tree'])[1 + h % 4]
            || '_' || n,
          1700000000 + n, md5('v' || n)::uuid, decode(md5(n::text) || md5('x' || n), 'hex'),
          1000 + h::bigint * 7919 % 20000000, md5('e' || n),
          case when h % 5003 = 0 then 'tiff' else (array['jpg','png','webp'])[1 + h % 3] end,
          100 + h % 4909, 100 + h % 3917, case when h % 53 = 0 then 1 + h % 19 else 1 end,
          array['common', 'group' || h % 11, 'tag' || h % 5003, 'rare' || h / 2003],
          jsonb_build_object('alt', 'A picture of ' || h % 3001, 'owner', 'person' || h % 211),
          jsonb_build_object('sku', 'sku' || h % 100003, 'count', h % 10007),
          'folder_' || h % 997 || '/sub', 'Display ' || n, 'IMG_' || n, 'key',
          timestamptz '2020-01-01' + n * interval '100 seconds',
          timestamptz '2020-01-01' + n * interval '100 seconds',
          timestamptz '2020-01-01' + h % 200000033 * interval '1 second',
          case when h % 10 = 0 then h % 3607 end,
          case when h % 101 = 0 then '[{"kind":"manual","status":"pending"}]'::jsonb
            else '[]' end,
          case when h % 23 = 0
            then jsonb_build_object('faces', '[[1,2,3,4]]'::jsonb, 'quality_score', h % 1009 / 1e3)
            else '{}' end,
          hashtextextended(n::text, 3)
        from (select n, abs(hashint4(n)::bigint) as h from generate_series({from}, {to}) as n) as numbers
      """;
  private static final String TAGS =
      """
      insert into asset_tag (environment_id, resource_type, tag, created_at, asset_id)
        select environment_id, resource_type, tag, created_at, asset_id
          from asset, unnest(tags) as tag
      """;
  private static final String COUNTED =
      """
      insert into usage_added (environment_id, objects, bytes)
        select environment_id, count(*), sum(bytes) from asset group by environment_id
      """;

  private MillionAssets() {}

  /** Fills the database of a server that has been started once; indexes are built at the end. */
  static void fill(PostgresAddress address) {
    try (Connection connection =
            DriverManager.getConnection(address.jdbcUrl(), address.user(), address.password());
        Statement statement = connection.createStatement()) {
      List<String> indexes = dropIndexes(statement);
      statement.execute("alter table asset disable trigger user");
      for (int from = 1; from <= COUNT; from += BATCH) {
        String last = Integer.toString(from + BATCH - 1);
        statement.execute(ASSETS.replace("{from}", Integer.toString(from)).replace("{to}", last));
      }
      statement.execute("alter table asset enable trigger user");
      statement.execute("set maintenance_work_mem = '512MB'");
      for (String index : indexes) {
        statement.execute(index);
      }
      statement.execute(TAGS);
      statement.execute(COUNTED);
      statement.execute("vacuum analyze");
    } catch (SQLException failure) {
      throw new IllegalStateException(failure);
    }
  }

  private static List<String> dropIndexes(Statement statement) throws SQLException {
    List<String> definitions = new ArrayList<>();
    List<String> drops = new ArrayList<>();
    try (ResultSet rows = statement.executeQuery(INDEXES)) {
      while (rows.next()) {
        definitions.add(rows.getString(1));
        drops.add("drop index " + rows.getString(2));
      }
    }
    for (String drop : drops) {
      statement.execute(drop);
    }
    return definitions;
  }
}
