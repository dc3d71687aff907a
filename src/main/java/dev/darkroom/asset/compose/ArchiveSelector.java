package dev.darkroom.asset.compose;

import dev.darkroom.asset.store.Asset;
import dev.darkroom.asset.store.AssetRows;
import dev.darkroom.db.Database;
import dev.darkroom.protocol.ArchiveSelection;
import dev.darkroom.protocol.AssetKey;
import dev.darkroom.protocol.ErrorCode;
import dev.darkroom.protocol.Refusal;
import dev.darkroom.protocol.ResourceType;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.RowSet;
import io.vertx.sqlclient.Tuple;
import java.util.ArrayList;
import java.util.Collection;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Stream;

/** Finds what an archive's selectors name (reference/upload-api.md 5.11). For virtual threads. */
final class ArchiveSelector {
  /** The most assets of one archive. */
  static final int MOST = 5_000;

  private static final String BY_PUBLIC_IDS =
      """
      select * from asset
       where environment_id = $1 and resource_type = any($2) and type = $3 and public_id = any($4)
         and blob is not null
       order by public_id, resource_type limit $5
      """;
  private static final String BY_TAG =
      """
      select a.* from asset_tag t join asset a
        on a.environment_id = t.environment_id and a.asset_id = t.asset_id
       where t.environment_id = $1 and t.resource_type = any($2) and a.type = $3 and t.tag = $4
         and a.blob is not null
       order by a.public_id, a.resource_type limit $5
      """;

  /** A range of the index: U+10FFFF sorts behind every name that begins with the prefix. */
  private static final String BY_PREFIX =
      """
      select * from asset
       where environment_id = $1 and resource_type = any($2) and type = $3
         and public_id >= $4 and public_id < $4 || U&'\\+10FFFF' and blob is not null
       order by public_id, resource_type limit $5
      """;

  private final Database database;

  ArchiveSelector(Database database) {
    this.database = database;
  }

  /**
   * What was found, each asset once, and what was not.
   *
   * @param missing public ids, as they were asked for
   */
  record Selected(
      List<Asset> assets,
      List<String> missing,
      List<String> emptyTags,
      List<String> emptyPrefixes) {
    /** Tells in an answer what was not found. */
    void tellMissing(JsonObject body) {
      put(body, "missing_public_ids", missing);
      put(body, "empty_tags", emptyTags);
      put(body, "empty_prefixes", emptyPrefixes);
    }

    private static void put(JsonObject body, String name, List<String> values) {
      if (!values.isEmpty()) {
        body.put(name, new JsonArray(values));
      }
    }
  }

  /** Finds all of it; nothing at all, or a missing public id, is refused unless that is allowed. */
  Selected select(long environmentId, ArchiveSelection selection) {
    Search search = new Search(environmentId, selection);
    search.publicIds();
    search.fullyQualified();
    List<String> emptyTags = search.empty(BY_TAG, selection.tags());
    List<String> emptyPrefixes = search.empty(BY_PREFIX, selection.prefixes());
    if (!selection.allowMissing()) {
      if (!search.missing.isEmpty()) {
        throw new Refusal(ErrorCode.RESOURCE_NOT_FOUND, shown(search.missing.getFirst()));
      }
      if (search.found.isEmpty()) {
        throw new Refusal(ErrorCode.NO_RESOURCES_FOUND);
      }
    }
    return new Selected(
        List.copyOf(search.found.values()), search.missing, emptyTags, emptyPrefixes);
  }

  private static String shown(String text) {
    return text.length() <= 200 ? text : text.substring(0, 200) + "…";
  }

  /** One selection on its way. */
  private final class Search {
    private final long environmentId;
    private final ArchiveSelection selection;
    private final Map<UUID, Asset> found = new LinkedHashMap<>();
    private final List<String> missing = new ArrayList<>();

    Search(long environmentId, ArchiveSelection selection) {
      this.environmentId = environmentId;
      this.selection = selection;
    }

    void publicIds() {
      List<String> wanted = selection.publicIds().stream().distinct().toList();
      if (wanted.isEmpty()) {
        return;
      }
      Set<String> names = new HashSet<>();
      rows(BY_PUBLIC_IDS, types(), selection.type().word(), wanted.toArray(String[]::new))
          .forEach(asset -> names.add(asset.key().publicId().value()));
      wanted.stream().filter(name -> !names.contains(name)).forEach(missing::add);
    }

    void fullyQualified() {
      Map<ResourceType, Map<String, List<String>>> groups = new EnumMap<>(ResourceType.class);
      for (AssetKey key : selection.fullyQualified()) {
        groups
            .computeIfAbsent(key.resourceType(), first -> new LinkedHashMap<>())
            .computeIfAbsent(key.type().word(), first -> new ArrayList<>())
            .add(key.publicId().value());
      }
      Set<AssetKey> keys = new HashSet<>();
      groups.forEach((resourceType, byType) ->
          byType.forEach((type, names) ->
              rows(
                      BY_PUBLIC_IDS,
                      new String[] {resourceType.word()},
                      type,
                      names.toArray(String[]::new))
                  .forEach(asset -> keys.add(asset.key()))));
      selection.fullyQualified().stream()
          .distinct()
          .filter(key -> !keys.contains(key))
          .forEach(key -> missing.add(spelled(key)));
    }

    /** Those of the values that name nothing. */
    List<String> empty(String sql, List<String> values) {
      return values.stream()
          .distinct()
          .filter(value -> rows(sql, types(), selection.type().word(), value).isEmpty())
          .toList();
    }

    private String[] types() {
      ResourceType only = selection.resourceType();
      return only == null
          ? Stream.of(ResourceType.values()).map(ResourceType::word).toArray(String[]::new)
          : new String[] {only.word()};
    }

    private Collection<Asset> rows(String sql, String[] types, String type, Object value) {
      Tuple values = Tuple.of(environmentId, types, type, value, MOST + 1);
      RowSet<Row> rows = database.query(sql, values).await();
      List<Asset> assets = new ArrayList<>();
      rows.forEach(row -> assets.add(AssetRows.asset(row)));
      assets.forEach(asset -> found.putIfAbsent(asset.assetId(), asset));
      if (found.size() > MOST) {
        throw new Refusal(ErrorCode.TOO_MANY_RESOURCES, MOST);
      }
      return assets;
    }

    private static String spelled(AssetKey key) {
      return key.resourceType().word() + "/" + key.type().word() + "/" + key.publicId();
    }
  }
}
