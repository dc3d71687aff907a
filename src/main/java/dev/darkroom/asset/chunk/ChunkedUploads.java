package dev.darkroom.asset.chunk;

import dev.darkroom.asset.job.Housekeeping;
import dev.darkroom.asset.store.Asset;
import dev.darkroom.asset.store.AssetJson;
import dev.darkroom.asset.store.AssetParts;
import dev.darkroom.asset.store.AssetRows;
import dev.darkroom.bus.Bus;
import dev.darkroom.bus.SingleFlight;
import dev.darkroom.protocol.BlobRef;
import dev.darkroom.protocol.ChunkRange;
import dev.darkroom.protocol.ErrorCode;
import dev.darkroom.protocol.Refusal;
import dev.darkroom.protocol.ResourceType;
import dev.darkroom.protocol.StagedBlob;
import dev.darkroom.protocol.StoreAsset;
import dev.darkroom.protocol.StoreChunk;
import dev.darkroom.protocol.StoredAsset;
import io.vertx.core.Vertx;
import io.vertx.core.json.JsonObject;
import io.vertx.sqlclient.SqlConnection;
import java.time.Duration;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Uploads in parts (reference/upload-api.md 4.3). Parts may come in parallel, again, overlapping,
 * in any order and at any node: each is a kept blob with a row. Whoever completes the file puts it
 * together and uploads it, once: the transaction of the asset ends the upload. For virtual threads.
 */
public final class ChunkedUploads {
  private static final Duration ABANDONED = Duration.ofDays(1);
  private static final Duration ROUND = Duration.ofMinutes(10);
  private static final Duration PATIENCE = Duration.ofMinutes(2);
  private static final int FORGOTTEN_AT_ONCE = 100;

  /** Uploads a whole file. */
  @FunctionalInterface
  public interface Upload {
    /**
     * The ordinary way of an upload.
     *
     * @param fence takes part in the transaction of the asset, and throws to undo it
     */
    StoredAsset store(StoreAsset request, Consumer<SqlConnection> fence);
  }

  private final AssetParts parts;
  private final ChunkStore store;
  private final SingleFlight<StoredAsset> flights;
  private final Upload upload;
  private final Assembly assembly;
  private final long limit;

  /** Uploads of files up to {@code limit} bytes; who completes the same one at once takes turns. */
  public ChunkedUploads(AssetParts parts, Vertx vertx, Upload upload, long limit) {
    this.parts = parts;
    this.store = new ChunkStore(parts.database());
    this.flights = new SingleFlight<>(vertx, "darkroom.chunks", PATIENCE);
    this.upload = upload;
    this.assembly = new Assembly(parts.blobs(), limit);
    this.limit = limit;
  }

  /** Answers on the bus, and collects what was abandoned. */
  public void serve(Housekeeping housekeeping) {
    parts.bus().serve(StoreChunk.ADDRESS, Bus.awaiting(this::store));
    housekeeping.every(ROUND, "forgetting abandoned uploads", () -> collect(ABANDONED));
  }

  private StoredAsset store(StoreChunk asked) {
    StagedBlob part = asked.upload().content();
    if (part == null) {
      throw new Refusal(ErrorCode.MISSING_PARAMETER, "file");
    }
    try {
      UploadKey key = new UploadKey(asked.upload().environmentId(), asked.uploadId());
      parts.loose().note(part.blob());
      parts.blobs().keep(part).await();
      ChunkRange range =
          parts
              .database()
              .awaitTransaction(connection -> receive(connection, key, asked.range(), part.blob()));
      return answer(asked.upload(), key, range);
    } finally {
      parts.blobs().discard(part).await();
    }
  }

  /** Forgets what nobody has gone on with for some time; tells how many uploads that were. */
  public int collect(Duration age) {
    int forgotten = 0;
    for (UploadKey key : store.abandoned(age, FORGOTTEN_AT_ONCE)) {
      boolean gone = parts.database().awaitTransaction(connection -> forget(connection, key, age));
      forgotten += gone ? 1 : 0;
    }
    return forgotten;
  }

  private boolean forget(SqlConnection connection, UploadKey key, Duration age) {
    if (!store.lockAbandoned(connection, key, age)) {
      return false;
    }
    parts.loose().note(connection, store.release(connection, key));
    store.forget(connection, key);
    return true;
  }

