package dev.darkroom.asset.store;

import dev.darkroom.protocol.AssetKey;
import dev.darkroom.protocol.BlobRef;
import dev.darkroom.protocol.ErrorCode;
import dev.darkroom.protocol.ImageFacts;
import dev.darkroom.protocol.Refusal;
import dev.darkroom.protocol.ResourceType;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** One row of the table {@code asset}. JSON members are never changed in place: copy them. */
public record Asset(
    long environmentId,
    UUID assetId,
    AssetKey key,
    Content content,
    Labels labels,
    Place place,
    Access access,
    Marks marks,
    Origin origin,
    Updates updates) {

  /**
   * One version of the bytes, and what they say of themselves.
   *
   * @param version unix seconds; grows with every overwrite
   * @param blob null for a placeholder: deleted, but backed up
   * @param etag md5 of the bytes, 32 lower-case hexadecimal characters
   * @param format the contract's word for the encoding; empty for raw files
   * @param width pixels; 0 where there are none
   * @param media video and audio: {@code duration} in seconds and the other members of
   *     reference/upload-api.md 4.4; null for everything else
   */
  public record Content(
      long version,
      UUID versionId,
      @Nullable BlobRef blob,
      String etag,
      String format,
      int width,
      int height,
      int pages,
      boolean alpha,
      @Nullable JsonObject media,
      Instant uploadedAt) {

    /** The size in bytes; 0 for a placeholder. */
    public long bytes() {
      return blob == null ? 0 : blob.size();
    }

    /** The same version without its bytes. */
    public Content withoutBlob() {
      return new Content(
          version, versionId, null, etag, format, width, height, pages, alpha, media, uploadedAt);
    }

    /** The same under the version number that the database gave it. */
    public Content numbered(long storedVersion) {
      return new Content(
          storedVersion,
          versionId,
          blob,
          etag,
          format,
          width,
          height,
          pages,
          alpha,
          media,
          uploadedAt);
    }
  }

  /**
   * What people say of it.
   *
   * @param metadata structured metadata: external id to a string, a number, or an array of strings
   */
  public record Labels(List<String> tags, Map<String, String> context, JsonObject metadata) {
    public Labels {
      tags = List.copyOf(tags);
    }
  }

  /** Where it is shown; the root is the empty folder. */
  public record Place(String assetFolder, String displayName) {}

  /**
   * Who may see it.
   *
   * @param mode {@code public} or {@code authenticated}
   * @param control the rules of {@code access_control}; empty for none
   */
  public record Access(String mode, JsonArray control) {}

  /**
   * What was measured or decided of this version.
   *
   * @param coordinates {@code faces} and {@code custom}: arrays of {@code [x,y,w,h]}; {@code
   *     regions}
   * @param moderation {@code [{kind, status, updated_at?, response?}]}
   * @param analysis members of the upload response that were measured: {@code colors}, {@code
   *     predominant}, {@code phash}, {@code quality_analysis}, {@code image_metadata}…
   * @param headers what delivery answers with, name to value
   * @param backup whether older versions are kept
   */
  public record Marks(
      JsonObject coordinates,
      JsonArray moderation,
      JsonObject analysis,
      JsonObject headers,
      boolean backup) {
    /** Nothing measured, nothing decided. */
    public static Marks none() {
      return new Marks(
          new JsonObject(), new JsonArray(), new JsonObject(), new JsonObject(), false);
    }
  }

  /**
   * Where it came from.
   *
   * @param filename without its extension
   * @param extension empty when it is the format's own
   * @param uploadedBy the API key, or the user's e-mail
   */
  public record Origin(String filename, String extension, String uploadedBy, Instant createdAt) {}

  /** When it was last changed, and what: null for what never was. */
  public record Updates(
      Instant any,
      @Nullable Instant tags,
      @Nullable Instant context,
      @Nullable Instant metadata,
      @Nullable Instant accessControl) {
    /** A new asset. */
    public static Updates at(Instant now) {
      return new Updates(now, null, null, null, null);
    }

    /** Something of it has changed. */
    public Updates touched(Instant now) {
      return new Updates(now, tags, context, metadata, accessControl);
    }

    /** Its tags have changed. */
    public Updates tagged(Instant now) {
      return new Updates(now, now, context, metadata, accessControl);
    }

    /** Its context has changed. */
    public Updates contextualized(Instant now) {
      return new Updates(now, tags, now, metadata, accessControl);
    }

    /** Its structured metadata has changed. */
    public Updates described(Instant now) {
      return new Updates(now, tags, context, now, accessControl);
    }

    /** Who may see it has changed. */
    public Updates guarded(Instant now) {
      return new Updates(now, tags, context, metadata, now);
    }
  }

  /** The current version's number. */
  public long version() {
    return content.version();
  }

  /** Whether its bytes are gone, but for a backup. */
  public boolean isPlaceholder() {
    return content.blob() == null;
  }

  /** The bytes; a placeholder is refused as not found. */
  public BlobRef blob() {
    if (content.blob() == null) {
      throw new Refusal(ErrorCode.RESOURCE_NOT_FOUND, key.publicId());
    }
    return content.blob();
  }

  /** The contract's word for the encoding; empty for raw files. */
  public String format() {
    return content.format();
  }

  /** What the engine needs to render it; null for anything that is no picture. */
  public @Nullable ImageFacts image() {
    return key.resourceType() != ResourceType.IMAGE || content.format().isEmpty()
        ? null
        : new ImageFacts(
            content.format(), content.width(), content.height(), content.pages(), content.alpha());
  }

  /** The same asset as the database knows it after an insert that may have been an overwrite. */
  public Asset as(UUID storedId, long storedVersion, Instant storedCreatedAt) {
    Origin kept =
        new Origin(origin.filename(), origin.extension(), origin.uploadedBy(), storedCreatedAt);
    return new Asset(
        environmentId,
        storedId,
        key,
        content.numbered(storedVersion),
        labels,
        place,
        access,
        marks,
        kept,
        updates);
  }

  /** The same asset with another name. */
  public Asset with(AssetKey newKey) {
    return new Asset(
        environmentId, assetId, newKey, content, labels, place, access, marks, origin, updates);
  }

  /** The same asset with other bytes. */
  public Asset with(Content newContent) {
    return new Asset(
        environmentId, assetId, key, newContent, labels, place, access, marks, origin, updates);
  }

  /** The same asset with other labels. */
  public Asset with(Labels newLabels) {
    return new Asset(
        environmentId, assetId, key, content, newLabels, place, access, marks, origin, updates);
  }

  /** The same asset elsewhere. */
  public Asset with(Place newPlace) {
    return new Asset(
        environmentId, assetId, key, content, labels, newPlace, access, marks, origin, updates);
  }

  /** The same asset for others. */
  public Asset with(Access newAccess) {
    return new Asset(
        environmentId, assetId, key, content, labels, place, newAccess, marks, origin, updates);
  }

  /** The same asset, measured or decided anew. */
  public Asset with(Marks newMarks) {
    return new Asset(
        environmentId, assetId, key, content, labels, place, access, newMarks, origin, updates);
  }

  /** The same asset, changed at other times. */
  public Asset with(Updates newUpdates) {
    return new Asset(
        environmentId, assetId, key, content, labels, place, access, marks, origin, newUpdates);
  }
}
