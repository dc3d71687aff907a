package dev.darkroom.asset;

import dev.darkroom.protocol.AssetKey;
import dev.darkroom.protocol.BlobRef;
import dev.darkroom.protocol.DeliveryType;
import dev.darkroom.protocol.ImageFacts;
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

/** Rows of the database to records and back. */
final class AssetRows {
  private AssetRows() {}

  static Asset asset(Row row) {
    return new Asset(
        row.getLong("environment_id"),
        row.getUUID("asset_id"),
        new AssetKey(
            ResourceType.of(row.getString("resource_type")),
            DeliveryType.of(row.getString("type")),
            new PublicId(row.getString("public_id"))),
        row.getLong("version"),
        row.getUUID("version_id"),
        blob(row.getBuffer("blob"), row.getLong("bytes")),
        row.getString("etag"),
        image(row),
        List.of(row.getArrayOfStrings("tags")),
        context(row.getJsonObject("context")),
        row.getString("access_mode"),
        row.getString("asset_folder"),
        row.getString("display_name"),
        row.getString("original_filename"),
        row.getString("original_extension"),
        row.getString("uploaded_by"),
        instant(row.getOffsetDateTime("created_at")));
  }

  static Tuple values(Asset asset) {
    ImageFacts image = asset.image();
    return Tuple.wrap(
        List.<Object>of(
            asset.environmentId(),
            asset.assetId(),
            asset.key().resourceType().word(),
            asset.key().type().word(),
            asset.key().publicId().value(),
            asset.version(),
            asset.versionId(),
            bytes(asset.blob()),
            asset.blob().size(),
            asset.etag(),
            asset.format(),
            image == null ? 0 : image.width(),
            image == null ? 0 : image.height(),
            image == null ? 0 : image.pages(),
            image != null && image.alpha(),
            asset.tags().toArray(String[]::new),
            context(asset.context()),
            asset.accessMode(),
            asset.assetFolder(),
            asset.displayName(),
            asset.originalFilename(),
            asset.originalExtension(),
            asset.uploadedBy(),
            asset.createdAt().atOffset(ZoneOffset.UTC)));
  }

  static Derived derived(Row row) {
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

  static BlobRef blob(Buffer sha256, long size) {
    return new BlobRef(HexFormat.of().formatHex(sha256.getBytes()), size);
  }

  static Buffer bytes(BlobRef blob) {
    return Buffer.buffer(HexFormat.of().parseHex(blob.sha256()));
  }

  private static @Nullable ImageFacts image(Row row) {
    String format = row.getString("format");
    if (format.isEmpty()) {
      return null;
    }
    return new ImageFacts(
        format,
        row.getInteger("width"),
        row.getInteger("height"),
        row.getInteger("pages"),
        row.getBoolean("alpha"));
  }

  /** As text: the client's estimate of a JSON parameter's size fails on objects (5.0.12). */
  private static String context(Map<String, String> context) {
    JsonObject json = new JsonObject();
    context.forEach(json::put);
    return json.encode();
  }

  private static Map<String, String> context(JsonObject json) {
    Map<String, String> context = new LinkedHashMap<>();
    json.forEach(entry -> context.put(entry.getKey(), String.valueOf(entry.getValue())));
    return context;
  }

  private static Instant instant(OffsetDateTime time) {
    return time.toInstant();
  }
}
