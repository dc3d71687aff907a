package dev.darkroom.asset.store;

import dev.darkroom.db.Database;
import dev.darkroom.protocol.AssetSelection;
import dev.darkroom.protocol.DeliveryType;
import dev.darkroom.protocol.ErrorCode;
import dev.darkroom.protocol.Refusal;
import dev.darkroom.protocol.ResourceType;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.RowSet;
import io.vertx.sqlclient.Tuple;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Which assets a bulk call is about: a page of ids, in an order that the change itself does not
 * move. Rows are not held: whoever changes them reads them again. For virtual threads.
 */
public final class SelectionStore {
  /** The most assets that one call changes. */
  public static final int PAGE = 1000;

  private static final String LISTED =
      """
      select asset_id, public_id, created_at from asset
       where environment_id = $1 and ($2::text is null or resource_type = $2)
         and (cardinality($3::text[]) = 0 or type = any($3))
      """;
  private static final String BY_PUBLIC_IDS =
      LISTED + " and public_id = any($4) order by public_id, asset_id";
  private static final String BY_ASSET_IDS =
      LISTED + " and asset_id = any($4) order by public_id, asset_id";
  private static final String BY_PREFIX =
      LISTED
          + """
           and (blob is not null or moderation @> '[{"status": "rejected"}]') and public_id >= $4
           and starts_with(public_id, $4)
           and ($4 = '' or public_id < $4 || U&'\\+10FFFF')
           and (public_id, asset_id) > ($5, $6)
           order by public_id, asset_id limit $7
          """;
  private static final String BY_TAG =
      """
      select a.asset_id, a.public_id, a.created_at
        from asset_tag t join asset a using (environment_id, asset_id)
       where t.environment_id = $1 and t.resource_type = $2
         and (cardinality($3::text[]) = 0 or a.type = any($3))
         and t.tag = $4 and (a.blob is not null or a.moderation @> '[{"status": "rejected"}]')
         and (t.created_at, t.asset_id) > ($5, $6)
       order by t.created_at, t.asset_id limit $7
      """;
  private static final UUID FIRST = new UUID(0, 0);

  private final Database database;

  /** The assets of that database. */
  public SelectionStore(Database database) {
    this.database = database;
  }

  /**
   * Some of the selected assets.
   *
   * @param ids in the order of the selection
   * @param nextCursor where to go on; empty at the end
   */
  public record Page(List<UUID> ids, Optional<String> nextCursor) {}

  /** The next assets of a selection; placeholders only when they are named. */
  public Page select(long environmentId, AssetSelection selection) {
    return switch (selection.by()) {
      case PUBLIC_IDS -> named(environmentId, selection, BY_PUBLIC_IDS, texts(selection));
      case ASSET_IDS -> named(environmentId, selection, BY_ASSET_IDS, uuids(selection));
      case PREFIX -> byPrefix(environmentId, selection, selection.values().getFirst());
      case ALL -> byPrefix(environmentId, selection, "");
      case TAG -> byTag(environmentId, selection);
    };
  }

  /** The id behind 32 hexadecimal characters; empty when they are none. */
  public static Optional<UUID> uuid(String hex) {
    if (!hex.matches("[0-9a-fA-F]{32}")) {
      return Optional.empty();
    }
    return Optional.of(
        new UUID(
            Long.parseUnsignedLong(hex.substring(0, 16), 16),
            Long.parseUnsignedLong(hex.substring(16), 16)));
  }

  private Page named(long environmentId, AssetSelection selection, String sql, Object names) {
    Tuple values = scope(environmentId, selection).addValue(names);
    return new Page(ids(database.query(sql, values).await()), Optional.empty());
  }

  private Page byPrefix(long environmentId, AssetSelection selection, String prefix) {
    Position after = position(selection.cursor(), "");
    Tuple values =
        scope(environmentId, selection)
            .addString(prefix)
            .addString(after.place())
            .addUUID(after.id())
            .addInteger(PAGE + 1);
    return page(database.query(BY_PREFIX, values).await(), false);
  }

  private Page byTag(long environmentId, AssetSelection selection) {
    Position after = position(selection.cursor(), Instant.EPOCH.toString());
    Tuple values =
        scope(environmentId, selection)
            .addString(selection.values().getFirst())
            .addOffsetDateTime(time(after.place()))
            .addUUID(after.id())
            .addInteger(PAGE + 1);
    return page(database.query(BY_TAG, values).await(), true);
  }

  private static Tuple scope(long environmentId, AssetSelection selection) {
    ResourceType resourceType = selection.resourceType();
    return Tuple.tuple()
        .addLong(environmentId)
        .addString(resourceType == null ? null : resourceType.word())
        .addArrayOfString(
            selection.types().stream().map(DeliveryType::word).toArray(String[]::new));
  }

  private static Page page(RowSet<Row> rows, boolean byTime) {
    List<UUID> ids = new ArrayList<>();
    String cursor = null;
    for (Row row : rows) {
      if (ids.size() == PAGE) {
        return new Page(ids, Optional.ofNullable(cursor));
      }
      ids.add(row.getUUID("asset_id"));
      cursor = ids.size() == PAGE ? cursor(row, byTime) : null;
    }
    return new Page(ids, Optional.empty());
  }

  private static List<UUID> ids(RowSet<Row> rows) {
    List<UUID> ids = new ArrayList<>();
    rows.forEach(row -> ids.add(row.getUUID("asset_id")));
    return ids;
  }

  private static Object texts(AssetSelection selection) {
    return selection.values().toArray(String[]::new);
  }

  private static Object uuids(AssetSelection selection) {
    return selection.values().stream().flatMap(text -> uuid(text).stream()).toArray(UUID[]::new);
  }

  /** Where a page ended: a public id or a time, and the asset. */
  private record Position(String place, UUID id) {}

  private static String cursor(Row row, boolean byTime) {
    String place =
        byTime
            ? AssetRows.instant(row.getOffsetDateTime("created_at")).toString()
            : row.getString("public_id");
    String text = row.getUUID("asset_id") + place;
    return HexFormat.of().formatHex(text.getBytes(StandardCharsets.UTF_8));
  }

  private static Position position(@Nullable String cursor, String beginning) {
    if (cursor == null) {
      return new Position(beginning, FIRST);
    }
    try {
      String text = new String(HexFormat.of().parseHex(cursor), StandardCharsets.UTF_8);
      return new Position(text.substring(36), UUID.fromString(text.substring(0, 36)));
    } catch (IllegalArgumentException | IndexOutOfBoundsException broken) {
      throw badCursor();
    }
  }

  private static OffsetDateTime time(String text) {
    try {
      return AssetRows.time(Instant.parse(text));
    } catch (DateTimeParseException broken) {
      throw badCursor();
    }
  }

  private static Refusal badCursor() {
    return new Refusal(ErrorCode.INVALID_PARAMETER, "next_cursor", "it is not one of ours");
  }
}
