package dev.darkroom.asset.store;

import dev.darkroom.protocol.AssetKey;
import dev.darkroom.protocol.BlobRef;
import dev.darkroom.protocol.DeliveryType;
import dev.darkroom.protocol.PublicId;
import dev.darkroom.protocol.ResourceType;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.JsonObject;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.Tuple;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Rows of the database to records and back. JSON goes out as text: see {@link #json}. */
public final class AssetRows {
  /**
   * All that {@link #asset} reads, of {@code asset a}: its words are for the search only, and
   * values of deleted metadata fields are no values any more.
   */
  public static final String COLUMNS =
      """
      a.environment_id, a.asset_id, a.resource_type, a.type, a.public_id, a.version, a.version_id,
      a.blob, a.bytes, a.etag, a.format, a.width, a.height, a.pages, a.alpha, a.media,
      a.uploaded_at, a.tags, a.context, case when a.metadata = '{}' then a.metadata
        else a.metadata - array(select gone.external_id from metadata_gone gone
          where gone.environment_id = a.environment_id) end as metadata,
      a.asset_folder, a.display_name, a.access_mode, a.access_control, a.coordinates, a.moderation, a.analysis, a.headers, a.backup,
      a.original_filename, a.original_extension, a.uploaded_by, a.created_at, a.updated_at,
      a.tags_updated_at, a.context_updated_at, a.metadata_updated_at,
      a.access_control_updated_at\
      """;

  private AssetRows() {}

  /** A row of {@code asset}, all of its columns. */
  public static Asset asset(Row row) {
    return new Asset(
        row.getLong("environment_id"),
        row.getUUID("asset_id"),
        new AssetKey(
            ResourceType.of(row.getString("resource_type")),
            DeliveryType.of(row.getString("type")),
            new PublicId(row.getString("public_id"))),
        content(row),
        new Asset.Labels(
            List.of(row.getArrayOfStrings("tags")),
            strings(row.getJsonObject("context")),
            row.getJsonObject("metadata")),
        new Asset.Place(row.getString("asset_folder"), row.getString("display_name")),
        new Asset.Access(row.getString("access_mode"), row.getJsonArray("access_control")),
        new Asset.Marks(
            row.getJsonObject("coordinates"),
            row.getJsonArray("moderation"),
            row.getJsonObject("analysis"),
            row.getJsonObject("headers"),
            row.getBoolean("backup")),
        new Asset.Origin(
            row.getString("original_filename"),
            row.getString("original_extension"),
            row.getString("uploaded_by"),
            instant(row.getOffsetDateTime("created_at"))),
        updates(row));
  }

  /** The content of a row of {@code asset} or {@code asset_version}. */
  public static Asset.Content content(Row row) {
    Buffer blob = row.getBuffer("blob");
    return new Asset.Content(
        row.getLong("version"),
        row.getUUID("version_id"),
        blob == null ? null : blob(blob, row.getLong("bytes")),
        row.getString("etag"),
        row.getString("format"),
        row.getInteger("width"),
        row.getInteger("height"),
        row.getInteger("pages"),
        row.getBoolean("alpha"),
        row.getJsonObject("media"),
        instant(row.getOffsetDateTime("uploaded_at")));
  }

  private static Asset.Updates updates(Row row) {
    return new Asset.Updates(
        instant(row.getOffsetDateTime("updated_at")),
        instantOrNull(row.getOffsetDateTime("tags_updated_at")),
        instantOrNull(row.getOffsetDateTime("context_updated_at")),
        instantOrNull(row.getOffsetDateTime("metadata_updated_at")),
        instantOrNull(row.getOffsetDateTime("access_control_updated_at")));
  }

  /** Every column, in the order of {@link AssetStore}'s insert. */
  static Tuple values(Asset asset) {
    Tuple values =
        Tuple.tuple()
            .addLong(asset.environmentId())
            .addUUID(asset.assetId())
            .addString(asset.key().resourceType().word())
            .addString(asset.key().type().word())
            .addString(asset.key().publicId().value());
    addContent(values, asset.content());
    JsonObject media = asset.content().media();
    return values
        .addDouble(media == null ? null : media.getDouble("duration"))
        .addOffsetDateTime(time(asset.content().uploadedAt()))
        .addArrayOfString(asset.labels().tags().toArray(String[]::new))
        .addString(json(asset.labels().context()))
        .addString(asset.labels().metadata().encode())
        .addString(asset.place().assetFolder())
        .addString(asset.place().displayName())
        .addString(asset.access().mode())
        .addString(asset.access().control().encode())
        .addString(asset.marks().coordinates().encode())
        .addString(asset.marks().moderation().encode())
        .addString(asset.marks().analysis().encode())
        .addLong(phash(asset))
        .addString(asset.marks().headers().encode())
        .addBoolean(asset.marks().backup())
        .addString(asset.origin().filename())
        .addString(asset.origin().extension())
        .addString(asset.origin().uploadedBy())
        .addOffsetDateTime(time(asset.origin().createdAt()))
        .addOffsetDateTime(time(asset.updates().any()))
        .addOffsetDateTime(timeOrNull(asset.updates().tags()))
        .addOffsetDateTime(timeOrNull(asset.updates().context()))
        .addOffsetDateTime(timeOrNull(asset.updates().metadata()))
        .addOffsetDateTime(timeOrNull(asset.updates().accessControl()));
  }

  /** The columns from {@code version} to {@code media}. */
  static void addContent(Tuple values, Asset.Content content) {
    JsonObject media = content.media();
    values
        .addLong(content.version())
        .addUUID(content.versionId())
        .addBuffer(content.blob() == null ? null : bytes(content.blob()))
        .addLong(content.bytes())
        .addString(content.etag())
        .addString(content.format())
        .addInteger(content.width())
        .addInteger(content.height())
        .addInteger(content.pages())
        .addBoolean(content.alpha())
        .addString(media == null ? null : media.encode());
  }

  private static @Nullable Long phash(Asset asset) {
    String phash = asset.marks().analysis().getString("phash");
    return phash == null ? null : Long.parseUnsignedLong(phash, 16);
  }

  /** A row of {@code derived}. */
  public static Derived derived(Row row) {
    return derived(row, "");
  }

  /** Of a row of an asset, with columns named {@code d_…}; empty when the join found none. */
  static Optional<Derived> joinedDerived(Row row) {
    return row.getString("d_etag") == null ? Optional.empty() : Optional.of(derived(row, "d_"));
  }

  private static Derived derived(Row row, String prefix) {
    return new Derived(
        row.getString(prefix + "transformation"),
        row.getString(prefix + "extension"),
        blob(row.getBuffer(prefix + "blob"), row.getLong(prefix + "bytes")),
        row.getString(prefix + "etag"),
        row.getString(prefix + "format"),
        row.getInteger(prefix + "width"),
        row.getInteger(prefix + "height"),
        instant(row.getOffsetDateTime(prefix + "created_at")));
  }

  /** A blob's name from its column. */
  public static BlobRef blob(Buffer sha256, long size) {
    return new BlobRef(HexFormat.of().formatHex(sha256.getBytes()), size);
  }

  /** A blob's name for its column. */
  public static Buffer bytes(BlobRef blob) {
    return Buffer.buffer(HexFormat.of().parseHex(blob.sha256()));
  }

  /** As text: the client's estimate of a JSON parameter's size fails on objects (5.0.12). */
  public static String json(Map<String, String> map) {
    JsonObject json = new JsonObject();
    map.forEach(json::put);
    return json.encode();
  }

  private static Map<String, String> strings(JsonObject json) {
    Map<String, String> map = new LinkedHashMap<>();
    json.forEach(entry -> map.put(entry.getKey(), String.valueOf(entry.getValue())));
    return map;
  }

  /** A time for its column. */
  public static OffsetDateTime time(Instant time) {
    return time.atOffset(ZoneOffset.UTC);
  }

  private static @Nullable OffsetDateTime timeOrNull(@Nullable Instant time) {
    return time == null ? null : time(time);
  }

  /** A time from its column. */
  public static Instant instant(OffsetDateTime time) {
    return time.toInstant();
  }

  private static @Nullable Instant instantOrNull(@Nullable OffsetDateTime time) {
    return time == null ? null : instant(time);
  }
}
