package dev.darkroom.asset.listing;

import dev.darkroom.asset.store.Asset;
import dev.darkroom.asset.store.AssetParts;
import dev.darkroom.asset.store.AssetRows;
import dev.darkroom.protocol.AnalyzeBlob;
import dev.darkroom.protocol.Answer;
import dev.darkroom.protocol.BlobRef;
import dev.darkroom.protocol.ErrorCode;
import dev.darkroom.protocol.FindSimilar;
import dev.darkroom.protocol.ImageFacts;
import dev.darkroom.protocol.ProbeBlob;
import dev.darkroom.protocol.Refusal;
import dev.darkroom.protocol.StagedBlob;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.vertx.sqlclient.Row;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Pictures that look alike, by the distance of their perceptual hashes (reference/admin-api.md 3,
 * {@code visual_search}). Only pictures whose upload asked for {@code phash} have one. For virtual
 * threads.
 */
public final class Similar {
  /** Of 64 bits; what differs in more has nothing in common. */
  private static final int FARTHEST = 20;

  private final AssetParts parts;
  private final Function<String, StagedBlob> fetch;

  /**
   * Finds them.
   *
   * @param fetch stages what is at a URL
   */
  public Similar(AssetParts parts, Function<String, StagedBlob> fetch) {
    this.parts = parts;
    this.fetch = fetch;
  }

  /** The nearest pictures, nearest first. */
  public Answer find(FindSimilar asked) {
    long phash = phash(asked);
    Binder binder = new Binder();
    String environment = binder.bind(asked.environmentId());
    String sql =
        """
        with near as materialized (
          select n.asset_id, bit_count((n.phash # %2$s::bigint)::bit(64)) as distance
            from asset n
           where n.environment_id = %1$s::bigint and n.phash is not null
             and bit_count((n.phash # %2$s::bigint)::bit(64)) <= %3$d
           order by 2, 1 limit %4$d)
        select %5$s from near join asset a
            on a.environment_id = %1$s::bigint and a.asset_id = near.asset_id
         where a.blob is not null order by near.distance, a.asset_id
        """
            .formatted(
                environment,
                binder.bind(phash),
                FARTHEST,
                asked.page().most(),
                Source.ASSETS.columns());
    ItemJson json = new ItemJson(parts.environment(asked.environmentId()), parts.urls());
    JsonArray resources = new JsonArray();
    Pages pages = new Pages(parts.database(), Source.ASSETS);
    for (Row row : pages.inTransaction(connection -> Pages.run(connection, sql, binder))) {
      resources.add(json.item(AssetRows.asset(row)));
    }
    return new Answer(
        new JsonObject().put("resources", resources).put("total_count", resources.size()).encode());
  }

  private long phash(FindSimilar asked) {
    if (asked.assetId() != null) {
      return ofAsset(asked.environmentId(), asked.assetId());
    }
    StagedBlob staged = asked.file();
    if (staged == null) {
      staged = fetch.apply(String.valueOf(asked.url()));
    }
    try {
      ProbeBlob probe = new ProbeBlob(staged.blob(), staged.staging());
      ImageFacts image = parts.bus().request(ProbeBlob.ADDRESS, probe).await().image();
      return measured(staged.blob(), staged.staging(), image);
    } finally {
      parts.blobs().discard(staged).await();
    }
  }

  private long ofAsset(long environmentId, String id) {
    Asset asset =
        parts
            .assets()
            .find(environmentId, AssetIds.parse(id))
            .orElseThrow(() -> new Refusal(ErrorCode.RESOURCE_NOT_FOUND, id));
    String known = asset.marks().analysis().getString("phash");
    return known == null
        ? measured(asset.blob(), null, asset.image())
        : Long.parseUnsignedLong(known, 16);
  }

  private long measured(BlobRef blob, @Nullable String staging, @Nullable ImageFacts image) {
    if (image == null) {
      throw new Refusal(ErrorCode.INVALID_IMAGE_FILE);
    }
    AnalyzeBlob message = new AnalyzeBlob(blob, staging, image, List.of("phash"));
    String analysis = parts.bus().request(AnalyzeBlob.ADDRESS, message).await().analysis();
    return Long.parseUnsignedLong(new JsonObject(analysis).getString("phash"), 16);
  }
}