  private ChunkRange receive(
      SqlConnection connection, UploadKey key, ChunkRange said, BlobRef blob) {
    ChunkedUpload known = store.open(connection, key);
    if (known.isEnded() && said.first() > 0) {
      return known.understood(said);
    }
    if (known.isEnded()) {
      store.restart(connection, key);
      known = new ChunkedUpload(ChunkRange.LATER, null, List.of());
    }
    ChunkRange range = known.understood(said);
    long total = known.totalWith(range, limit);
    if (total >= 0) {
      store.knowTotal(connection, key, total);
    }
    if (blob.size() > 0) {
      insert(connection, key, known, new Chunk(range.first(), blob));
    }
    return range;
  }

  private void insert(SqlConnection connection, UploadKey key, ChunkedUpload known, Chunk chunk) {
    List<BlobRef> replaced =
        known.chunks().stream()
            .filter(old -> old.first() == chunk.first() && old.end() == chunk.end())
            .map(Chunk::blob)
            .filter(old -> !old.equals(chunk.blob()))
            .toList();
    parts.loose().claim(connection, List.of(chunk.blob())).await();
    parts.loose().note(connection, replaced);
    store.insert(connection, key, chunk);
  }

  private StoredAsset answer(StoreAsset request, UploadKey key, ChunkRange range) {
    ChunkedUpload known = find(key);
    boolean last = range.last() + 1 == known.total();
    if (known.isEnded() && !last) {
      return progress(request, known.total());
    }
    if (known.isEnded() || known.isWhole()) {
      return flights.run(key.environmentId() + "/" + key.uploadId(), () -> finish(request, key));
    }
    if (last) {
      throw ChunkedUpload.invalid(
          "bytes " + known.coverage().missing(known.total()) + " have not arrived");
    }
    return progress(request, known.coverage().received());
  }

  private StoredAsset finish(StoreAsset request, UploadKey key) {
    ChunkedUpload known = find(key);
    if (known.isEnded()) {
      return store.answer(key).orElseGet(() -> recovered(key));
    }
    StagedBlob whole = assembly.assemble(known.coverage().pieces());
    try {
      StoredAsset stored =
          upload.store(request.of(whole), connection -> end(connection, key, whole.blob()));
      JsonObject body = new JsonObject(stored.body()).put("done", true);
      StoredAsset answer = new StoredAsset(body.encode(), stored.publicId(), stored.version());
      store.remember(key, answer);
      return answer;
    } finally {
      parts.blobs().discard(whole).await();
    }
  }

  /** The fence: of all who think that the upload is theirs to end, one gets past it. */
  private void end(SqlConnection connection, UploadKey key, BlobRef whole) {
    if (!store.finish(connection, key, whole)) {
      throw new Refusal(ErrorCode.UNAVAILABLE, "The upload");
    }
    parts.loose().note(connection, store.release(connection, key));
  }

  /** What the sender would have been told, had the node not died before it could. */
  private StoredAsset recovered(UploadKey key) {
    Asset asset =
        store
            .assetOf(key)
            .map(AssetRows::asset)
            .orElseThrow(() -> new Refusal(ErrorCode.UNAVAILABLE, "The upload"));
    JsonObject body =
        parts
            .json(parts.environment(key.environmentId()))
            .uploaded(asset, List.of(), AssetJson.Earlier.NONE)
            .put("done", true);
    return new StoredAsset(body.encode(), asset.key().publicId().value(), asset.version());
  }

  private ChunkedUpload find(UploadKey key) {
    return store.find(key).orElseThrow(() -> new Refusal(ErrorCode.UNAVAILABLE, "The upload"));
  }

  /** No public id: PHP would send it back, unsigned. */
  private static StoredAsset progress(StoreAsset request, long received) {
    JsonObject body =
        new JsonObject()
            .put("done", false)
            .put("bytes", received)
            .put("kind", request.type().word())
            .put("resource_type", word(request.resourceType()));
    return new StoredAsset(body.encode(), null, 0);
  }

  private static String word(@Nullable ResourceType type) {
    return type == null ? "auto" : type.word();
  }
}
